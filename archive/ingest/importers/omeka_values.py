"""What the values and the system fields of Omeka S mean here.

Spec: https://omeka.org/s/docs/developer/api/rest_api_reference/ (resource values)
"""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from archive.core.words import Message, message
from archive.ingest.importers.account import DERIVED, OF_THE_SYSTEM, STAFF, Account
from archive.ingest.importers.dc_terms import field_of, kind_of, put_term, without_markup

SYSTEM = {
    "@context", "@type", "o:id", "o:owner", "o:resource_template", "o:created", "o:modified", "o:is_open",
    "o:site", "o:items", "o:primary_media", "o:ingester", "o:renderer", "o:sha256", "o:size", "o:media_type",
    "o-module-mapping:feature", "o-module-mapping:mapping", "@reverse",
}  # fmt: skip
DERIVATIVES = {"o:thumbnail", "thumbnail_display_urls", "o:thumbnail_urls"}
# Read elsewhere.
KNOWN = {
    "@id", "o:title", "o:is_public", "o:media", "o:item_set", "o:resource_class", "o:item", "o:source",
    "o:filename", "o:lang", "o:original_url", "o:alt_text", "data",
}  # fmt: skip
PRIVATE = message("private there, and no field here is for staff alone")

NAMES_PRIVATE = message("it names what is private there")
OPEN = ("true", "1")

Resource = Mapping[str, Any]


def put_values(account: Account, resource: Resource, closed: Container[str]) -> None:
    """Put every value of a resource where it belongs, save what names one of those that are closed."""
    leave_system(account, resource)
    for name, stated in resource.items():
        if name not in KNOWN and name not in SYSTEM and name not in DERIVATIVES:
            for value in stated if isinstance(stated, list) else [stated]:
                _put_value(account, name, value, closed)
    if "title" not in account.raw and resource.get("o:title"):
        if title := title_of(resource):
            account.put("o:title", "title", title)
        else:
            account.drop("o:title", PRIVATE)


def title_of(resource: Resource) -> str:
    """Return the title by which Omeka shows a resource; none if that repeats a private value."""
    title = str(resource.get("o:title") or "")
    stated = (each for each in resource.values() if isinstance(each, list))
    values = (value for each in stated for value in each if isinstance(value, Mapping))
    return "" if any(not is_open(each) and _words(each) == title for each in values) else title


def is_open(stated: Resource, name: str = "is_public") -> bool:
    """Say whether everybody may see a resource or a value: no, if anything but that is stated."""
    return str(stated.get(name, True)).casefold() in OPEN


def leave_system(account: Account, resource: Resource) -> None:
    """Account for what a resource says of Omeka itself."""
    for name, stated in resource.items():
        if stated and name in SYSTEM:
            account.drop(name, STAFF if name == "o:owner" else OF_THE_SYSTEM)
        elif stated and name in DERIVATIVES:
            account.drop(name, DERIVED)


def values_of(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield the public values of a resource as they read: property and words."""
    for name, stated in resource.items():
        if ":" in name and not name.startswith(("o:", "@", "o-")) and isinstance(stated, list):
            for value in stated:
                if isinstance(value, Mapping) and is_open(value):
                    yield name, _words(value)


def type_of(resource: Resource, media: list[Resource]) -> str:
    """Return our type for a resource: by its class, its own words, or what its first file is."""
    classes = resource.get("@type", ())
    words = [str(each) for each in ([classes] if isinstance(classes, str) else classes)]
    words = [each for each in words if not each.startswith("o:")]
    words += [text for name, text in values_of(resource) if name == "dcterms:type"]
    words += [str(each.get("o:media_type") or "").partition("/")[0] for each in media]
    return kind_of(words)


def reference(stated: object) -> str:
    """Return Omeka's own number of the resource that a reference points to."""
    return str(stated.get("o:id", "")) if isinstance(stated, Mapping) else ""


def _put_value(account: Account, name: str, value: object, closed: Container[str]) -> None:
    if not isinstance(value, Mapping):
        account.note(name, "" if value is None else str(value))
        return
    if reason := _hidden(value, closed):
        account.drop(name, reason)
        return
    language = str(value.get("@language") or "")
    address = str(value.get("@id") or "")
    text = _words(value)
    target = _target(account, name)
    if address and account.accepts(target, address) and _takes_addresses(account, target):
        account.put(name, target, address)
        if text != address:
            account.note(name, text, language)
    else:
        _put_words(account, name, text, language)
        if address and text != address and not value.get("value_resource_id"):
            account.note(name, f"{text}: {address}")  # the address of a term, which a name has no place for
    annotations = value.get("@annotation")
    for annotation, more in annotations.items() if isinstance(annotations, Mapping) else ():
        for each in more if isinstance(more, list) else [more]:
            _put_annotation(account, f"{name} {annotation}", each, closed)


def _put_annotation(account: Account, name: str, stated: object, closed: Container[str]) -> None:
    if not isinstance(stated, Mapping):
        account.note(name, str(stated))
    elif reason := _hidden(stated, closed):
        account.drop(name, reason)
    else:
        account.note(name, _words(stated))


def _hidden(value: Mapping[str, Any], closed: Container[str]) -> Message | None:
    """Return why a value must not come in, if it must not."""
    if not is_open(value):
        return PRIVATE
    return NAMES_PRIVATE if str(value.get("value_resource_id") or "") in closed else None


def _put_words(account: Account, name: str, text: str, language: str) -> None:
    if name.startswith(("dcterms:", "dc:")):
        put_term(account, name, text, language)
    elif target := _target(account, name):
        account.put(name, target, text, language)
    else:
        account.note(name, text, language)


def _target(account: Account, name: str) -> str:
    """Return our field for a property: by Dublin Core, or because a field of the type stands for it."""
    fields = account.fields.values()
    return field_of(name) or next((spec.name for spec in fields if spec.term == name), "")


def _takes_addresses(account: Account, target: str) -> bool:
    spec = account.fields.get(target)
    return spec is not None and spec.kind == "uri"


def _words(value: Mapping[str, Any]) -> str:
    for name in ("@value", "o:label", "display_title", "@id"):
        if (found := value.get(name)) not in (None, ""):
            return without_markup(str(found)) if name == "@value" else str(found)
    return ""
