"""The folders of this user, where each system keeps settings, state and files that can be made again."""

from __future__ import annotations

from pathlib import Path

NAME = "park-explorer"


def settings_folder() -> Path:
    """The folder for what the user has chosen."""
    from platformdirs import user_config_path

    return user_config_path(NAME, appauthor=False)


def state_folder() -> Path:
    """The folder for what the program keeps by itself: visit statistics, checkpoints, the last good scene."""
    from platformdirs import user_state_path

    return user_state_path(NAME, appauthor=False)


def cache_folder() -> Path:
    """The folder for files that can be made again."""
    from platformdirs import user_cache_path

    return user_cache_path(NAME, appauthor=False, opinion=False)


def visit_database() -> Path:
    """The file of the visit statistics, if none is named."""
    return state_folder() / "visits.sqlite3"
