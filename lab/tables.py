"""The tables in which runs are kept, and how a database is opened: SQLite in a file, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Double,
    Engine,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

VERSION = 1  # of the tables
BUSY = 30  # seconds to wait for another process that writes
LOCK = 5_742_913  # PostgreSQL's name for the lock under which the tables are created

metadata = MetaData()
# The version of the tables, in its one row.
schema = Table("lab_schema", metadata, Column("version", Integer, primary_key=True))
runs = Table(
    "lab_runs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("created", Double, nullable=False),  # seconds since 1970, UTC
    Column("updated", Double, nullable=False),
    Column("deleted", Double),
    Column("status", Text, nullable=False),
    Column("message", Text, nullable=False, default=""),
    Column("guess", Text, nullable=False),  # JSON
    Column("versions", Text, nullable=False),  # JSON
)
lanes = Table(
    "lab_lanes",
    metadata,
    Column("run", Text, primary_key=True),
    Column("lane", Integer, primary_key=True),
    Column("config", Text, nullable=False),  # JSON
    Column("end", Text, nullable=False, default=""),
    Column("seconds", Double, nullable=False, default=0.0),
    Column("step", Integer, nullable=False, default=0),
    Column("parameters", Integer, nullable=False),
    Column("records", Integer, nullable=False, default=0),  # how many events are kept
    Column("bytes", BigInteger, nullable=False, default=0),  # of events and checkpoints
    Column("newest", BigInteger, nullable=False, default=0),  # bytes of the one to go on from
    ForeignKeyConstraint(["run"], ["lab_runs.id"], ondelete="CASCADE"),
)


def _of_lane(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows go when their lane goes."""
    return Table(
        name,
        metadata,
        Column("run", Text, primary_key=True),
        Column("lane", Integer, primary_key=True),
        *columns,
        ForeignKeyConstraint(["run", "lane"], [lanes.c.run, lanes.c.lane], ondelete="CASCADE"),
    )


events = _of_lane(
    "lab_events",
    Column("number", Integer, primary_key=True),
    Column("seconds", Double, nullable=False),
    Column("data", LargeBinary, nullable=False),  # TrainEvent.to_json, compressed
)
checkpoints = _of_lane(  # weights alone, to look at
    "lab_checkpoints",
    Column("step", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)
newest = _of_lane(  # the newest checkpoint of a lane, with all it takes to go on
    "lab_newest", Column("data", LargeBinary, nullable=False)
)


class StoreError(RuntimeError):
    """The database cannot be used; the message says why in a sentence.

    Attributes:
        reason: "damaged", "newer" (a newer version of the app wrote it) or "unreachable" (not there, not allowed, full,
            or busy for too long).
    """

    def __init__(self, reason: str, sentence: str) -> None:
        self.reason = reason
        super().__init__(sentence)


def open_database(address: str) -> Engine:
    """The database at an SQLAlchemy URL or, without "://", in a file, which is made if it is not there.

    Raises:
        StoreError: it cannot be used.
    """
    try:
        url = make_url(address if "://" in address else f"sqlite:///{address}")
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if url.get_backend_name() == "sqlite":
            engine = _open_file(Path(url.database or "").absolute())
        else:
            engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, ImportError, OSError) as error:
        raise StoreError("unreachable", f"The database cannot be opened: {error}") from error
    with writing(engine) as connection:
        _prepare(connection)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Sees one state of the database. Raises StoreError."""
    with _explained(), engine.execution_options(reads=True).begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """All that is written in it is kept when it ends, or nothing if it raises. Raises StoreError."""
    with _explained(), engine.begin() as connection:
        yield connection


def give_back(engine: Engine) -> None:
    """Returns the room of deleted rows to the disk; PostgreSQL does it by itself."""
    if engine.dialect.name == "sqlite":
        with _explained(), engine.execution_options(outside=True).connect() as connection:
            connection.exec_driver_sql("PRAGMA incremental_vacuum").close()


def _open_file(file: Path) -> Engine:
    file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": BUSY})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(raw: Any, _record: Any) -> None:
    """In WAL mode readers and a writer do not wait for one another; what is committed survives a killed process."""
    raw.isolation_level = None  # a transaction begins in `_begin`, not by itself
    for setting in (
        "auto_vacuum=INCREMENTAL",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
    ):
        raw.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """Who writes asks for its turn at once: who reads first can be refused when it comes to write."""
    options = connection.get_execution_options()
    if not options.get("outside"):
        connection.exec_driver_sql("BEGIN" if options.get("reads") else "BEGIN IMMEDIATE")


def _prepare(connection: Connection) -> None:
    """Creates the tables if they are not there, while no other process does."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
    metadata.create_all(connection)
    version = connection.scalar(select(func.max(schema.c.version)))
    if version is None:
        connection.execute(insert(schema).values(version=VERSION))
    elif version > VERSION:
        raise StoreError("newer", "The database was written by a newer version of this app.")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise StoreError("unreachable", f"The database cannot be used: {error.orig}") from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # its other subclasses are mistakes of a caller
            raise
        raise StoreError("damaged", f"The database is damaged: {error.orig}") from error
