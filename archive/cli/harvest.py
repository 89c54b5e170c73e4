"""`archive harvest`: take in what an OAI-PMH repository has, and later what has changed there."""

import json
import re
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from archive import __version__
from archive.assembly import Archive
from archive.catalogue.entry import Why
from archive.cli.asked import actor
from archive.cli.beside import following
from archive.cli.call import Call, pass_call
from archive.cli.failures import REFUSED
from archive.cli.indexing import index_to_the_end
from archive.cli.losses import tell_losses
from archive.cli.opening import opened
from archive.cli.summing import shape, sum_up
from archive.cli.telling import Teller, telling
from archive.cli.turns import alone, waits_for
from archive.core.words import message
from archive.ingest.cataloguing import Parts
from archive.ingest.draft import Defaults
from archive.ingest.harvesting.deletions import Followed, follow, known
from archive.ingest.harvesting.facts import facts_of, sets_of
from archive.ingest.harvesting.repository import Repository
from archive.ingest.harvesting.source import Harvest, Wanted
from archive.ingest.harvesting.state import HarvestState, StateFile
from archive.ingest.options import Options
from archive.ingest.pipeline import run
from archive.ingest.special import record_type
from archive.ingest.summary import Notice, Summary
from archive.ingest.turn import GivenUp, Holder

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?")
MANY = 300  # records: for fewer it is not worth while to index beside the harvest
MOST_NAMED = 20  # records named on the terminal


