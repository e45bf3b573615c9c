"""What has no index by its time yet gets one: inspections, contacts, notices, orders, imports."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BY_TIME = {
    "import_batch": "imported_at",
    "inspection": "inspected_at",
    "liaison": "contacted_at",
    "notice": "published_at",
    "supply_order": "received_at",
}


def upgrade() -> None:
    for table, column in BY_TIME.items():
        op.create_index(f"ix_{table}_{column}", table, [column], if_not_exists=True)  # MariaDB keeps each that an interrupted `init` made
