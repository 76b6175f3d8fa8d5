"""Libraries, programs and fonts of the system: what is missing, and how to install it."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from ...i18n import Text
from .program import carried_libraries, is_packed
from .words import Missing, Progress, gettext

DEVICES = Path("/dev")
CARDS = ("dri/renderD*", "nvidia*", "dxg")
"""Device files of graphics cards: kernel drivers, NVIDIA's own, and Windows' in WSL."""

# library, Debian package, Fedora package, Arch package
LINUX_LIBRARIES = (
    ("libstdc++.so.6", "libstdc++6", "libstdc++", "gcc-libs"),
    ("libEGL.so.1", "libegl1", "libglvnd-egl", "libglvnd"),
    ("libGL.so.1", "libgl1", "libglvnd-glx", "libglvnd"),
    ("libOpenGL.so.0", "libopengl0", "libglvnd-opengl", "libglvnd"),
    ("libX11.so.6", "libx11-6", "libX11", "libx11"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig", "fontconfig"),
    ("libfreetype.so.6", "libfreetype6", "freetype", "freetype2"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2", "glib2"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs", "dbus"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb", "libxcb"),
)
VOICE_LIBRARIES = (
    ("libpulse.so.0", "libpulse0", "pulseaudio-libs", "libpulse"),
    (
        "libgssapi_krb5.so.2",
        "libgssapi-krb5-2",
        "krb5-libs",
        "krb5",
    ),  # for Qt's network module, which its sound loads
)
"""Libraries for the system's voices: without them tours are silent, but everything else works."""

OPENSSL = ("libssl.so.3", "libssl3", "openssl-libs", "openssl")
"""Library that Python needs for phones and brokers; a bundle leaves it to the system."""

AT_SPI = "/usr/libexec/at-spi-bus-launcher"
"""The program that connects windows with a screen reader."""
TEST_PROGRAMS = (
    ("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("openbox", "openbox"), ("fc-match", "fontconfig"),
    ("dbus-daemon", "dbus"), (AT_SPI, "at-spi2-core"), ("/usr/sbin/mosquitto", "mosquitto"),
)  # fmt: skip
CHINESE_FONT_PACKAGES = {
    "debian": "fonts-noto-cjk",
    "fedora": "google-noto-sans-cjk-fonts",
    "arch": "noto-fonts-cjk",
}

Library = tuple[str, str, str, str]


def missing_libraries(rows: tuple[Library, ...] | None = None) -> list[Library]:
    """The rows of libraries that this system cannot load; by default of `LINUX_LIBRARIES`."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for row in LINUX_LIBRARIES if rows is None else rows:
        if not _loads(row[0]):
            missing.append(row)
    return missing


def _loads(library: str) -> bool:
    """Whether a library can be loaded: the system's, else the one carried by a bundle."""
    for file in (
        library,
        str(carried_libraries() / library),
    ):  # a loaded library is found by its name from then on
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False


def linux_family() -> str:
    """The family of this Linux: debian, fedora, arch or other."""
    import shutil

    for program, family in (("apt-get", "debian"), ("dnf", "fedora"), ("pacman", "arch")):
        if shutil.which(program):
            return family
    return "other"


def install_debian(packages: list[str]) -> bool:
    """Install with apt if this is root on a Debian-like system; never in a packed program."""
    import subprocess

    if is_packed() or linux_family() != "debian" or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    bar = Progress(gettext("System"))
    bar.show(0.1, " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}

    def apt(*words: str) -> int:
        quiet = subprocess.DEVNULL
        return subprocess.run(
            ["apt-get", "-qq", *words], stdout=quiet, stderr=quiet, env=environment, check=False
        ).returncode

    apt("update")
    bar.show(0.5, " ".join(packages))
    code = apt("install", "-y", "--no-install-recommends", *packages)
    bar.done(" ".join(packages))
    return code == 0


def install_line(debian: list[str], fedora: list[str], arch: list[str]) -> str:
    """The command to type."""
    match linux_family():
        case "debian":
            return f"sudo apt install {' '.join(debian)}"
        case "fedora":
            return f"sudo dnf install {' '.join(fedora)}"
        case "arch":
            return f"sudo pacman -S {' '.join(arch)}"
        case _:
            return gettext("install these packages: {debian}", debian=" ".join(debian))


def _unique(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


def ensure_libraries() -> None:
    """Load what Qt and OpenGL need; install it if possible, else print the command to type."""
    missing = missing_libraries()
    if missing and install_debian(_unique([row[1] for row in missing])):
        missing = missing_libraries()
    if missing:
        raise Missing(lacking_line(missing))


def ensure_openssl() -> None:
    """Print the command to type if this Python cannot load the system's OpenSSL."""
    try:
        import ssl  # noqa: F401
    except ImportError:
        raise Missing(lacking_line([OPENSSL])) from None


def lacking_line(missing: list[Library]) -> str:
    """The message about missing system libraries, with the command to type."""
    line = install_line(*(_unique([row[i] for row in missing]) for i in (1, 2, 3)))
    names = ", ".join(row[0] for row in missing)
    return gettext("System libraries are missing: {names}.\nType: {line}", names=names, line=line)


def ensure_programs() -> None:
    """Ensure what the tests need: a virtual screen, mouse control, a broker for a fleet, voices, a Chinese font."""
    import shutil

    if not sys.platform.startswith("linux"):
        return
    wanted = [package for program, package in TEST_PROGRAMS if not shutil.which(program)]
    wanted += [row[1] for row in missing_libraries(VOICE_LIBRARIES)]
    if not chinese_font():
        wanted.append(CHINESE_FONT_PACKAGES["debian"])
    if wanted and not install_debian(wanted):
        raise Missing(gettext("The tests need: sudo apt install {wanted}", wanted=" ".join(wanted)))


def chinese_font() -> bool:
    """Whether fontconfig knows a font for Simplified Chinese."""
    import subprocess

    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return bool(listed.stdout.strip())


def may_have_card(devices: Path = DEVICES) -> bool:
    """Whether a graphics card may be present. On Linux each has a device file: without any, the CPU draws."""
    if not sys.platform.startswith("linux"):
        return True
    return any(file for kind in CARDS for file in devices.glob(kind))


def has_screen() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    if os.environ.get("QT_QPA_PLATFORM", "").split(":")[0] in (
        "offscreen",
        "minimal",
        "vnc",
        "linuxfb",
        "eglfs",
    ):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_join_window() -> bool:
    """Whether Panda3D can use a window's OpenGL: on Linux it only supports X, which Wayland may offer as well."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY"))


NO_GRAPHICS = {
    "linux": Text(
        "This machine cannot draw 3D ({error}). On Debian or Ubuntu type: sudo apt install "
        "libgl1-mesa-dri libegl1"
    ),
    "win32": Text(
        "This machine cannot draw 3D ({error}). Update the driver of its graphics card, or set "
        "QT_OPENGL=software to draw without one."
    ),
    "darwin": Text("This machine cannot draw 3D ({error}). Update macOS: OpenGL 3.2 is needed."),
}


def no_graphics(error: Exception, system: str = sys.platform) -> str:
    """The message when no frame can be drawn: why, and what to do.

    Parameters
    ----------
    system : as in `sys.platform`.
    """
    return gettext(NO_GRAPHICS.get(system, NO_GRAPHICS["linux"]), error=error)
