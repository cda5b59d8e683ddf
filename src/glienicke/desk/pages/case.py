"""One case on one day: who holds whom (a graph, and the same as a table), the parties, the law; its export."""

from __future__ import annotations

import io
import zipfile

from starlette.responses import JSONResponse, Response

from glienicke.desk.pages.opened import MAIN, opened
from glienicke.desk.shown import custody
from glienicke.desk.web import Asked, Pages
from glienicke.record.sources import basis_says
from glienicke.record.words import in_words

pages = Pages(prefix="/cases/{case}")

STAFF = ("mediator", "analyst")


@pages.get("", allows=STAFF)
def case_page(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """The overview."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    day = here.day
    parties = [
        {
            "id": party,
            "name": called,
            "at_table": party in day.at_table,
            "stance": basis_says(day.positions[party], here.case) if party in day.positions else "No position: absent.",
            "holds": sum(p.held_by == party and p.state == "held" for p in day.people.values()),
        }
        for party, called in day.parties.items()
    ]
    return asked.page(
        "case.html",
        here=here,
        holdings=custody.holdings(day),
        others=custody.not_held(day),
        parties=parties,
        law=[in_words(day, law.sentence) for law in day.law],
        owed=[person for person in day.people.values() if person.owed and person.state == "held"],
    )


@pages.get("/graph.json", allows=STAFF)
def graph(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """What the picture draws; the table beside it says the same."""
    here = opened(asked, case, branch, on)
    return JSONResponse(custody.graph(here.day) if here.day is not None else {"nodes": [], "edges": []})


@pages.get("/export", allows=STAFF)
def export(asked: Asked, case: str, branch: str = MAIN) -> Response:
    """The case's files: one as it is, several in a ZIP archive. What nobody changed is byte for byte what came in."""
    files = asked.scope.export(case, branch)
    if len(files) == 1:
        ((name, content),) = files.items()
        return Response(content, media_type="application/yaml", headers=_attached(name))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return Response(archive.getvalue(), media_type="application/zip", headers=_attached(f"{case}.zip"))


def _attached(name: str) -> dict[str, str]:
    """A header that saves the answer as a file of this name; ids and file names of a case are plain."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
    return {"Content-Disposition": f'attachment; filename="{safe}"'}
