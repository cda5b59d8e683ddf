"""The program: its commands, and how it ends.

Whatever is wrong with the input or the command line ends in words (or JSON, with --json) and an exit code, never
in a traceback.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from glienicke.cli import exits
from glienicke.cli.exits import Refused
from glienicke.cli.out import show_json
from glienicke.ground.diagnostic import diagnostic_data, render


class Commands(TyperGroup):
    """All commands, and the one place where refusals become words and exit codes."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run a command and leave with its exit code."""
        words = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False
        try:
            code = super().main(words, *rest, **extra)
        except Refused as refused:
            code = _refuse(refused, "--json" in words)
        except typer.TyperException as wrong:
            code = _misused(wrong, "--json" in words)
        except typer.Abort:
            code = exits.ABORTED
        sys.exit(code if isinstance(code, int) else exits.FOUND)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is called, loaded only now."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, loaded(name) if name in COMMANDS else command, rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; whoever reads its output may stop reading."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing more goes into the closed pipe
            return exits.FOUND


def _refuse(refused: Refused, as_json: bool) -> int:
    if as_json:
        show_json(
            "error",
            {"error": refused.message, "diagnostics": [diagnostic_data(d) for d in refused.diagnostics]},
        )
    else:
        for diagnostic in refused.diagnostics:
            sys.stderr.write(render(diagnostic) + "\n")
        sys.stderr.write(f"glienicke: {refused.message}\n")
    return refused.code


def _misused(wrong: typer.TyperException, as_json: bool) -> int:
    context = getattr(wrong, "ctx", None)
    if wrong.format_message().startswith("Usage:"):  # no command at all: the help is the message
        sys.stderr.write(wrong.format_message() + "\n")
    elif as_json:
        show_json("error", {"error": wrong.format_message(), "diagnostics": []})
    else:
        sys.stderr.write(f"glienicke: {wrong.format_message()}\n")
        if context is not None:
            sys.stderr.write(f"Try '{context.command_path} --help'.\n")
    return exits.USAGE


COMMANDS = {
    "demo": ("demo:demo_command", "The exchange of Ankara, told day by day."),
    "new": ("new:new_command", "Begin a case."),
    "import-people": ("people:import_people_command", "Take people from a table into a case."),
    "check": ("judge:check_command", "All mistakes of cases at once."),
    "show": ("look:show_command", "Who holds whom, as of a day."),
    "who": ("who:who_command", "People by name, in any script and spelling."),
    "statements": ("statements:statements_command", "Who says what; rivals side by side."),
    "read": ("read:read_command", "What reports say: people, counts, dates, who said what."),
    "inbox": ("inbox:inbox_command", "What documents suggest; one key each."),
    "watch": ("watch:watch_command", "A party's people held by others, over several cases."),
    "explain": ("look:explain_command", "One party's position in plain English."),
    "find": ("ask:find_command", "The best acceptable deal, proven."),
    "alternatives": ("front:alternatives_command", "The best deals that really differ."),
    "front": ("front:front_command", "What two to four parties can have at once."),
    "stable": ("stable:stable_command", "Could a group of parties do better alone?"),
    "why": ("ask:why_command", "Why there is no deal; what would open one."),
    "quorum": ("ask:quorum_command", "Who must be at the table."),
    "enlarge": ("ask:enlarge_command", "Who else, already held, would open a deal."),
    "odds": ("odds:odds_command", "Chances under ranges and doubts."),
    "replay": ("story:replay_command", "The verdict at every day of change."),
    "tranches": ("tranches:tranches_command", "In which steps to carry a deal out."),
    "check-deal": ("judge:check_deal_command", "Check a deal without a solver."),
    "brief": ("brief:brief_command", "A page for people, as HTML."),
    "redact": ("redact:redact_command", "A copy of a case with people reduced to ids."),
    "keep": ("register:keep_command", "Keep a case's statements in a register."),
    "erase": ("register:erase_command", "Erase a person from a register; its history still verifies."),
    "verify-register": ("register:verify_register_command", "Whether a register is as it was written."),
    "retention": ("register:retention_command", "What is kept why and until when, and what is due."),
    "desk": ("desk:desk_command", "The web desk, in your browser, on this machine."),
    "desk-backup": ("desk_store:backup_command", "A desk's store into one encrypted file."),
    "desk-restore": ("desk_store:restore_command", "A store from such a file."),
}
"""Where each command is, and what it does; only the one that is called is loaded."""


app = typer.Typer(
    cls=Commands,
    name="glienicke",
    help="""Find, explain and check exchanges of prisoners among many parties.

    \b
    Start here:
      glienicke demo                                the exchange of Ankara, told day by day
      glienicke new --help                          begin a case of your own
      glienicke find cases/ankara-2024 --on 2024-07 the best deal, proven

    A model informs a negotiator and decides nothing.
    """,
    epilog=exits.EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _listed(name: str, short: str) -> None:
    @app.command(name, short_help=short)
    def unloaded() -> None:
        raise AssertionError(f"{name} was called before it was loaded")


for _name, (_, _short) in COMMANDS.items():
    _listed(_name, _short)


def loaded(name: str) -> Any:
    """A command, whole: its module is imported by this."""
    where, short = COMMANDS[name]
    module, _, function = where.partition(":")
    command = getattr(importlib.import_module(f"glienicke.cli.{module}"), function)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name, short_help=short, epilog=exits.EPILOG)(command)
    return typer.main.get_command(alone)


def main() -> None:
    """The `glienicke` program."""
    app()
