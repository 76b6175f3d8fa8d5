"""Makes sure that everything the explorer needs is installed, before anything else is imported.

Standard library only. In a clean checkout `packages` makes `.venv` beside this package and installs the
requirements of `pyproject.toml`, `system` loads the libraries that Qt and OpenGL need, and `re_exec`
continues inside that environment. If everything is installed already, this takes a few milliseconds.
`program` knows whether this is a checkout, a package or a bundle: the latter two install nothing. `words`
prints in the user's language what is done and what is missing.
"""

from .packages import requirements, satisfied, try_lock
from .program import ICON, ROOT, default_scene, is_packed, kind, start_folder, start_line, start_words
from .re_exec import NEWEST, WHEELS, damaged, ensure, limit_threads
from .system import (
    CHINESE_FONT_PACKAGES,
    VOICE_LIBRARIES,
    can_join_window,
    has_screen,
    install_line,
    lacking_line,
    may_have_card,
    missing_libraries,
    no_graphics,
)
from .words import (
    Missing,
    Progress,
    asked_language,
    gettext,
    language,
    replace_unprintable,
    speak,
    system_language,
    waiting,
)
