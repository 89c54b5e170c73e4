"""What is kept in memory stays within its room, and the least lately asked for goes first."""

from archive.web.page_cache import PageCache


def test_the_least_lately_asked_for_makes_room():
    cache = PageCache(most_bytes=1000)
    for tag in "abcdefgh":
        cache.put(tag, tag.encode() * 120)
    cache.get("a")
    cache.put("i", b"i" * 120)
    assert cache.get("a") == b"a" * 120
    assert cache.get("b") is None


def test_a_page_too_large_drives_nothing_out():
    cache = PageCache(most_bytes=1000)
    cache.put("small", b"x")
    cache.put("large", b"x" * 900)
    assert (cache.get("small"), cache.get("large")) == (b"x", None)


def test_a_page_put_twice_is_counted_once():
    cache = PageCache(most_bytes=1000)
    for _ in range(20):
        cache.put("same", b"x" * 100)
    cache.put("other", b"x" * 100)
    assert cache.get("same") is not None
