"""The user's folders, where each system keeps settings, state and caches."""

from __future__ import annotations

from pathlib import Path

NAME = "park-explorer"


def settings_folder() -> Path:
    """The folder for settings."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False)


def state_folder() -> Path:
    """The folder for the program's own state: visit statistics, checkpoints, the last good scene."""
    from platformdirs import user_state_path

    return user_state_path(NAME, appauthor=False)


def cache_folder() -> Path:
    """The folder for files that can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path(NAME, appauthor=False, opinion=False)


def visit_database() -> Path:
    """The default file of the visit statistics."""
    return state_folder() / "visits.sqlite3"
