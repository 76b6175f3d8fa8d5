"""What a bundle leaves out of its libraries, because the park does not use it: one list for all systems."""

from __future__ import annotations

import re

QT = frozenset((
    "Core", "Gui", "Widgets", "OpenGL", "OpenGLWidgets", "Svg", "Pdf", "Network", "PrintSupport", "DBus", "TextToSpeech",
    "Multimedia", "Concurrent", "XcbQpa", "WaylandClient", "WaylandEglClientHwIntegration", "WlShellIntegration",
))  # fmt: skip
"""Modules of Qt that the park imports, and those that they load."""
QT_PLUGINS = frozenset((
    "platforms", "platforminputcontexts", "platformthemes", "iconengines", "imageformats", "styles", "texttospeech",
    "printsupport", "xcbglintegrations", "wayland-decoration-client",
    "wayland-graphics-integration-client", "wayland-shell-integration", "accessiblebridge",
))  # fmt: skip
"""No plug-in for media: it plays videos and compressed sound, with FFmpeg and Qt Quick, 37 MB. The park plays WAV files, which Qt
Multimedia reads itself, films are made by the ffmpeg of the system, and a gallery shows the poster of a video."""

_QT_FOLDERS = frozenset((
    "qml", "resources", "metatypes", "include", "typesystems", "glue", "doc", "examples", "scripts", "libexec", "support",
    "QtAsyncio", "modules",
))  # fmt: skip
_QT_TOOLS = (
    "assistant", "designer", "linguist", "lrelease", "lupdate", "qmlls", "qmlformat", "qmllint", "balsam", "svgtoqml", "qsb",
)  # fmt: skip
_FFMPEG = re.compile(r"(?i)^(?:lib)?(avcodec|avformat|avutil|swresample|swscale)\b")
_QT_FILE = re.compile(r"(?i)^(?:lib)?Qt6?(.+?)(?:\.abi3)?(?:\.so.*|\.dll|\.pyd|\.dylib|\.framework.*)$")
_QT_PLUGIN = re.compile(
    r"(?i)pdf|virtualkeyboard|qml|direct2d|eglfs|vkkhr|minimal|linuxfb|vnc|q(tiff|icns|tga|wbmp)"
)
"""Plug-ins for what the park never does."""
_PANDA = re.compile(
    r"(?i)^panda3d/(include/|models/|lib.*(bullet|ode|vision|vrpn|pandaai|p3direct|egg|skel|physics|rocket|assimp|ffmpeg|openal|ptloader"
    r"|fmod|opencv|tinydisplay|pandadx9|pandafx)|(bullet|ode|vision|vrpn|ai|direct|egg|skel|physics|rocket|fx|_rplight)\."
    r"|avcodec|avformat|avutil|swscale|swresample|fmodex|d3dx9|cgD3D)"
)
_PACKAGES = frozenset(
    (
        "deploy_libs", "panda3d_tools", "pandac", "direct", "pygments", "markdown_it", "mdurl", "pycparser", "typer",
        "shellingham", "annotated_doc", "fontpkg",
    )
)  # fmt: skip
"""Packages that are never imported: rich needs three of them for programs and pages alone, cffi the next where it compiles,
amqtt three for commands of its own, and fontpkg looks for fonts whose place we know."""
_UNUSED = re.compile(
    r"/(tests?|examples|f2py|include|typing/tests)/|\.(pyi|pyx|pxd|pxi|c|h|hpp|lib|a|prl|pc|cmake|debug|pdb)$|\.dist-info/RECORD$"
    r"|^PIL/_(avif|imagingcms|imagingtk)|^pillow\.libs/lib(avif|lcms2)|^numpy/distutils/|^numpy/_core/_(simd|\w+_tests)\."
    r"|^pydantic/(v1|mypy)|^cffi/|^amqtt/(scripts|contrib)/|^transitions/extensions/|^multidict/_testcapi|LicenseRef-Qt-Commercial|/__pycache__/"
    r"|^(PySide6|shiboken6)/(concrt140|msvcp140_codecvt_ids|vcamp140|vccorlib140|vcomp140)\.dll$|^shiboken6/msvcp140_[12]\.dll$"
)
"""Tests, what compilers read, and libraries of Microsoft that nothing here asks for."""
_PYTHON = re.compile(
    r"(?i)^(include|libs|scripts|tcl|share|doc|tools)/"
    r"|^lib/(python3\.\d+/)?(test|idlelib|tkinter|ensurepip|lib2to3|distutils|turtledemo|site-packages|dist-packages|config-[^/]*|curses)/"
    r"|^lib/(python3\.\d+/)?(pydoc_data/|turtle\.py|(ctypes|sqlite3|unittest|tkinter|distutils)/tests?/)"
    r"|^lib/(tcl|tk|itcl|thread|pkgconfig)[\d.]*/|(^|/)(_tkinter|_\w*test\w*|_?xx\w*|_curses\w*|audioop|tcl86t|tk86t|libtcl\S*|libtk\S*)\."
    r"|/__pycache__/|\.(a|pdb|ico|icns|whl)$|^NEWS\.txt$"
)


def is_wanted(name: str) -> bool:
    """Whether a file of a wheel is kept, by its path in the folder of packages."""
    top, _, rest = name.partition("/")
    if top.partition("-")[0] in _PACKAGES or _UNUSED.search(name):
        return False
    if top == "panda3d":
        return not _PANDA.search(name)
    return top != "PySide6" or _is_wanted_of_qt(rest.removeprefix("Qt/"))


def is_wanted_of_python(name: str) -> bool:
    """Whether a file of an interpreter is kept, by its path from the interpreter's own folder."""
    return not _PYTHON.search(name)


def _is_wanted_of_qt(name: str) -> bool:
    folders, file = name.split("/")[:-1], name.rsplit("/", 1)[-1]
    match folders[:1]:
        case ["translations"]:  # Qt's own words, in the languages of the park
            return bool(re.match(r"qtbase_(en|de|zh_CN)\.qm$", file))
        case ["plugins"]:
            return folders[1] in QT_PLUGINS and not _QT_PLUGIN.search(file)
        case [folder] if folder in _QT_FOLDERS:
            return False
    if (
        file.lower().startswith(_QT_TOOLS)
        or file.endswith(".exe")
        or any(part.endswith(".app") for part in folders)
    ):
        return False
    if folders == ["lib"] and re.search(r"\.so(\.\d+\.\d+\.\d+)?$|\.\d+\.\d+\.\d+\.dylib$", file):
        return False  # other names of the same library
    if _FFMPEG.match(file):
        return False
    found = next((match[1] for part in name.split("/") if (match := _QT_FILE.match(part))), None)
    return found is None or found in QT
