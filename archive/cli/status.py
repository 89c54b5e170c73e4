"""`archive status`: what there is, and whether the index is up to date."""

import json
from dataclasses import asdict
from typing import Any

import click

from archive.assembly import Archive
from archive.catalogue import browse, imports
from archive.catalogue.changes import last_revision
from archive.catalogue.selection import Selection
from archive.cli.call import Call, pass_call
from archive.cli.opening import opened
from archive.core.words import Message, message
from archive.jobs.followers import lag, troubles
from archive.metadata.access import Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Kind
from archive.search.freshness import being_built


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_call
def command(call: Call, as_json: bool) -> None:
    """Count what is in the archive and say how its index stands."""
    with opened(call) as archive:
        found = facts(archive)
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    call.say(message("{title}, {data_dir}", **found))
    for kind, (all_of_it, public) in found["records"].items():
        numbers = {"kind": kind, "all": f"{all_of_it:,}", "public": f"{public:,}"}
        call.say(message("{kind}: {all}, of which public: {public}", **numbers))
    for name, count in found["items"].items():
        click.echo(f"  {call.translate(RECORD_TYPES[name].plural)}: {count:,}")
    _say_followers(call, found)
    _say_index(call, found["index"])
    if unfinished := found["unfinished_imports"]:
        numbers = {"ids": ", ".join(map(str, unfinished))}
        call.say(message("Not finished: imports {ids}. Run the same command again to go on.", **numbers))


def _say_followers(call: Call, found: dict[str, Any]) -> None:
    for name, behind in found["followers"].items():
        if behind:
            call.say(message("{name}: {behind} changes behind", name=name, behind=f"{behind:,}"))
        else:
            call.say(message("{name}: up to date", name=name))
        trouble = found["troubles"].get(name)
        if trouble and trouble["over"]:
            _add(call, message("went on {over}, after: {said} ({since})", **trouble))
        elif trouble:
            _add(call, message("cannot go on since {since}, last tried {last}: {said}", **trouble))


def _say_index(call: Call, index: dict[str, Any]) -> None:
    numbers = {
        "documents": f"{index['documents']:,}",
        "segments": index["segments"],
        "size": f"{index['bytes'] / 1e6:,.1f}",
        "share": f"{index['deleted_share']:.1%}",
    }
    call.say(
        message(
            "Index: {documents} records in {segments} segments, {size} MB; deleted, not yet cleared: {share}",
            **numbers,
        )
    )
    if index["merging"]:
        _add(call, message("segments are being merged"))
    if index["damaged"]:
        _add(call, message("damaged; it will be rebuilt from the catalogue"))
    elif index["building"]:
        _add(call, message("being rebuilt; until then the site searches titles and names alone"))


def _add(call: Call, said: Message) -> None:
    click.echo(f"  {call.words(said)}")


def index_facts(archive: Archive) -> dict[str, Any]:
    """Return how the index stands, as plain data."""
    health = archive.search.health()
    written = health.documents + health.deleted
    with archive.catalogue.read() as session:
        building = being_built(session, archive.search) is not None
    return {
        **asdict(health),
        "deleted_share": health.deleted / written if written else 0.0,
        "building": building,
    }


def facts(archive: Archive) -> dict[str, Any]:
    """Return what the command says, as plain data."""
    archivist, public = Viewer.archivist(), Viewer.public()
    with archive.catalogue.read() as session:
        counts = {
            kind.value: [
                browse.count(session, viewer, Selection(kind=kind)) for viewer in (archivist, public)
            ]
            for kind in Kind
        }
        return {
            "title": archive.settings.TITLE,
            "data_dir": str(archive.settings.DATA_DIR),
            "records": counts,
            "items": browse.by_type(session, archivist),
            "revision": last_revision(session),
            "followers": lag(archive),
            "troubles": {name: asdict(trouble) for name, trouble in troubles(archive).items()},
            "index": index_facts(archive),
            "unfinished_imports": [each.id for each in imports.listed(session, 1000) if not each.finished],
        }
