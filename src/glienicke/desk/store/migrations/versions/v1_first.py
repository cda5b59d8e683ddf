"""The first tables, with their triggers and row-level security."""

from __future__ import annotations

from alembic import op

from glienicke.desk.store.migrate import run_file

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything."""
    run_file(op.get_bind(), "v1_first")
