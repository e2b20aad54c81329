"""The tables in which runs are kept, and how a database is opened."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

VERSION = 1  # of the tables; a database of another version is not touched

METADATA = MetaData()
SCHEMA = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))
RUNS = Table(
    "runs",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("owner", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("created", Float, nullable=False),  # seconds since 1970, UTC
    Column("updated", Float, nullable=False),
    Column("guess", Text, nullable=False),  # JSON
    Column("status", String(16), nullable=False, index=True),
    Column("message", String(64), nullable=False),
    Column("versions", Text, nullable=False),  # JSON
    Column("size", Integer, nullable=False),  # bytes of events and checkpoints
    Column("deleted", Boolean, nullable=False),
)


def _of_a_run() -> Column[str]:
    return Column("run", String(64), ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True)


LANES = Table(
    "lanes",
    METADATA,
    _of_a_run(),
    Column("lane", Integer, primary_key=True),
    Column("config", Text, nullable=False),  # JSON
    Column("end", String(16), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("step", Integer, nullable=False),
    Column("parameters", Integer, nullable=False),
    Column("events", Integer, nullable=False),  # how many there are
    Column("resume", LargeBinary, nullable=True),  # the newest checkpoint to go on from
)
EVENTS = Table(
    "events",
    METADATA,
    _of_a_run(),
    Column("lane", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("seconds", Float, nullable=False),
    Column("event", LargeBinary, nullable=False),  # TrainEvent.to_json, compressed
)
CHECKPOINTS = Table(
    "checkpoints",
    METADATA,
    _of_a_run(),
    Column("lane", Integer, primary_key=True),
    Column("step", Integer, primary_key=True),
    Column("weights", LargeBinary, nullable=False),
)


class StoreError(RuntimeError):
    """The database cannot be used; the message says which and why."""


def opened(address: str) -> Engine:
    """The database at an SQLAlchemy URL, or in a SQLite file, with its tables.

    Raises:
        StoreError: no such database, no database at all, or one of another version of this app.
    """
    try:
        url = _url(address)
        engine = create_engine(url)
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
        METADATA.create_all(engine)
        version = _version(engine)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(f"There is no database at {address!r}: {error}") from None
    except DBAPIError as error:
        where = _url(address).render_as_string(hide_password=True)
        raise StoreError(f"The database {where} cannot be used: {error.orig}") from None
    if version != VERSION:
        raise StoreError(
            f"The database is of version {version} of the tables; this app knows version {VERSION}."
        )
    return engine


def _url(address: str) -> URL:
    if "://" not in address:
        return URL.create("sqlite", database=address)
    url = make_url(address)
    # psycopg is the driver that is maintained; SQLAlchemy would take its forerunner.
    plain = url.drivername in ("postgres", "postgresql")
    return url.set(drivername="postgresql+psycopg") if plain else url


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers do not wait for the writer, and what is committed outlives the process, however it ends."""
    for setting in (
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "busy_timeout = 20000",
    ):
        connection.execute(f"PRAGMA {setting}")


def _version(engine: Engine) -> int:
    with engine.connect() as connection:
        found = connection.execute(select(SCHEMA.c.version)).scalar()
    if found is None:
        try:
            with engine.begin() as connection:
                connection.execute(insert(SCHEMA).values(version=VERSION))
        except IntegrityError:  # another process has just done it
            pass
        return VERSION
    return int(found)
