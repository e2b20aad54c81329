"""What a reader can take away of a run, and bring back."""

from lab.files import config_json, events_csv, weights
from lab.reading import FileError, read_config, read_weights

__all__ = ["FileError", "config_json", "events_csv", "read_config", "read_weights", "weights"]
