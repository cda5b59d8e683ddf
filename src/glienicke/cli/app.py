"""The program: its commands, and how it ends.

Whatever is wrong with the input or the command line ends in words (or JSON, with --json) and an exit code, never
in a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

from glienicke.cli import exits
from glienicke.cli.ask import enlarge_command, find_command, quorum_command, why_command
from glienicke.cli.brief import brief_command
from glienicke.cli.demo import demo_command
from glienicke.cli.desk import desk_command
from glienicke.cli.desk_store import backup_command, restore_command
from glienicke.cli.exits import Refused
from glienicke.cli.front import alternatives_command, front_command
from glienicke.cli.inbox import inbox_command
from glienicke.cli.judge import check_command, check_deal_command
from glienicke.cli.look import explain_command, show_command
from glienicke.cli.new import new_command
from glienicke.cli.odds import odds_command
from glienicke.cli.out import show_json
from glienicke.cli.people import import_people_command
from glienicke.cli.read import read_command
from glienicke.cli.redact import redact_command
from glienicke.cli.register import erase_command, keep_command, retention_command, verify_register_command
from glienicke.cli.stable import stable_command
from glienicke.cli.statements import statements_command
from glienicke.cli.story import replay_command
from glienicke.cli.tranches import tranches_command
from glienicke.cli.watch import watch_command
from glienicke.cli.who import who_command
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

for name, command, short in (
    ("demo", demo_command, "The exchange of Ankara, told day by day."),
    ("new", new_command, "Begin a case."),
    ("import-people", import_people_command, "Take people from a table into a case."),
    ("check", check_command, "All mistakes of cases at once."),
    ("show", show_command, "Who holds whom, as of a day."),
    ("who", who_command, "People by name, in any script and spelling."),
    ("statements", statements_command, "Who says what; rivals side by side."),
    ("read", read_command, "What reports say: people, counts, dates, who said what."),
    ("inbox", inbox_command, "What documents suggest; one key each."),
    ("watch", watch_command, "A party's people held by others, over several cases."),
    ("explain", explain_command, "One party's position in plain English."),
    ("find", find_command, "The best acceptable deal, proven."),
    ("alternatives", alternatives_command, "The best deals that really differ."),
    ("front", front_command, "What two to four parties can have at once."),
    ("stable", stable_command, "Could a group of parties do better alone?"),
    ("why", why_command, "Why there is no deal; what would open one."),
    ("quorum", quorum_command, "Who must be at the table."),
    ("enlarge", enlarge_command, "Who else, already held, would open a deal."),
    ("odds", odds_command, "Chances under ranges and doubts."),
    ("replay", replay_command, "The verdict at every day of change."),
    ("tranches", tranches_command, "In which steps to carry a deal out."),
    ("check-deal", check_deal_command, "Check a deal without a solver."),
    ("brief", brief_command, "A page for people, as HTML."),
    ("redact", redact_command, "A copy of a case with people reduced to ids."),
    ("keep", keep_command, "Keep a case's statements in a register."),
    ("erase", erase_command, "Erase a person from a register; its history still verifies."),
    ("verify-register", verify_register_command, "Whether a register is as it was written."),
    ("retention", retention_command, "What is kept why and until when, and what is due."),
    ("desk", desk_command, "The web desk, in your browser, on this machine."),
    ("desk-backup", backup_command, "A desk's store into one encrypted file."),
    ("desk-restore", restore_command, "A store from such a file."),
):
    app.command(name, short_help=short, epilog=exits.EPILOG)(command)


def main() -> None:
    """The `glienicke` program."""
    app()
