"""A front as a picture: SVG, or a page of HTML that needs nothing from elsewhere (Vega-Lite by Altair)."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from glienicke.cli.exits import MISTAKES, USAGE, Refused
from glienicke.cli.render import brief_deal
from glienicke.deals.front import Front
from glienicke.positions.day import Day
from glienicke.record.words import name

WIDTH, HEIGHT = 560, 400


def draw(found: Front, day: Day, path: Path) -> None:
    """Write the picture. Two parties make the axes; a third is the colour, a fourth the size of the points.

    Raises Refused if the libraries for it are not installed or the file cannot be written.
    """
    chart = chart_of(found, day)
    try:
        if path.suffix == ".html":
            path.write_text(chart.to_html(inline=True), encoding="utf-8")
        else:
            chart.save(str(path), format="svg")
    except OSError as wrong:
        raise Refused(MISTAKES, f"{path} cannot be written: {wrong.strerror}") from None


def chart_of(found: Front, day: Day) -> Any:
    """The front as an Altair chart."""
    altair = _altair()
    parties = found.parties
    rows = [
        {
            **{f"g{k}": float(gain) for k, gain in enumerate(point.gains)},
            "point": number,
            "freed": len(point.deal.released),
            "deal": brief_deal(point.deal, day),
        }
        for number, point in enumerate(found.points, 1)
    ]
    titles = [f"gain of {name(day, party)}" for party in parties]
    marks = {"x": altair.X("g0:Q", title=titles[0]), "y": altair.Y("g1:Q", title=titles[1])}
    if len(parties) > 2:
        marks["color"] = altair.Color("g2:Q", title=titles[2], scale=altair.Scale(scheme="viridis"))
    if len(parties) > 3:
        marks["size"] = altair.Size("g3:Q", title=titles[3])
    told = [altair.Tooltip("point:O"), *(altair.Tooltip(f"g{k}:Q", title=t) for k, t in enumerate(titles))]
    told += [altair.Tooltip("freed:Q"), altair.Tooltip("deal:N")]
    what = "What can be had" if found.status == "front" else "What is known so far of what can be had"
    return (
        altair.Chart(altair.Data(values=rows), title=f"{what}: {day.case}, {found.on.isoformat()}")
        .mark_circle(size=60, opacity=0.85)
        .encode(tooltip=told, **marks)
        .properties(width=WIDTH, height=HEIGHT)
    )


def _altair() -> Any:
    try:
        importlib.import_module("vl_convert")
        return importlib.import_module("altair")
    except ModuleNotFoundError:
        remedy = "pip install 'glienicke[pictures]'"
        raise Refused(USAGE, f"a picture needs libraries that are not installed: {remedy}") from None
