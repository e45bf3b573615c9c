"""The contract's tables, version 1, and the catalogue of measures."""

import sqlalchemy as sa
from alembic import op

from data_access.contract import ClockTime, Count, Instant, free_text, identifier

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MEASURES = [  # (id, 中文, English, 单位, unit); a ratio under 0.95 asks for attention, under 0.80 is a breach
    ("daily_report", "日报", "Daily report", "份", "report"),
    ("health_monitoring", "健康监测", "Health monitoring", "人次", "persons"),
    ("disinfection", "消毒消杀", "Disinfection", "次", "rounds"),
    ("gate_control", "门岗管控", "Gate control", "次", "checks"),
    ("patrol", "巡查", "Patrol", "次", "patrols"),
    ("headcount_check", "在岗在住清查", "Headcount check", "次", "checks"),
    ("duty_protection", "值守防护", "Protection on duty", "次", "checks"),
    ("publicity", "宣传告知", "Publicity", "次", "postings"),
    ("meeting", "专题会议", "Special meeting", "次", "meetings"),
    ("isolation_care", "隔离保障", "Isolation care", "人次", "deliveries"),
]


def upgrade() -> None:
    op.create_table(
        "access_grant",
        sa.Column("principal", identifier(254), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("role", identifier(64), nullable=False),
        sa.Column("expires_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("principal", "org_unit_id"),
    )
    op.create_table(
        "checkpoint",
        sa.Column("checkpoint_id", identifier(64), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("name_zh", free_text(), nullable=False),
        sa.Column("name_en", free_text(), nullable=True),
        sa.Column("kind", identifier(64), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("crs", identifier(64), nullable=True),
        sa.Column("adcode", identifier(6), nullable=True),
        sa.Column("staffed_24h", sa.Boolean(), nullable=False),
        sa.Column("required_staff", Count(), nullable=False),
        sa.Column("capacity", Count(), nullable=True),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("checkpoint_id"),
    )
    op.create_table(
        "control_status",
        sa.Column("control_id", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("place_name", free_text(), nullable=False),
        sa.Column("level", identifier(64), nullable=False),
        sa.Column("instructed_by", free_text(), nullable=True),
        sa.Column("since_at", Instant(), nullable=False),
        sa.Column("until_at", Instant(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("crs", identifier(64), nullable=True),
        sa.Column("adcode", identifier(6), nullable=True),
        sa.PrimaryKeyConstraint("control_id", "revision"),
    )
    op.create_table(
        "daily_report",
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("report_date", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("submitted_by", free_text(), nullable=True),
        sa.Column("on_site", Count(), nullable=True),
        sa.Column("stay_behind", Count(), nullable=True),
        sa.Column("working_from_home", Count(), nullable=True),
        sa.Column("flexible", Count(), nullable=True),
        sa.Column("home_isolation", Count(), nullable=True),
        sa.Column("central_isolation", Count(), nullable=True),
        sa.Column("dependants_home_isolation", Count(), nullable=True),
        sa.Column("dependants_central_isolation", Count(), nullable=True),
        sa.Column("close_contacts", Count(), nullable=True),
        sa.Column("health_due", Count(), nullable=True),
        sa.Column("health_monitored", Count(), nullable=True),
        sa.Column("fever", Count(), nullable=True),
        sa.Column("suspected", Count(), nullable=True),
        sa.Column("confirmed", Count(), nullable=True),
        sa.Column("residents_present", Count(), nullable=True),
        sa.Column("meals_due", Count(), nullable=True),
        sa.Column("meals_delivered", Count(), nullable=True),
        sa.Column("door_tests_due", Count(), nullable=True),
        sa.Column("door_tests_done", Count(), nullable=True),
        sa.Column("remark", free_text(), nullable=True),
        sa.PrimaryKeyConstraint("org_unit_id", "report_date", "revision"),
    )
    op.create_index(
        "ix_daily_report_confirmed",
        "daily_report",
        ["report_date"],
        sqlite_where=sa.text("confirmed > 0"),
        postgresql_where=sa.text("confirmed > 0"),
    )
    op.create_index("ix_daily_report_report_date", "daily_report", ["report_date", "org_unit_id", "revision", "recorded_at"])
    op.create_table(
        "directive",
        sa.Column("directive_id", identifier(64), nullable=False),
        sa.Column("issued_by", free_text(), nullable=False),
        sa.Column("title_zh", free_text(), nullable=False),
        sa.Column("title_en", free_text(), nullable=True),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("directive_id"),
    )
    op.create_index("ix_directive_issued_at", "directive", ["issued_at"])
    op.create_table(
        "directive_receipt",
        sa.Column("directive_id", identifier(64), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("received_at", Instant(), nullable=True),
        sa.Column("conveyed_at", Instant(), nullable=True),
        sa.Column("completed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("directive_id", "org_unit_id", "revision"),
    )
    op.create_table(
        "duty_shift",
        sa.Column("shift_id", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("checkpoint_id", identifier(64), nullable=True),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("team", identifier(64), nullable=False),
        sa.Column("leader", free_text(), nullable=True),
        sa.Column("planned_staff", Count(), nullable=False),
        sa.Column("present_staff", Count(), nullable=True),
        sa.Column("signed_in_at", Instant(), nullable=True),
        sa.Column("last_confirmed_at", Instant(), nullable=True),
        sa.Column("signed_out_at", Instant(), nullable=True),
        sa.Column("persons_checked", Count(), nullable=True),
        sa.Column("persons_refused", Count(), nullable=True),
        sa.Column("abnormal_temperature", Count(), nullable=True),
        sa.PrimaryKeyConstraint("shift_id", "revision"),
    )
    op.create_index("ix_duty_shift_checkpoint_id", "duty_shift", ["checkpoint_id", "starts_at"])
    op.create_index("ix_duty_shift_starts_at", "duty_shift", ["starts_at"])
    op.create_table(
        "exemption",
        sa.Column("exemption_id", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("measure_id", identifier(64), nullable=True),
        sa.Column("from_at", Instant(), nullable=False),
        sa.Column("until_at", Instant(), nullable=True),
        sa.Column("reason", free_text(), nullable=False),
        sa.Column("approved_by", free_text(), nullable=True),
        sa.PrimaryKeyConstraint("exemption_id", "revision"),
    )
    op.create_table(
        "import_batch",
        sa.Column("batch_id", identifier(64), nullable=False),
        sa.Column("source_name", free_text(), nullable=False),
        sa.Column("sha256", identifier(64), nullable=False),
        sa.Column("imported_at", Instant(), nullable=False),
        sa.Column("imported_by", free_text(), nullable=True),
        sa.Column("rows_inserted", Count(), nullable=False),
        sa.Column("rows_revised", Count(), nullable=False),
        sa.Column("rows_unchanged", Count(), nullable=False),
        sa.Column("rows_rejected", Count(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id"),
    )
    op.create_table(
        "inspection",
        sa.Column("inspection_id", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("inspected_at", Instant(), nullable=False),
        sa.Column("inspector", free_text(), nullable=False),
        sa.Column("mode", identifier(64), nullable=False),
        sa.Column("finding", free_text(), nullable=False),
        sa.Column("severity", identifier(64), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("inspection_id", "revision"),
    )
    op.create_table(
        "liaison",
        sa.Column("liaison_id", identifier(64), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("counterpart", free_text(), nullable=False),
        sa.Column("contacted_at", Instant(), nullable=False),
        sa.Column("mode", identifier(64), nullable=False),
        sa.Column("content", free_text(), nullable=False),
        sa.Column("provided", free_text(), nullable=True),
        sa.PrimaryKeyConstraint("liaison_id"),
    )
    op.create_table(
        "measure",
        sa.Column("measure_id", identifier(64), nullable=False),
        sa.Column("name_zh", free_text(), nullable=False),
        sa.Column("name_en", free_text(), nullable=True),
        sa.Column("unit_zh", free_text(), nullable=False),
        sa.Column("unit_en", free_text(), nullable=False),
        sa.Column("amber_below", sa.Double(), nullable=False),
        sa.Column("red_below", sa.Double(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("measure_id"),
    )
    op.create_table(
        "measure_record",
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("measure_id", identifier(64), nullable=False),
        sa.Column("record_date", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("done", Count(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("submitted_by", free_text(), nullable=True),
        sa.PrimaryKeyConstraint("org_unit_id", "measure_id", "record_date", "slot", "revision"),
    )
    op.create_index(
        "ix_measure_record_record_date", "measure_record", ["record_date", "org_unit_id", "measure_id", "slot", "revision", "recorded_at"]
    )
    op.create_table(
        "notice",
        sa.Column("notice_id", identifier(64), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=True),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("title", free_text(), nullable=False),
        sa.Column("body", free_text(), nullable=False),
        sa.Column("source", free_text(), nullable=True),
        sa.Column("level", identifier(64), nullable=False),
        sa.PrimaryKeyConstraint("notice_id"),
    )
    op.create_table(
        "org_unit",
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("parent_id", identifier(64), nullable=True),
        sa.Column("kind", identifier(64), nullable=False),
        sa.Column("name_zh", free_text(), nullable=False),
        sa.Column("name_en", free_text(), nullable=True),
        sa.Column("short_name_zh", free_text(), nullable=True),
        sa.Column("area", identifier(64), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("crs", identifier(64), nullable=True),
        sa.Column("adcode", identifier(6), nullable=True),
        sa.Column("staff_count", Count(), nullable=True),
        sa.Column("dependant_count", Count(), nullable=True),
        sa.Column("contact_name", free_text(), nullable=True),
        sa.Column("contact_phone", free_text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reports", sa.Boolean(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("org_unit_id"),
    )
    op.create_table(
        "production_day",
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("production_date", sa.Date(), nullable=False),
        sa.Column("product", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("unit_of_measure", free_text(), nullable=False),
        sa.Column("planned_output", sa.Double(), nullable=True),
        sa.Column("actual_output", sa.Double(), nullable=True),
        sa.Column("safety_incidents", Count(), nullable=True),
        sa.Column("injuries", Count(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("org_unit_id", "production_date", "product", "revision"),
    )
    op.create_index("ix_production_day_production_date", "production_day", ["production_date", "org_unit_id"])
    op.create_table(
        "requirement",
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("measure_id", identifier(64), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=True),
        sa.Column("window_start_time", ClockTime(), nullable=True),
        sa.Column("due_time", ClockTime(), nullable=False),
        sa.Column("grace_minutes", Count(), nullable=False),
        sa.Column("required", Count(), nullable=False),
        sa.Column("weekdays", identifier(7), nullable=True),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("org_unit_id", "measure_id", "slot", "effective_from", "revision"),
    )
    op.create_table(
        "stock_day",
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("item_id", identifier(64), nullable=False),
        sa.Column("stock_date", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("on_hand", sa.Double(), nullable=True),
        sa.Column("received", sa.Double(), nullable=True),
        sa.Column("issued", sa.Double(), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("org_unit_id", "item_id", "stock_date", "revision"),
    )
    op.create_index("ix_stock_day_stock_date", "stock_day", ["stock_date", "org_unit_id", "item_id", "revision", "recorded_at"])
    op.create_table(
        "supply_item",
        sa.Column("item_id", identifier(64), nullable=False),
        sa.Column("name_zh", free_text(), nullable=False),
        sa.Column("name_en", free_text(), nullable=True),
        sa.Column("category", identifier(64), nullable=False),
        sa.Column("unit_zh", free_text(), nullable=False),
        sa.Column("unit_en", free_text(), nullable=False),
        sa.Column("min_days", sa.Double(), nullable=False),
        sa.Column("target_days", sa.Double(), nullable=False),
        sa.Column("sort_order", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_table(
        "supply_order",
        sa.Column("order_id", identifier(64), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("item_id", identifier(64), nullable=False),
        sa.Column("quantity", sa.Double(), nullable=False),
        sa.Column("ordered_at", Instant(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=True),
        sa.Column("received_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("order_id"),
    )
    op.create_table(
        "testing_progress",
        sa.Column("round_id", identifier(64), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=False),
        sa.Column("population", identifier(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("target", Count(), nullable=True),
        sa.Column("sampled", Count(), nullable=True),
        sa.Column("resulted", Count(), nullable=True),
        sa.Column("positive", Count(), nullable=True),
        sa.Column("tubes", Count(), nullable=True),
        sa.PrimaryKeyConstraint("round_id", "org_unit_id", "population", "revision"),
    )
    op.create_index(
        "ix_testing_progress_round_id", "testing_progress", ["round_id", "org_unit_id", "population", "revision", "recorded_at"]
    )
    op.create_table(
        "testing_round",
        sa.Column("round_id", identifier(64), nullable=False),
        sa.Column("round_no", sa.Integer(), nullable=False),
        sa.Column("name_zh", free_text(), nullable=False),
        sa.Column("name_en", free_text(), nullable=True),
        sa.Column("starts_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=False),
        sa.Column("org_unit_id", identifier(64), nullable=True),
        sa.PrimaryKeyConstraint("round_id"),
    )
    catalogue = sa.table(
        "measure",
        *(sa.column(name) for name in ("measure_id", "name_zh", "name_en", "unit_zh", "unit_en", "amber_below", "red_below", "sort_order")),
        sa.column("active", sa.Boolean()),
    )
    names = ("measure_id", "name_zh", "name_en", "unit_zh", "unit_en")
    op.bulk_insert(
        catalogue,
        [
            dict(zip(names, row, strict=True)) | {"amber_below": 0.95, "red_below": 0.80, "sort_order": place, "active": True}
            for place, row in enumerate(MEASURES, start=1)
        ],
    )
