"""Error messages: what happened, what to do, what is safe."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "fault.language.name": Text("Switch to {language}"),
    "fault.retry": Text("Try again"),
    "fault.quit": Text("Quit"),
    "fault.copy": Text("Copy details"),
    "fault.copied": Text("Copied"),
    "fault.opengl.title": Text("This computer can’t show the 3D park"),
    "fault.opengl.what": Text(
        "OpenGL 3.2 was not found. You can still open all {count} zones and exhibits from this map."
    ),
    "fault.opengl.linux": Text(
        "A newer graphics driver often helps. On Linux without a graphics card, install libgl1-mesa-dri."
    ),
    "fault.opengl.win32": Text(
        "A newer graphics driver often helps. Over a remote desktop, open the park on the computer itself."
    ),
    "fault.opengl.darwin": Text("A newer version of macOS often helps."),
    "fault.font.title": Text("Chinese text can’t be shown"),
    "fault.font.linux": Text(
        "This system has no Chinese font. On Debian and Ubuntu install fonts-noto-cjk, on Fedora and "
        "openSUSE google-noto-sans-cjk-fonts, on Arch noto-fonts-cjk, then start the park again. "
        "Everything else works."
    ),
    "fault.font.win32": Text(
        "This system has no Chinese font. In Settings, Apps, Optional features, add Chinese "
        "(Simplified) Supplemental Fonts, then start the park again. Everything else works."
    ),
    "fault.font.darwin": Text(
        "This system has no Chinese font. Open Font Book and restore the standard fonts, then start "
        "the park again. Everything else works."
    ),
    "fault.font.copy": Text("Copy the package’s name"),
    "fault.font.stay": Text("Stay in English"),
    "fault.scene.title": Text("The park’s files contain errors"),
    "fault.scene.one": Text("One problem must be fixed before the park can open."),
    "fault.scene.many": Text("{count} problems must be fixed before the park can open."),
    "fault.scene.rest": Text("and {count} more; the command check lists all"),
    "fault.scene.list": Text("Errors"),
    "fault.stage.title": Text("The 3D view could not be prepared"),
    "fault.stage.one": Text("The park’s files can be read, but the program failed while it prepared them."),
    "fault.stage.remedy": Text(
        "try again; if it happens again, send this line to the people who look after the program"
    ),
    "fault.scene.safe": Text("No file was changed, and your settings are safe."),
}
