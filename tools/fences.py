"""For MkDocs: what stands behind a fence's language is for the tests that run the examples, and not for readers.

Markdown takes "```yaml case" for no fence at all.
"""

from __future__ import annotations

import re
from typing import Any

_FENCE = re.compile(r"^(\s*```\w+)[ ]+\S[^\n]*$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """The page with fences that have a language and no more."""
    return _FENCE.sub(r"\1", markdown)
