"""`archive status`: what there is, and whether the index is up to date."""

import json
from typing import Any

import click

from archive.assembly import Archive
from archive.catalogue import browse, imports
from archive.catalogue.changes import last_revision
from archive.catalogue.selection import Selection
from archive.cli.call import Call, pass_call
from archive.cli.opening import opened
from archive.core.words import message
from archive.jobs.followers import lag
from archive.metadata.access import Viewer
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import Kind


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
    for follower, behind in found["followers"].items():
        if behind:
            call.say(message("{name}: {behind} changes behind", name=follower, behind=f"{behind:,}"))
        else:
            call.say(message("{name}: up to date", name=follower))
    if unfinished := found["unfinished_imports"]:
        numbers = {"ids": ", ".join(map(str, unfinished))}
        call.say(message("Not finished: imports {ids}. Run the same command again to go on.", **numbers))


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
            "unfinished_imports": [each.id for each in imports.listed(session, 1000) if not each.finished],
        }
