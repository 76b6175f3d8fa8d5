"""Libraries, programs and fonts of the system: what is missing, and what installs it."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from ..i18n import Text
from .program import carried_libraries, is_packed
from .words import Missing, Progress, gettext

DEVICES = Path("/dev")
CARDS = ("dri/renderD*", "nvidia*", "dxg")
"""Those of drivers in the kernel, of NVIDIA's own, and of Windows beneath its Linux."""

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
    ),  # of Qt's network, which its sound loads
)
"""What the system's voices need as well: without them a tour is silent, and nothing else is lost."""

OPENSSL = ("libssl.so.3", "libssl3", "openssl-libs", "openssl")
"""What Python itself needs for phones and brokers; a bundle leaves it to the system."""

AT_SPI = "/usr/libexec/at-spi-bus-launcher"
"""What carries the words of a window to a screen reader."""
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
    """The rows that this system cannot load; those of `LINUX_LIBRARIES` if none are given."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for row in LINUX_LIBRARIES if rows is None else rows:
        if not _loads(row[0]):
            missing.append(row)
    return missing


def _loads(library: str) -> bool:
    """Whether a library can be loaded: the system's own, else the one that a bundle carries."""
    for file in (library, str(carried_libraries() / library)):  # what is loaded is found by its name
        try:
            ctypes.CDLL(file)
        except OSError:
            continue
        return True
    return False


def linux_family() -> str:
    """Which family of Linux this is: debian, fedora, arch or other."""
    import shutil

    for program, family in (("apt-get", "debian"), ("dnf", "fedora"), ("pacman", "arch")):
        if shutil.which(program):
            return family
    return "other"


def install_debian(packages: list[str]) -> bool:
    """Install with apt if this is root on a Debian-like system; never from a packed program."""
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
    """The one line to type."""
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
    """Load what Qt and OpenGL need; install it where that is possible; else say the line to type."""
    missing = missing_libraries()
    if missing and install_debian(_unique([row[1] for row in missing])):
        missing = missing_libraries()
    if missing:
        raise Missing(lacking_line(missing))


def ensure_openssl() -> None:
    """Say the line to type if this Python cannot load the system's OpenSSL."""
    try:
        import ssl  # noqa: F401
    except ImportError:
        raise Missing(lacking_line([OPENSSL])) from None


def lacking_line(missing: list[Library]) -> str:
    """What to say where system libraries are missing, and what to type."""
    line = install_line(*(_unique([row[i] for row in missing]) for i in (1, 2, 3)))
    names = ", ".join(row[0] for row in missing)
    return gettext("System libraries are missing: {names}.\nType: {line}", names=names, line=line)


def ensure_programs() -> None:
    """What the tests need: a virtual screen, a hand on the mouse, a broker of a fleet, what voices need, a Chinese font."""
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
    """Whether a graphics card may be here. On Linux each has a file among these devices: without one the processor draws."""
    if not sys.platform.startswith("linux"):
        return True
    return any(file for kind in CARDS for file in devices.glob(kind))


def has_screen() -> bool:
    """Whether a window can be shown here."""
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
    """Whether Panda3D can reach a window's OpenGL: on Linux it speaks to X alone, which Wayland may have beside it."""
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
    """What to say where no picture can be drawn, and what to do.

    Parameters
    ----------
    system : as in `sys.platform`.
    """
    return gettext(NO_GRAPHICS.get(system, NO_GRAPHICS["linux"]), error=error)
