"""`archive show`: one record, as it stands."""

import json

import click

from archive.catalogue.changes import history
from archive.catalogue.records import get, passages
from archive.cli.call import Call, pass_call
from archive.cli.opening import opened
from archive.cli.viewing import as_option, viewer_of
from archive.cli.wording import described
from archive.core.words import message
from archive.export.json_record import shape
from archive.media.limits import explained
from archive.metadata.access import Role
from archive.metadata.item_types import RECORD_TYPES
from archive.metadata.record import FileFacts, Record


@click.command()
@click.argument("id")
@click.option("--text", is_flag=True, help="Print the text of its files too.")
@click.option("--history", "changes", is_flag=True, help="Print what was changed, when, by whom.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@as_option(Role.ARCHIVIST)
@pass_call
def command(call: Call, /, id: str, role: str, **shown: bool) -> None:
    """Show the record ID: what is said of it, its files, who may see it."""
    viewer = viewer_of(role)
    with opened(call) as archive, archive.catalogue.read() as session:
        identifier = id.rpartition("/")[2]  # an ARK or an address will do
        record = get(session, identifier, viewer)
        if shown["as_json"]:
            click.echo(json.dumps(shape(record, archive.links), ensure_ascii=False, indent=2))
            return
        _print(call, record, archive.links.record(record.kind, record.id))
        if shown["text"]:
            for passage in passages(session, record.id, viewer):
                click.echo(f"\n[{passage.label or passage.number}] {passage.text}")
        if shown["changes"]:
            for change in history(session, record.id, viewer):
                fields = ", ".join(sorted(change.after))
                when = f"{change.at:%Y-%m-%d %H:%M}"
                click.echo(f"{change.revision:>8} {when} {change.action} {change.actor}: {fields}")


def _print(call: Call, record: Record, address: str) -> None:
    click.echo(click.style(record.title, bold=True))
    kind = call.translate(RECORD_TYPES[record.type].label)
    where = " › ".join(each.title for each in record.ancestors)
    facts = [kind, str(record.state), str(record.access), address]
    if record.embargo_until:
        facts.insert(3, call.words(message("until {day}", day=record.embargo_until.isoformat())))
    click.echo(" · ".join(facts))
    if where:
        click.echo(where)
    for label, words in described(call, record):
        click.echo(f"{label}: {words}")
    for file in record.files:
        click.echo(f"{call.words(message('File'))}: {_file(call, file)}")


def _file(call: Call, file: FileFacts) -> str:
    size = f"{file.width} × {file.height} px" if file.width else ""
    problem = call.words(explained(file.problem)) if file.problem else ""
    parts = (file.name, file.format_name or file.media_type, f"{file.size:,} B", size, problem)
    return ", ".join(part for part in parts if part)
