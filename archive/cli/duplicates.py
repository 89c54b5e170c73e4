"""`archive duplicates`: which files may be the same."""

import json
from collections.abc import Iterable, Sequence

import click

from archive.assembly import Archive
from archive.catalogue.records import many
from archive.cli.call import Call, pass_call
from archive.cli.opening import opened
from archive.cli.progress import index_progress
from archive.core.lines import printable
from archive.core.words import Message, message
from archive.jobs.followers import catch_up, likeness_of
from archive.metadata.access import Viewer
from archive.metadata.record import Kind
from archive.research.duplicates import RESEMBLANCE, Group, Same, groups

PATIENCE = 60.0  # seconds for another process that looks at the same time
KINDS = [each.value for each in Same]
SAID = {
    Same.BYTES: message("The same bytes"),
    Same.PICTURE: message("Nearly the same picture"),
    Same.TEXT: message("Nearly the same text"),
}


@click.command()
@click.option(
    "--same",
    "kinds",
    multiple=True,
    type=click.Choice(KINDS),
    help="In what; else all.",
)
@click.option(
    "--least", type=click.FloatRange(0.5, 1.0), default=RESEMBLANCE, show_default=True,
    help="How much of their words texts must have in common.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def command(call: Call, /, kinds: tuple[str, ...], least: float, as_json: bool) -> None:
    """Tell which files may be the same: the same bytes, nearly the same picture, nearly the same text.

    Nothing is merged or taken away. The first time it looks at everything; later at what has changed.
    """
    with opened(call) as archive:
        with index_progress(call) as on_progress:
            catch_up(archive, ["likeness"], on_progress, patience=PATIENCE)
        wanted = [Same(each) for each in kinds] or list(Same)
        found = list(groups(likeness_of(archive).known(), wanted, least))
        titles = _titles(archive, found)
    if as_json:
        click.echo(
            json.dumps([_shape(archive, each, titles) for each in found], indent=2, ensure_ascii=False)
        )
        return
    for each in found:
        _print(call, archive, each, titles)
    counts = {same.value: sum(each.same is same for each in found) for same in Same}
    call.say(
        message(
            "Groups of files: {bytes} of the same bytes, {picture} of nearly the same picture, "
            "{text} of nearly the same text.",
            **counts,
        )
    )


def _titles(archive: Archive, found: Iterable[Group]) -> dict[str, str]:
    items = dict.fromkeys(member.item for each in found for member in each.members)
    with archive.catalogue.read() as session:
        return {id: record.title for id, record in many(session, items, Viewer.archivist()).items()}


def _print(call: Call, archive: Archive, group: Group, titles: dict[str, str]) -> None:
    click.echo(call.words(SAID[group.same]))
    for member in group.members:
        place = archive.links.record(Kind.ITEM, member.item)
        about: Sequence[str] = (f"{member.likeness:.0%}", call.words(_size(member.size)))
        click.echo(
            f"  {titles.get(member.item, '?')} · {printable(member.name)} ({', '.join(about)})\n    {place}"
        )


def _size(size: int) -> Message:
    return message("{size} bytes", size=f"{size:,}")


def _shape(archive: Archive, group: Group, titles: dict[str, str]) -> dict[str, object]:
    return {
        "same": group.same.value,
        "files": [
            {
                "item": member.item,
                "title": titles.get(member.item),
                "file": member.name,
                "size": member.size,
                "pixels": member.pixels or None,
                "likeness": round(member.likeness, 2),
                "address": archive.links.record(Kind.ITEM, member.item),
            }
            for member in group.members
        ],
    }
