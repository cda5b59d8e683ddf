"""Answers of the library: what the engine says, and how a notebook shows it (the same words as the command line)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from rich.console import Console, RenderableType

from glienicke.deals.alternatives import Alternatives
from glienicke.deals.deal import Answer, Terms
from glienicke.deals.enlarge import Enlarged
from glienicke.deals.front import Front
from glienicke.deals.odds import Odds
from glienicke.deals.quorum import Quorums
from glienicke.deals.stable import StableAnswer
from glienicke.deals.tranches import Tranches
from glienicke.deals.why import Why
from glienicke.positions.day import Day

WIDTH = 110
PAGE = '<pre style="font-family:monospace;white-space:pre;overflow-x:auto">{code}</pre>'


@dataclass(frozen=True, slots=True)
class Question:
    """What an answer is an answer to."""

    day: Day
    terms: Terms


class Shown:
    """An answer that a notebook shows as text set in HTML, and `print` as plain text."""

    __slots__ = ()
    question: Question

    def view(self) -> Iterable[RenderableType]:
        """The parts of the answer, as people read them."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        out = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False, emoji=False, markup=False)
        for part in self.view():
            out.print(part)
        return out.export_html(inline_styles=True, code_format=PAGE)

    def __str__(self) -> str:
        out = Console(width=WIDTH, file=io.StringIO(), highlight=False, emoji=False, markup=False, no_color=True)
        with out.capture() as captured:
            for part in self.view():
                out.print(part)
        return "\n".join(line.rstrip() for line in captured.get().splitlines())


T = TypeVar("T")


def shown(kind: type[T], answer: Any, **more: Any) -> T:
    """The engine's answer as one that can be shown."""
    return kind(**{f.name: getattr(answer, f.name) for f in fields(answer)}, **more)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDeal(Answer, Shown):
    """The answer to `find`: see `glienicke.deals.deal.Answer`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render import answer_view

        return answer_view(self, self.question.day, self.question.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFront(Front, Shown):
    """The answer to `front`: see `glienicke.deals.front.Front`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render_front import front_view

        return front_view(self, self.question.day, self.question.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAlternatives(Alternatives, Shown):
    """The answer to `alternatives`: see `glienicke.deals.alternatives.Alternatives`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render_front import alternatives_view

        return alternatives_view(self, self.question.day, self.question.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundWhy(Why, Shown):
    """The answer to `why`: see `glienicke.deals.why.Why`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render_why import why_view

        return why_view(self, self.question.day, self.question.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEnlarged(Enlarged, Shown):
    """The answer to `enlarge`: see `glienicke.deals.enlarge.Enlarged`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render_why import enlarge_view

        return enlarge_view(self, self.question.day, self.question.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOdds(Odds, Shown):
    """The answer to `odds`: see `glienicke.deals.odds.Odds`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.odds import odds_view

        return odds_view(self, self.question.day, self.question.terms)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTranches(Tranches, Shown):
    """The answer to `tranches`: see `glienicke.deals.tranches.Tranches`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render_tranches import tranches_view

        return tranches_view(self, self.question.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundQuorums(Quorums, Shown):
    """The answer to `quorum`: see `glienicke.deals.quorum.Quorums`."""

    question: Question
    if_persuaded: bool = False

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.render_why import quorum_view

        return quorum_view(self, self.question.day, self.question.terms, if_persuaded=self.if_persuaded)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStable(StableAnswer, Shown):
    """The answer to `stable`: see `glienicke.deals.stable.StableAnswer`."""

    question: Question

    def view(self) -> Iterable[RenderableType]:
        from glienicke.cli.stable import stable_view

        return stable_view(self, self.question.day)
