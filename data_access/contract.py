"""The database contract, version 1, as SQLAlchemy Core: every table, column, type and key that others write and we read.

Conventions, kept by the types below: NULL means not reported, never 0; identifiers compare byte for byte; an instant is
aware and in UTC; `_on` and `_date` are calendar days of the organisation's zone; `_time` is `HH:MM` there, `24:00` allowed.
A table marked append-only has `revision` (last in its key) and `recorded_at`; a correction is a new row, so that what was
known at any instant can be shown again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql

metadata = sa.MetaData()


class ContractBroken(Exception):
    """The database holds something the contract forbids; the message names the thing and the place."""


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware instant. PostgreSQL: TIMESTAMP WITH TIME ZONE; MariaDB: DATETIME(6) in UTC; SQLite: text, UTC, to the microsecond."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Text())
        if dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(mysql.DATETIME(fsp=6))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant without its offset: {value!r}")
        in_utc = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return in_utc.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
        return in_utc if dialect.name == "postgresql" else in_utc.replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            try:
                as_written = len(value) == 26 and value[7] == "-" and value[10] == " "  # read in a tenth of the time
                value = datetime.fromisoformat(value) if as_written else datetime.strptime(value, "%Y-%m-%d %H:%M:%S.%f")  # noqa: DTZ007 (made aware below)
            except ValueError:
                raise ContractBroken(f"the instant {value!r} is not of the form YYYY-MM-DD HH:MM:SS.ffffff in UTC") from None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ClockTime(sa.types.TypeDecorator[str]):
    """A time of day in the organisation's zone, `HH:MM`, from 00:00 to 24:00."""

    impl = sa.String(5)
    cache_ok = True


class Count(sa.types.TypeDecorator[int]):
    """A count of persons, tubes, events: an integer, 0 or more."""

    impl = sa.Integer
    cache_ok = True


def identifier(length: int = 64) -> sa.types.TypeEngine[str]:
    """Text compared byte for byte on every kind of database; on MariaDB its table sees to that."""
    return sa.String(length).with_variant(postgresql.VARCHAR(length, collation="C"), "postgresql")


def free_text() -> sa.types.TypeEngine[str]:
    """Text of any length and script."""
    return sa.Text().with_variant(mysql.LONGTEXT(), "mysql", "mariadb")


def _column(name: str, kind: Any, *, may_be_null: bool, **info: Any) -> sa.Column[Any]:
    key = info.pop("key", False)
    return sa.Column(name, kind, primary_key=key, nullable=may_be_null and not key, autoincrement=False, info=info)


def _id(name: str, references: str | None = None, *, optional: bool = False, key: bool = False) -> sa.Column[Any]:
    return _column(name, identifier(), may_be_null=optional, references=references, key=key)


def _one_of(name: str, *values: str, optional: bool = False, key: bool = False) -> sa.Column[Any]:
    return _column(name, identifier(), may_be_null=optional, one_of=values, key=key)


def _text(*names: str, optional: bool = False) -> list[sa.Column[Any]]:
    return [_column(name, free_text(), may_be_null=optional) for name in names]


def _counts(*names: str, optional: bool = True) -> list[sa.Column[Any]]:
    return [_column(name, Count(), may_be_null=optional) for name in names]


def _numbers(*names: str, optional: bool = True) -> list[sa.Column[Any]]:
    return [_column(name, sa.Double(), may_be_null=optional) for name in names]


def _instants(*names: str, optional: bool = True) -> list[sa.Column[Any]]:
    return [_column(name, Instant(), may_be_null=optional) for name in names]


def _day(name: str, *, optional: bool = False, key: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Date(), may_be_null=optional, key=key)


def _whole(name: str, *, key: bool = False) -> sa.Column[Any]:
    return _column(name, sa.Integer(), may_be_null=False, key=key)


def _yes_no(name: str) -> sa.Column[Any]:
    return _column(name, sa.Boolean(), may_be_null=False)


def _place() -> list[sa.Column[Any]]:
    return [
        *_numbers("longitude", "latitude"),
        _one_of("crs", "wgs84", "gcj02", "bd09", optional=True),
        _column("adcode", identifier(6), may_be_null=True),
    ]


def _table(name: str, *columns: Any, append_only: bool = False) -> sa.Table:
    return sa.Table(name, metadata, *columns, info={"append_only": append_only})


def _revision() -> sa.Column[Any]:
    return _whole("revision", key=True)


# Who and where

org_unit = _table(
    "org_unit",
    _id("org_unit_id", key=True),
    _id("parent_id", "org_unit", optional=True),
    _one_of("kind", "group", "division", "subsidiary", "department", "site", "compound"),
    *_text("name_zh"),
    *_text("name_en", "short_name_zh", optional=True),
    _one_of("area", "city", "county", optional=True),
    *_place(),
    *_counts("staff_count", "dependant_count"),
    *_text("contact_name", "contact_phone", optional=True),
    _day("opened_on", optional=True),
    _day("closed_on", optional=True),
    _yes_no("reports"),
    _whole("sort_order"),
)

