"""What a reader can take away of a run, and bring back."""

from lab.files import config_json, events_csv, weights
from lab.reading import FileError, read_config, read_weights
from lab.script import notebook, script

__all__ = [
    "FileError",
    "config_json",
    "events_csv",
    "notebook",
    "read_config",
    "read_weights",
    "script",
    "weights",
]
