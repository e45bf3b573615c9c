"""What is peculiar to MariaDB: its sessions, what its errors are called, and the casts without which it guesses types."""

from __future__ import annotations

import socket
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.schema import CreateTable

# utf8mb4_bin takes 'a' and 'a ' for one. It stands at the table, not in the types: a cast must not carry it, or views over tables of
# utf8mb4_bin could not be compared with a cast.
COLLATION = "utf8mb4_nopad_bin"
# Text means what it says on the other kinds of database too: a value that does not fit is refused, a backslash is a backslash.
SQL_MODE = "STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES"
WRONG_PASSWORD = 1045
UNKNOWN_DATABASE, UNKNOWN_COLUMN, UNKNOWN_TABLE = 1049, 1054, 1146
BROKEN_VIEW = 1356  # what it reads is gone, or its definer may not read it
REFUSED = {1044, 1142, 1143, 1227, 1370}  # a right is missing: to the database, a table, a column, at all, a routine
LOCKED = {1205, 1213, 1305}  # others hold the rows: waited too long, or a deadlock; then the savepoint is gone with the transaction
MIXED_COLLATIONS = {1253, 1267, 1270, 1271}
NOT_MARIADB = {1193}  # a setting of the session that it does not know


def connect_options(seconds: int) -> dict[str, Any]:
    """What the driver is called with; each of its waits while a connection is made is bounded."""
    return {
        "charset": "utf8mb4",
        "connect_timeout": seconds,
        "read_timeout": seconds,
        "write_timeout": seconds,
        "program_name": "situation-board",
    }


def tune_for_the_board(connection: Any, seconds_to_end: int) -> None:
    """Only reading, and what a cut-off reader left running ends by itself."""
    _begin_session(connection, f"max_statement_time = {seconds_to_end}")
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION READ ONLY")


def tune_for_writing(connection: Any) -> None:
    """Each statement sees what others have committed by then, as on PostgreSQL."""
    _begin_session(connection)
    with connection.cursor() as cursor:
        cursor.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")


def _begin_session(connection: Any, *settings: str) -> None:
    depth = "max_recursive_iterations = 4294967295"  # a walk down a tree ends where the tree does, not silently after so many levels
    every = (f"sql_mode = '{SQL_MODE}'", "time_zone = '+00:00'", depth, *settings)
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION {', '.join(every)}")
    connection._read_timeout = connection._write_timeout = None  # from here on the line itself is watched
    _watch(connection._sock)


def _watch(line: socket.socket) -> None:
    """Let the system end a line whose other end is gone."""
    if line.family == socket.AF_UNIX:
        return
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3), ("TCP_USER_TIMEOUT", 5000)):
        if hasattr(socket, name):  # Linux has all of them
            line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def said(error: BaseException | None) -> tuple[int, str]:
    """The number and the text of the driver's error, on one line; 0 where it has none."""
    arguments = getattr(error, "args", ())
    if len(arguments) == 2 and isinstance(arguments[0], int):
        return arguments[0], " ".join(str(arguments[1]).split())
    return 0, " ".join(str(error).split())


@compiles(CreateTable, "mariadb")
def _create_table(element: CreateTable, compiler: Any, **options: Any) -> str:
    """Names of any script, compared byte for byte, whatever the database's own defaults are."""
    text = compiler.visit_create_table(element, **options)
    return f"{text.rstrip()} ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE={COLLATION}"
