"""Files of Qt and Panda3D that the park never uses: one list for `.venv` and for bundles, and for all systems."""

from __future__ import annotations

import re

QT = frozenset((
    "Core", "Gui", "Widgets", "OpenGL", "OpenGLWidgets", "Svg", "Pdf", "Network", "PrintSupport", "DBus", "TextToSpeech",
    "Multimedia", "Concurrent", "XcbQpa", "WaylandClient", "WaylandEglClientHwIntegration", "WlShellIntegration",
))  # fmt: skip
"""Modules of Qt that the park imports, and their dependencies."""
QT_PLUGINS = frozenset((
    "platforms", "platforminputcontexts", "platformthemes", "iconengines", "imageformats", "styles", "texttospeech",
    "printsupport", "xcbglintegrations", "wayland-decoration-client",
    "wayland-graphics-integration-client", "wayland-shell-integration", "accessiblebridge",
))  # fmt: skip
VENV_QT = frozenset((
    "Test", "Quick", "Qml", "QmlMeta", "QmlModels", "QmlWorkerScript", "EglFSDeviceIntegration", "EglFsKmsSupport",
    "EglFsKmsGbmSupport",
))  # fmt: skip
VENV_PLUGINS = frozenset(("multimedia", "egldeviceintegrations"))
"""Additional plug-ins in `.venv`: what pytest needs, screens without a desktop, and FFmpeg with its libraries,
which plays videos and makes films. A bundle omits those 37 MB: the park plays WAV files, which Qt Multimedia reads itself,
films are made by the system's ffmpeg, and a gallery shows the poster of a video."""
TOOLS = frozenset(("deploy_libs", "panda3d_tools", "pandac", "direct"))
"""Packages in the wheel of Panda3D that are never imported."""

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
"""Plug-ins for purposes that the park does not have."""
_PANDA = re.compile(
    r"(?i)^panda3d/(include/|models/|lib.*(bullet|ode|vision|vrpn|pandaai|p3direct|egg|skel|physics|rocket|assimp|ffmpeg|openal|ptloader"
    r"|fmod|opencv|tinydisplay|pandadx9|pandafx)|(bullet|ode|vision|vrpn|ai|direct|egg|skel|physics|rocket|fx|_rplight)\."
    r"|avcodec|avformat|avutil|swscale|swresample|fmodex|d3dx9|cgD3D)"
)


def is_used(name: str, *, in_bundle: bool = False) -> bool:
    """Whether a file of a package is used, by its path in the folder of packages; true for other packages."""
    top, _, rest = name.partition("/")
    if top == "panda3d":
        return not _PANDA.search(name)
    if top == "PySide6":
        return _is_used_of_qt(rest.removeprefix("Qt/"), in_bundle)
    return top not in TOOLS


def _is_used_of_qt(name: str, in_bundle: bool) -> bool:
    folders, file = name.split("/")[:-1], name.rsplit("/", 1)[-1]
    match folders[:1]:
        case ["translations"]:  # Qt's own texts, in the languages of the park
            return bool(re.match(r"qtbase_(en|de|zh_CN)\.qm$", file))
        case ["plugins"] if in_bundle:
            return folders[1] in QT_PLUGINS and not _QT_PLUGIN.search(file)
        case ["plugins"]:
            return folders[1] in QT_PLUGINS | VENV_PLUGINS
        case [folder] if folder in _QT_FOLDERS:
            return False
    if (
        file.lower().startswith(_QT_TOOLS)
        or file.endswith(".exe")
        or any(part.endswith(".app") for part in folders)
    ):
        return False
    if folders == ["lib"] and re.search(r"\.so(\.\d+\.\d+\.\d+)?$|\.\d+\.\d+\.\d+\.dylib$", file):
        return False  # alternative names of the same library
    if _FFMPEG.match(file) or file.startswith("libQt6FFmpegStub"):
        return not in_bundle
    found = next((match[1] for part in name.split("/") if (match := _QT_FILE.match(part))), None)
    return found is None or found in QT or (found in VENV_QT and not in_bundle)
