"""The same desk as the pages' tests have."""

from tests.desk.web.conftest import scene

__all__ = ["scene"]