control_status = _table(
    "control_status",
    _id("control_id", key=True),
    _revision(),
    *_instants("recorded_at"),
    _id("org_unit_id", "org_unit"),
    *_text("place_name"),
    _one_of("level", "normal", "strengthened", "controlled", "sealed"),
    *_text("instructed_by", optional=True),
    *_instants("since_at", optional=False),
    *_instants("until_at"),
    *_place(),
    append_only=True,
)

liaison = _table(
    "liaison",
    _id("liaison_id", key=True),
    _id("org_unit_id", "org_unit"),
    *_text("counterpart"),
    *_instants("contacted_at", optional=False),
    _one_of("mode", "visit", "phone", "message"),
    *_text("content"),
    *_text("provided", optional=True),
)

checkpoint = _table(
    "checkpoint",
    _id("checkpoint_id", key=True),
    _id("org_unit_id", "org_unit"),
    *_text("name_zh"),
    *_text("name_en", optional=True),
    _one_of("kind", "gate", "road", "tent", "testing_point", "isolation_point"),
    *_place(),
    _yes_no("staffed_24h"),
    *_counts("required_staff", optional=False),
    *_counts("capacity"),
    *_instants("opened_at", "closed_at"),
)

duty_shift = _table(
    "duty_shift",
    _id("shift_id", key=True),
    _revision(),
    *_instants("recorded_at"),
    _id("org_unit_id", "org_unit"),
    _id("checkpoint_id", "checkpoint", optional=True),
    *_instants("starts_at", "ends_at", optional=False),
    _one_of("team", "party_vanguard", "youth_commando", "security", "logistics", "medical_support", "duty_desk"),
    *_text("leader", optional=True),
    *_counts("planned_staff", optional=False),
    *_counts("present_staff"),
    *_instants("signed_in_at", "last_confirmed_at", "signed_out_at"),
    *_counts("persons_checked", "persons_refused", "abnormal_temperature"),
    append_only=True,
)

# What is owed

measure = _table(
    "measure",
    _id("measure_id", key=True),
    *_text("name_zh"),
    *_text("name_en", optional=True),
    *_text("unit_zh", "unit_en"),
    *_numbers("amber_below", "red_below", optional=False),
    _whole("sort_order"),
    _yes_no("active"),
)

requirement = _table(
    "requirement",
    _id("org_unit_id", "org_unit", key=True),
    _id("measure_id", "measure", key=True),
    _whole("slot", key=True),
    _day("effective_from", key=True),
    _revision(),
    *_instants("recorded_at"),
    _column("window_start_time", ClockTime(), may_be_null=True),
    _column("due_time", ClockTime(), may_be_null=False),
    *_counts("grace_minutes", "required", optional=False),
    _column("weekdays", identifier(7), may_be_null=True),
    _day("effective_to", optional=True),
    append_only=True,
)

exemption = _table(
    "exemption",
    _id("exemption_id", key=True),
    _revision(),
    *_instants("recorded_at"),
    _id("org_unit_id", "org_unit"),
    _id("measure_id", "measure", optional=True),
    *_instants("from_at", optional=False),
    *_instants("until_at"),
    *_text("reason"),
    *_text("approved_by", optional=True),
    append_only=True,
)

# What was reported

STAFF_COUNTS = ("on_site", "stay_behind", "working_from_home", "flexible", "home_isolation", "central_isolation")

daily_report = _table(
    "daily_report",
    _id("org_unit_id", "org_unit", key=True),
    _day("report_date", key=True),
    _revision(),
    *_instants("recorded_at", optional=False),
    *_text("submitted_by", optional=True),
    *_counts(*STAFF_COUNTS),
    *_counts("dependants_home_isolation", "dependants_central_isolation"),
    *_counts("close_contacts", "health_due", "health_monitored", "fever", "suspected", "confirmed"),
    *_counts("residents_present", "meals_due", "meals_delivered", "door_tests_due", "door_tests_done"),
    *_text("remark", optional=True),
    append_only=True,
)

measure_record = _table(
    "measure_record",
    _id("org_unit_id", "org_unit", key=True),
    _id("measure_id", "measure", key=True),
    _day("record_date", key=True),
    _whole("slot", key=True),
    _revision(),
    *_counts("done"),
    *_instants("recorded_at", optional=False),
    *_text("submitted_by", optional=True),
    append_only=True,
)

testing_round = _table(
    "testing_round",
    _id("round_id", key=True),
    _whole("round_no"),
    *_text("name_zh"),
    *_text("name_en", optional=True),
    *_instants("starts_at", "ends_at", optional=False),
    _id("org_unit_id", "org_unit", optional=True),
)