def _moment(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not MOMENT.fullmatch(value):
        raise click.BadParameter("write a day, 2024-05-31, or a moment, 2024-05-31T12:00:00Z.")
    return value


@click.command()
@click.argument("address", metavar="URL")
@click.option("--set", "set_spec", default="", help="Harvest one set alone, by its setSpec.")
@click.option("--prefix", default="", help="Form of description; else mods if offered, else oai_dc.")
@click.option("--from", "since", default="", callback=_moment, help="What has changed since this day.")
@click.option("--until", default="", callback=_moment, help="What has changed up to this day.")
@click.option("--type", "type_name", metavar="TYPE", default="", help="Type of records that state none.")
@click.option("--collection", default="", help="Put everything into it; else sets become collections.")
@click.option("--publish", is_flag=True, help="Make the records public; else they are drafts.")
@click.option("--full", is_flag=True, help="Harvest everything again, not only what has changed.")
@click.option("--dry-run", is_flag=True, help="Fetch and check everything, write nothing.")
@click.option("--report", type=click.Path(path_type=Path), help="Write each problem to this CSV file.")
@click.option("--no-index", is_flag=True, help="Leave the index to `archive follow` or a running site.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@pass_call
def command(call: Call, /, **given: Any) -> int:
    """Take in the descriptions of the OAI-PMH repository at URL, and follow what it changes and deletes.

    The first time everything comes in, later what has changed since. Stopped or killed, the same
    command goes on where it was. Exit code: 0 all in, 1 some records refused or the harvest broke
    off, 2 nothing begun.
    """
    asked = Asked(**given)
    with opened(call) as archive, telling(call, asked.report) as teller:
        try:
            with _turn(call, archive, asked, teller):
                teller.heard.restart()
                harvest, memory = _begun(archive, asked, teller)
                with following(call, not asked.leaves_index and harvest.count() >= MANY):
                    summary = _take_in(call, archive, asked, harvest, teller)
                    followed = _follow(archive, asked, harvest, memory, summary)
        except GivenUp:
            call.say(message("Stopped while waiting; nothing was begun."), err=True)
            return REFUSED
        if not asked.leaves_index and not summary.stopped:
            index_to_the_end(call, archive, teller.stop, teller.indexing())
        teller.finished()
    if asked.as_json:
        click.echo(json.dumps(_shape(call, harvest, summary, followed), indent=2, ensure_ascii=False))
    else:
        _tell(call, harvest, followed)
        sum_up(call, teller.heard, [summary])
    tell_losses(call, [harvest], asked.report, asked.as_json)
    return REFUSED if summary.refused or summary.stopped or harvest.broke_off else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options of the command, as given."""

    address: str
    set_spec: str
    prefix: str
    since: str
    until: str
    type_name: str
    collection: str
    publish: bool
    full: bool
    dry_run: bool
    report: Path | None
    no_index: bool
    as_json: bool

    @property
    def leaves_index(self) -> bool:
        """Whether the index is not to follow."""
        return self.no_index or self.dry_run


@dataclass(slots=True)
class Keeping:
    """Hears how far the pipeline is, tells it to whoever listens, and lets the harvest remember it."""

    teller: Teller
    harvest: Harvest

    def began(self, source: str, rows: int) -> None:
        """A source has been opened."""
        self.teller.began(source, rows)

    def at(self, item: str) -> None:
        """This is being worked on now."""
        self.teller.at(item)

    def went_on(self, rows: int) -> None:
        """So many more rows are safely in."""
        self.harvest.settled(rows)
        self.teller.went_on(rows)

    def noticed(self, notice: Notice) -> None:
        """Something is to be told of a row."""
        self.teller.noticed(notice)


def _turn(call: Call, archive: Archive, asked: Asked, teller: Teller) -> AbstractContextManager[None]:
    """Hold the turn to write, and tell for whom it waits; a dry run keeps nothing and waits for nobody."""
    if asked.dry_run:
        return nullcontext()

    def tell(holder: Holder) -> None:
        teller.say(waits_for(holder), "waiting", **asdict(holder))

    return alone(call, archive, f"harvest {asked.address}", tell, teller.stop)


def _begun(archive: Archive, asked: Asked, teller: Teller) -> tuple[Harvest, StateFile]:
    """Ask the repository what it is, and return the harvest and where it is remembered."""
    settings = archive.settings
    agent = f"Tribuna/{__version__} (+{settings.BASE_URL}; mailto:{settings.ADMIN_EMAIL})"
    repository = Repository(asked.address, agent, teller.stop)
    facts = facts_of(repository)
    since, until = facts.bounds(asked.since, asked.until)
    wanted = Wanted(
        prefix=facts.prefix(asked.prefix),
        set=asked.set_spec,
        since=since,
        until=until,
        by_sets=not asked.collection,
    )
    memory = StateFile(_folder(archive), repository.endpoint, wanted.set, wanted.prefix)
    if asked.full and not asked.dry_run:
        memory.forget()
    state = memory.read() if not (asked.full and asked.dry_run) else memory.fresh
    harvest = Harvest(
        repository=repository,
        wanted=wanted,
        facts=facts,
        sets=sets_of(repository),
        state=state,
        keep=_forgotten if asked.dry_run else memory.write,
        known=partial(known, archive.catalogue, repository.endpoint),
    )
    return harvest, memory


def _take_in(call: Call, archive: Archive, asked: Asked, harvest: Harvest, teller: Teller) -> Summary:
    parts = Parts(catalogue=archive.catalogue, store=archive.store)
    wanted = harvest.wanted
    stated = {"set": wanted.set, "prefix": wanted.prefix, "collection": asked.collection}
    stated["type"] = asked.type_name
    stated |= {"from": harvest.window.since, "until": wanted.until, "publish": "yes" if asked.publish else ""}
    options = Options(
        actor=actor(),
        defaults=Defaults(
            type=record_type(asked.type_name) if asked.type_name else "", collection=asked.collection
        ),
        publish=asked.publish,
        dry_run=asked.dry_run,
        asked={name: value for name, value in stated.items() if value},
        translate=call.translate,
        whole=False,
    )
    return run(parts, harvest, options, Keeping(teller, harvest), teller.stop)


def _follow(
    archive: Archive, asked: Asked, harvest: Harvest, memory: StateFile, summary: Summary
) -> Followed:
    """Withdraw what the repository has deleted, as far as that is known by now."""
    if asked.dry_run:
        return Followed({}, {})
    harvest.settled(0)
    why = Why(actor(), reason="deleted in its repository", import_id=summary.import_id)
    state = memory.read()
    followed = follow(archive.catalogue, harvest.name, state.deleted, why)
    if state.deleted:
        memory.write(state.without_deleted())
    return followed


def _tell(call: Call, harvest: Harvest, followed: Followed) -> None:
    call.say(message("{name} ({prefix})", name=harvest.facts.name, prefix=harvest.wanted.prefix))
    if followed.withdrawn:
        call.say(message("Deleted there, and withdrawn here: {count}", count=len(followed.withdrawn)))
    for id, title in list(followed.withdrawn.items())[:MOST_NAMED]:
        click.echo(f"  {id} {title}")
    if followed.kept:
        said = message("Deleted there, but somebody has worked on it here: {count}", count=len(followed.kept))
        call.say(said)
    for id, title in list(followed.kept.items())[:MOST_NAMED]:
        click.echo(f"  {id} {title}")
    if harvest.broke_off is not None:
        said = message("The harvest broke off: {why}", why=harvest.broke_off)
        call.say(said, err=True)
        call.say(message("Run the same command again to go on."), err=True)


def _shape(call: Call, harvest: Harvest, summary: Summary, followed: Followed) -> dict[str, Any]:
    return {
        **shape(summary),
        "repository": harvest.facts.name,
        "prefix": harvest.wanted.prefix,
        "broke_off": harvest.broke_off.render(call.translate) if harvest.broke_off else "",
        "withdrawn": followed.withdrawn,
        "kept": followed.kept,
    }


def _folder(archive: Archive) -> Path:
    return archive.settings.DATA_DIR / "harvests"


def _forgotten(_state: HarvestState) -> None:
    """Remember nothing: it was only tried."""
