"""As whom a command looks: everything is asked for on behalf of somebody."""

from collections.abc import Callable
from typing import Any

import click

from archive.core.clock import today
from archive.metadata.access import Role, Viewer


def as_option(default: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--as`, which says whose rights hold."""
    return click.option(
        "--as",
        "role",
        type=click.Choice([each.value for each in Role]),
        default=default.value,
        show_default=True,
        help="Whose rights hold: an archivist sees drafts and restricted records too.",
    )


def viewer_of(role: str) -> Viewer:
    """Return the viewer of a role, today."""
    return Viewer(Role(role), today())
