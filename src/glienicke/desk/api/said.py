"""Shapes that the API takes and tells, in one place, and how a problem is told (RFC 9457).

What the engine and the commands say of a case has its shape in schema/answers.schema.json and is told as it is there;
here stand only the shapes that are the desk's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictInt, StrictStr, WithJsonSchema
from starlette.responses import Response

from glienicke.case.plain import Data
from glienicke.case.write import Append, Delete, Edit, Insert, Put
from glienicke.desk.store.texts import Texts
from glienicke.desk.web import Asked
from glienicke.ground.diagnostic import Diagnostic, diagnostic_data

STAFF = ("mediator", "analyst")
MEDIATOR = ("mediator",)
DEPTH_MAX = 20
"""Lists and mappings of a value inside one another; a case file needs about ten."""

NUMBER_MAX = 2**31 - 1
"""The largest number of a version or a message that a database takes."""


def whole(text: str) -> str:
    """A text that can be written down. Raises ValueError for half of a pair (a lone surrogate) and for a NUL, which no
    file holds."""
    if "\0" in text:
        raise ValueError(f"a NUL at {text.index(chr(0))}; such a text cannot be written down")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as fault:
        raise ValueError(f"half of a pair of characters at {fault.start}; such a text cannot be written down") from None
    return text


Words = Annotated[StrictStr, AfterValidator(whole)]
"""A text in what is sent."""

Number = Annotated[StrictInt, Field(ge=1, le=NUMBER_MAX)]
"""A number of a version, or of a message."""


Branch = Annotated[Words, Field(description="`main`, or the name of a what-if.")]


def plain(value: Any) -> Data:
    """A value as a case file has it. Raises ValueError for a number, null and the like, and for what is nested deeper
    than any case file."""
    level, depth = [value], 0
    while level:
        inner: list[Any] = []
        for one in level:
            if isinstance(one, str):
                whole(one)
            elif isinstance(one, list):
                inner += one
            elif isinstance(one, dict):
                inner += (*one, *one.values())
            else:
                raise ValueError('a value is made of texts, lists and mappings; write a number as a text: "40..60"')
        level, depth = inner, depth + 1
        if depth > DEPTH_MAX:
            raise ValueError(f"a value has more than {DEPTH_MAX} lists and mappings inside one another")
    found: Data = value
    return found


Value = Annotated[
    Any,
    AfterValidator(plain),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array"}, {"type": "object"}],
            "description": "As a case file has it: texts, and lists and mappings of them; numbers and dates are texts.",
        }
    ),
]


class Shape(BaseModel):
    """What every shape has: unknown keys are refused, so that a slip is not taken for a wish."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(Shape):
    """A diagnostic: one mistake, or one warning. at: `file:line:column`."""

    severity: Literal["error", "warning"]
    at: str | None
    message: str
    expected: str | None
    nearest: str | None


class Problem(BaseModel):
    """What went wrong (`application/problem+json`); nothing was changed then."""

    type: str
    title: str
    status: int
    detail: str
    details: list[str] | None = None
    diagnostics: list[Said] | None = None


class Version(Shape):
    """The texts of a branch at one version, file by file in the order of reading. digest: SHA-256 over names and bytes;
    equal texts have equal digests. bytes are the UTF-8 of the texts, a byte-order mark included."""

    branch: str
    version: int
    digest: str
    files: dict[str, str]


class Conflict(Problem):
    """Somebody was quicker. yours: the texts that the change was meant for; null if there never were any of that
    version. theirs: the texts as they are now."""

    version: int
    yours: Version | None
    theirs: Version


class Written(Shape):
    """What a change came to. warnings: what is to be said of the case now, and is no mistake."""

    branch: str
    version: int
    digest: str
    warnings: list[Said]


class Changing(Shape):
    """What every change says. expected: the version that it is meant for."""

    branch: Branch = "main"
    expected: Number


Path = Annotated[
    list[Words | StrictInt],
    Field(min_length=1, max_length=DEPTH_MAX, description='From the top of the file, as ["people", "ana", "held_by"].'),
]


class PutEdit(Shape):
    """Set the value at the path: replace the one there, or add the key to its mapping."""

    op: Literal["put"]
    path: Path
    value: Value


class AppendEdit(Shape):
    """Add an entry to the end of the list at the path."""

    op: Literal["append"]
    path: Path
    value: Value


class InsertEdit(Shape):
    """Add an entry to a list before the one at the path, whose last step is its place, from 0."""

    op: Literal["insert"]
    path: Path
    value: Value


class DeleteEdit(Shape):
    """Take out the key or the entry at the path."""

    op: Literal["delete"]
    path: Path


AnyEdit = Annotated[PutEdit | AppendEdit | InsertEdit | DeleteEdit, Field(discriminator="op")]


def edit_of(said: PutEdit | AppendEdit | InsertEdit | DeleteEdit) -> Edit:
    """An edit as the store takes it."""
    path = tuple(said.path)
    match said:
        case PutEdit():
            return Put(path, said.value)
        case AppendEdit():
            return Append(path, said.value)
        case InsertEdit():
            return Insert(path, said.value)
        case DeleteEdit():
            return Delete(path)


def version_data(branch: str, texts: Texts) -> dict[str, Any]:
    """The texts of one version, as `Version`."""
    files = {name: content.decode("utf-8") for name, content in texts.contents.items()}
    return {"branch": branch, "version": texts.version, "digest": texts.digest, "files": files}


def diagnostics_data(found: tuple[Diagnostic, ...]) -> list[dict[str, object]]:
    """Diagnostics, each as `Said`."""
    return [diagnostic_data(one) for one in found]


def told(asked: Asked, shape: type[BaseModel], data: Mapping[str, Any], status: int = 200) -> Response:
    """Data of one of the shapes. Raises ValueError for data that is not: a mistake of the desk."""
    return asked.json(shape.model_validate(data).model_dump(mode="json"), status)


def described(shape: type[BaseModel], says: str, status: int = 200, *, changes: bool = False) -> dict[str, Any]:
    """What a route says of itself: what it answers, and what can go wrong. changes: it makes a version."""
    responses: dict[int | str, dict[str, Any]] = {
        401: problem_of("Nobody is signed in."),
        404: problem_of("There is no such thing, or it is not theirs to see: the two read the same."),
        422: problem_of("It cannot be done as it is; `details` and `diagnostics` say why."),
    }
    if changes:
        responses[403] = problem_of("The token is missing, or the request came from elsewhere.")
        responses[409] = problem_of("Somebody was quicker; both versions are told.", Conflict)
        responses[429] = problem_of("Too often; `Retry-After` says when to try again.")
    responses[status] = {"description": says, "model": shape}
    return {"responses": responses, "status_code": status}


def problem_of(says: str, shape: type[Problem] = Problem) -> dict[str, Any]:
    """One way in which it goes wrong, for the description."""
    return {"description": says, "content": {"application/problem+json": {"schema": shape.model_json_schema()}}}


def answered(command: str, says: str) -> dict[str, Any]:
    """What a route says of itself that answers as a command does with --json."""
    schema = {
        "type": "object",
        "required": ["command"],
        "properties": {"command": {"const": command}},
        "description": f"As `glienicke {command} --json`; see `$defs/{command}` of schema/answers.schema.json.",
    }
    ways: dict[int | str, dict[str, Any]] = dict(described(Problem, says)["responses"])
    ways[200] = {"description": says, "content": {"application/json": {"schema": schema}}}
    return {"responses": ways}