testing_progress = _table(
    "testing_progress",
    _id("round_id", "testing_round", key=True),
    _id("org_unit_id", "org_unit", key=True),
    _one_of("population", "staff", "dependant", "combined", key=True),
    _revision(),
    *_instants("recorded_at", optional=False),
    *_counts("target", "sampled", "resulted", "positive", "tubes"),
    append_only=True,
)

supply_item = _table(
    "supply_item",
    _id("item_id", key=True),
    *_text("name_zh"),
    *_text("name_en", optional=True),
    _one_of("category", "protective", "disinfection", "medical", "living"),
    *_text("unit_zh", "unit_en"),
    *_numbers("min_days", "target_days", optional=False),
    _whole("sort_order"),
)

stock_day = _table(
    "stock_day",
    _id("org_unit_id", "org_unit", key=True),
    _id("item_id", "supply_item", key=True),
    _day("stock_date", key=True),
    _revision(),
    *_numbers("on_hand", "received", "issued"),
    *_instants("recorded_at", optional=False),
    append_only=True,
)

supply_order = _table(
    "supply_order",
    _id("order_id", key=True),
    _id("org_unit_id", "org_unit"),
    _id("item_id", "supply_item"),
    *_numbers("quantity", optional=False),
    *_instants("ordered_at", optional=False),
    _day("expected_on", optional=True),
    *_instants("received_at"),
)

directive = _table(
    "directive",
    _id("directive_id", key=True),
    *_text("issued_by", "title_zh"),
    *_text("title_en", optional=True),
    *_instants("issued_at", optional=False),
    *_instants("due_at"),
)

directive_receipt = _table(
    "directive_receipt",
    _id("directive_id", "directive", key=True),
    _id("org_unit_id", "org_unit", key=True),
    _revision(),
    *_instants("recorded_at", "received_at", "conveyed_at", "completed_at"),
    append_only=True,
)

production_day = _table(
    "production_day",
    _id("org_unit_id", "org_unit", key=True),
    _day("production_date", key=True),
    _id("product", key=True),
    _revision(),
    *_text("unit_of_measure"),
    *_numbers("planned_output", "actual_output"),
    *_counts("safety_incidents", "injuries"),
    *_instants("recorded_at", optional=False),
    append_only=True,
)

inspection = _table(
    "inspection",
    _id("inspection_id", key=True),
    _revision(),
    *_instants("recorded_at"),
    _id("org_unit_id", "org_unit"),
    *_instants("inspected_at", optional=False),
    *_text("inspector"),
    _one_of("mode", "visit", "phone"),
    *_text("finding"),
    _one_of("severity", "info", "attention", "breach"),
    _day("due_on", optional=True),
    *_instants("closed_at"),
    append_only=True,
)

notice = _table(
    "notice",
    _id("notice_id", key=True),
    _id("org_unit_id", "org_unit", optional=True),
    *_instants("published_at", optional=False),
    *_text("title", "body"),
    *_text("source", optional=True),
    _one_of("level", "info", "attention", "breach"),
)

# Who may see what, and where it came from

access_grant = _table(
    "access_grant",
    _column("principal", identifier(254), may_be_null=False, key=True),
    _id("org_unit_id", "org_unit", key=True),
    _one_of("role", "executive", "coordinator", "admin"),
    *_instants("expires_at"),
)

import_batch = _table(
    "import_batch",
    _id("batch_id", key=True),
    *_text("source_name"),
    _column("sha256", identifier(), may_be_null=False),
    *_instants("imported_at", optional=False),
    *_text("imported_by", optional=True),
    *_counts("rows_inserted", "rows_revised", "rows_unchanged", "rows_rejected", optional=False),
)


def _index(table: sa.Table, *columns: str, **options: Any) -> None:
    name = f"ix_{table.name}_{options.pop('named', columns[0])}"
    sa.Index(name, *(table.c[column] for column in columns), **options)


_index(daily_report, "report_date", "org_unit_id", "revision", "recorded_at")
_index(
    daily_report,
    "report_date",
    named="confirmed",
    sqlite_where=daily_report.c.confirmed > 0,
    postgresql_where=daily_report.c.confirmed > 0,
)
_index(measure_record, "record_date", "org_unit_id", "measure_id", "slot", "revision", "recorded_at")
_index(stock_day, "stock_date", "org_unit_id", "item_id", "revision", "recorded_at")
_index(production_day, "production_date", "org_unit_id")
_index(testing_progress, "round_id", "org_unit_id", "population", "revision", "recorded_at")
_index(duty_shift, "starts_at")
_index(duty_shift, "checkpoint_id", "starts_at")
_index(directive, "issued_at")
_index(inspection, "inspected_at")
_index(liaison, "contacted_at")
_index(notice, "published_at")
_index(supply_order, "received_at")
_index(import_batch, "imported_at")


def key_columns(table: sa.Table) -> list[str]:
    """The names of a table's key, without `revision`."""
    return [column.name for column in table.primary_key if column.name != "revision"]


def is_append_only(table: sa.Table) -> bool:
    return bool(table.info["append_only"])
