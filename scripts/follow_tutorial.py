"""Follow docs/tutorial.md and write down what the commands answer: `python scripts/follow_tutorial.py`.

Files shown under their path are written, the commands of `console` blocks run, in a folder of their own. A
test follows the page too and compares the answers.
"""

import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

from click.testing import CliRunner

from archive.cli.main import program
from archive.core.identifiers import is_identifier

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "tutorial.md"
FILE = re.compile(r"^`(?P<path>[\w./-]+)`\n\n```\w+\n(?P<content>.*?)^```\n", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"^```console\n(?P<lines>.*?)^```\n", re.DOTALL | re.MULTILINE)
IDENTIFIER = re.compile(r"[a-z][0-9a-z]{8}")
TIMES = re.compile(r"[\d.]+ s, [\d.,]+ rows? a second|\d+ ms")


def alike(text: str) -> str:
    """Return the page without what differs from run to run."""
    text = IDENTIFIER.sub(lambda found: "ID" if is_identifier(found[0]) else found[0], text)
    return TIMES.sub("TIME", text)


def followed(page: str) -> str:
    """Follow the page in the present folder; return it with what the commands answered."""
    steps = sorted([*FILE.finditer(page), *CONSOLE.finditer(page)], key=lambda found: found.start())
    parts, at = [], 0
    for found in steps:
        parts.append(page[at : found.start()])
        parts.append(_asked(found["lines"]) if found.re is CONSOLE else _written(found))
        at = found.end()
    return "".join([*parts, page[at:]])


def _written(found: re.Match[str]) -> str:
    path = Path(found["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(found["content"], encoding="utf-8")
    return found[0]


def _asked(lines: str) -> str:
    commands = [line.removeprefix("$ ") for line in lines.splitlines() if line.startswith("$ ")]
    said = "".join(f"$ {command}\n{_answer(command)}" for command in commands)
    return f"```console\n{said}```\n"


def _answer(command: str) -> str:
    """Run one line as a reader's shell would; the program itself runs in this process."""
    words = shlex.split(command)
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return ""
    if words[0] == "archive":
        return CliRunner().invoke(program, words[1:]).output
    return subprocess.run(command, shell=True, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Follow the page in a new folder; write it anew if an answer has changed."""
    os.environ |= {"TRIBUNA": str(ROOT), "LC_ALL": "C.UTF-8"}
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        now = followed(page)
        os.chdir(ROOT)
    if alike(now) != alike(page):
        PAGE.write_text(now, encoding="utf-8")


if __name__ == "__main__":
    main()
