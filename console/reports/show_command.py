"""The shell's `show`: the live picture, one call with all that happened to it, or calls of the past."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from console.reports.showing import Begin, Show

Tell = Callable[[Callable[[], int], bool], int]
LISTS = (
    "calls",
    "units",
    "alarms",
    "radio",
    "closures",
    "staffing",
    "overrides",
    "events",
    "handovers",
    "recurring",
    "journal",
)
ONE = ("call", "involved", "handover")
NOT_SHOWN = f"'{{}}' cannot be shown; {', '.join(LISTS)}, or call, involved or handover and its number can."


def add(shell: typer.Typer, options: Any, begin: "Begin", tell: Tell, show: "Show") -> None:
    """Add the command; `tell` makes a failure a sentence and an exit code, `show` prints a row."""

    @shell.command(name="show")
    def show_command(
        what: str = typer.Argument(help=f"{', '.join(LISTS)}, or call, involved or handover and its number"),
        which: str = typer.Argument(
            "", help="The number of one call, such as 47 or 20261122-0047, or of a hand-over."
        ),
        follow: bool = typer.Option(False, "--follow", help="Keep printing what changes."),
        for_call: str = typer.Option("", "--for", help="Units: who could go to that call, the best first."),
        event: str = typer.Option("", "--event", help="Calls: only those of that event."),
        place: str = typer.Option("", "--place", help="Past calls: how the place begins."),
        words: str = typer.Option("", "--words", help="Past calls: words of place and remarks."),
        unit: str = typer.Option("", "--unit", help="Past calls: a unit that was on it."),
        number: str = typer.Option("", "--number", help="Past calls: the call's whole number."),
        phone: str = typer.Option("", "--phone", help="Past calls: the caller's telephone."),
        begins: str = typer.Option("", "--begins", help="Past calls, alarms: first day, or RFC 3339."),
        ends: str = typer.Option("", "--ends", help="Past calls, alarms: last day, or RFC 3339."),
        before: str = typer.Option("", "--before", help="Past calls: older than the call of that number."),
        limit: int = typer.Option(50, "--limit", min=1, max=500, help="Past calls: how many at most."),
        save: str = typer.Option("", "--save", help="Involved: a folder to save the call's files in."),
        store: str = options.store,
        actor: str = options.actor,
        as_json: bool = options.as_json,
    ) -> None:
        """Print the live picture, one call, or the past calls that are looked for."""
        from console.reports.past_calls import Asked
        from console.reports.showing import Showing

        asked = Asked(place, words, unit, number, phone, begins, ends, before)
        if (what in ONE) != bool(which) or what not in (*LISTS, *ONE):
            raise typer.BadParameter(NOT_SHOWN.format(what))
        if asked != Asked() and (what not in ("calls", "alarms") or follow):
            raise typer.BadParameter("Only past calls and alarms can be looked for, and they do not change.")

        if for_call and (what != "units" or follow):
            raise typer.BadParameter("--for goes with units, and does not follow.")
        if save and what != "involved":
            raise typer.BadParameter("--save goes with involved.")
        if event and (what != "calls" or asked != Asked()):
            raise typer.BadParameter("--event goes with the calls that are open.")

        def act() -> int:
            showing = Showing(begin, show, store, actor, as_json)
            if what == "involved":
                return showing.involved(which, save)
            if which:
                return showing.one_call(which) if what == "call" else showing.one_handover(which)
            if for_call:
                return showing.units_for(for_call)
            return (
                showing.past(what, asked, limit)
                if asked != Asked()
                else showing.all_of(what, follow=follow, event=event)
            )

        sys.exit(tell(act, as_json))
