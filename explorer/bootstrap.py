"""Makes sure that everything the explorer needs is here, before anything else is imported.

Standard library only. From a clean checkout it makes `.venv` beside this package, installs what
`pyproject.toml` names, loads the system libraries that Qt and OpenGL need, and goes on inside that
environment. Where everything is there already it does nothing and takes a few milliseconds.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)
INSIDE = "PARK_EXPLORER_INSIDE"  # set in the process that was re-started, so that it never loops

# library, Debian package, Fedora package, Arch package
LINUX_LIBRARIES = (
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
VOICE_LIBRARIES = (("libpulse.so.0", "libpulse0", "pulseaudio-libs", "libpulse"),)
"""What the system's voices need as well: without them a tour is silent, and nothing else is lost."""

TEST_PROGRAMS = (
    ("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("openbox", "openbox"), ("fc-match", "fontconfig"),
)  # fmt: skip
CHINESE_FONT_PACKAGES = {
    "debian": "fonts-noto-cjk",
    "fedora": "google-noto-sans-cjk-fonts",
    "arch": "noto-fonts-cjk",
}


class Missing(Exception):
    """Something is missing that cannot be mended from here. The text says what to do, in both languages."""


_asked_for: list[str] = []


def speak(language: str) -> None:
    """Go on in a language that was asked for, "en" or "zh"; "" is the system's own."""
    _asked_for[:] = [language]


def chinese() -> bool:
    """Whether the person who typed the command reads Chinese: as asked for, else by the system's language."""
    said = [*_asked_for, *(os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))]
    return next(filter(None, said), "en").lower().startswith("zh")


def say(en: str, zh: str) -> str:
    """One of two equal sentences."""
    return zh if chinese() else en


class Progress:
    """A bar on one line of the terminal; plain lines where the output is not a terminal."""

    def __init__(self, title: str) -> None:
        self.title, self.shown, self.live = title, "", sys.stderr.isatty()

    def show(self, share: float, what: str) -> None:
        """`share` from 0 to 1, and what is being done."""
        share = min(max(share, 0.0), 1.0)
        bar = "█" * round(share * 24) + "░" * (24 - round(share * 24))
        room = max(os.get_terminal_size(2).columns - len(self.title) - 36, 10) if self.live else 80
        line = f"{self.title} {bar} {share:4.0%} {what[:room]}"
        if self.live:
            sys.stderr.write(f"\r\x1b[2K{line}")
        elif line != self.shown:
            sys.stderr.write(f"{self.title} {share:4.0%} {what}\n")
        sys.stderr.flush()
        self.shown = line

    def done(self, what: str) -> None:
        """The last line."""
        self.show(1.0, what)
        if self.live:
            sys.stderr.write("\n")


# ---- Python packages


def requirements(*extras: str) -> list[str]:
    """What pyproject.toml asks for, extras included."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found: list[str] = list(project["dependencies"])
    for extra in extras:
        for line in project["optional-dependencies"][extra]:
            inner = re.fullmatch(r"park-explorer\[(.+)\]", line)
            found += requirements(*inner[1].split(","))[len(project["dependencies"]) :] if inner else [line]
    return found


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: 6.11.3.post1 -> (6, 11, 3)."""
    return tuple(int(n) for n in re.findall(r"\d+", re.split(r"[^\d.]", version)[0]))


def satisfied(requirement: str) -> bool:
    """Whether an installed package meets a requirement such as ``numpy>=1.26,!=2.0``."""
    name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement.replace(" ", "")).groups()  # type: ignore[union-attr]

    from importlib import metadata

    try:
        have = _numbers(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False
    for bound in filter(None, bounds.split(",")):
        sign, wanted = re.fullmatch(r"(>=|<=|==|!=|<|>)(.+)", bound).groups()  # type: ignore[union-attr]
        want = _numbers(wanted)
        size = max(len(have), len(want))
        a, b = have + (0,) * (size - len(have)), want + (0,) * (size - len(want))
        if not {">=": a >= b, "<=": a <= b, "==": a == b, "!=": a != b, "<": a < b, ">": a > b}[sign]:
            return False
    return True


def _interpreter() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(extras: tuple[str, ...]) -> str:
    """A name for what is asked for. A change of the project file asks anew; that costs one look by pip."""
    asked = (ROOT / "pyproject.toml").read_bytes() + repr(
        (sorted(extras), str(ROOT), sys.version_info[:2])
    ).encode()
    return f"{zlib.crc32(asked):08x}"


def _ready(extras: tuple[str, ...]) -> bool:
    """Whether `.venv` was finished for these requirements."""
    marks = VENV / "park-explorer-ready"
    return _interpreter().exists() and (marks / _stamp(extras)).exists()


def _mark(extras: tuple[str, ...]) -> None:
    """Note that `.venv` is finished for these requirements, so that no later start looks them up."""
    marks = VENV / "park-explorer-ready"
    marks.mkdir(exist_ok=True)
    (marks / _stamp(extras)).write_text(time.strftime("%Y-%m-%d %H:%M:%S\n"))


@contextmanager
def _alone() -> Iterator[None]:
    """One installation at a time; a second start waits for the first."""
    lock = ROOT / ".venv.lock"
    try:
        handle = lock.open("w")
    except OSError as error:
        raise Missing(
            say(
                f"This folder cannot be written to ({error.strerror}): {ROOT}. Copy it to a place of your own.",
                f"此文件夹不可写（{error.strerror}）：{ROOT}。请复制到可写的位置。",
            )
        ) from None
    with handle:
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
            else:
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            lock.unlink(missing_ok=True)


def _make_venv() -> None:
    import subprocess

    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode == 0 and _interpreter().exists():
        return
    if _install_debian(["python3-venv"]):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if _interpreter().exists():
            return
    raise Missing(
        say(
            "Python has no working 'venv' here. On Debian or Ubuntu type: sudo apt install python3-venv",
            "此处的Python缺少venv模块。在Debian或Ubuntu上请输入：sudo apt install python3-venv",
        )
    )


def _install(extras: tuple[str, ...]) -> None:
    """Make `.venv` and install into it, with a bar."""
    import subprocess

    with _alone():
        if _ready(extras):
            return
        wanted = requirements(*extras)
        bar = Progress(say("Preparing", "准备环境"))
        bar.show(0.0, say("making .venv in this folder", "正在本文件夹内创建.venv"))
        if not _interpreter().exists():
            _make_venv()
        log = VENV / "install.log"
        command = [
            *(str(_interpreter()), "-m", "pip", "install", "--disable-pip-version-check"),
            *("--no-input", "--progress-bar", "off", *wanted),
        ]
        steps, least = 0, 2.2 * len(wanted) + 4
        with log.open("w", encoding="utf-8") as out:
            pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            for line in pip.stdout or ():
                out.write(line)
                if match := re.match(
                    r"\s*(Collecting|Downloading|Using cached|Installing collected)\s+(\S+)", line
                ):
                    steps += 1
                    bar.show(0.05 + 0.9 * steps / max(least, steps + 2), _what(match[1], match[2]))
            code = pip.wait()
        if code != 0:
            tail = "\n".join(log.read_text("utf-8", "replace").splitlines()[-3:])
            raise Missing(
                say(
                    "\nThe packages could not be installed. The first start needs a network; later ones do not.\n"
                    f"{tail}\nAll of it: {log}",
                    f"\n未能安装所需软件包。首次启动需要网络，之后不再需要。\n{tail}\n完整记录：{log}",
                )
            )
        _mark(extras)
        bar.done(say("ready", "就绪"))


def _what(verb: str, name: str) -> str:
    name = name.rsplit("/", 1)[-1]
    match verb:
        case "Collecting":
            return say(f"looking for {name}", f"查找 {name}")
        case "Installing":
            return say("installing", "正在安装")
        case _:
            return say(f"fetching {name}", f"获取 {name}")


# ---- system libraries and programs


Library = tuple[str, str, str, str]


def missing_libraries(rows: tuple[Library, ...] | None = None) -> list[Library]:
    """The rows that this system cannot load; those of `LINUX_LIBRARIES` if none are given."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for row in LINUX_LIBRARIES if rows is None else rows:
        try:
            ctypes.CDLL(row[0])
        except OSError:
            missing.append(row)
    return missing


def _system() -> str:
    """Which family of Linux this is: debian, fedora, arch or other."""
    import shutil

    for program, family in (("apt-get", "debian"), ("dnf", "fedora"), ("pacman", "arch")):
        if shutil.which(program):
            return family
    return "other"


def _install_debian(packages: list[str]) -> bool:
    """Install with apt if this is root on a Debian-like system."""
    import subprocess

    if _system() != "debian" or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    bar = Progress(say("System", "系统组件"))
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
    match _system():
        case "debian":
            return f"sudo apt install {' '.join(debian)}"
        case "fedora":
            return f"sudo dnf install {' '.join(fedora)}"
        case "arch":
            return f"sudo pacman -S {' '.join(arch)}"
        case _:
            return say(f"install these packages: {' '.join(debian)}", f"请安装这些软件包：{' '.join(debian)}")


def _unique(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))


def ensure_libraries() -> None:
    """Load what Qt and OpenGL need; install it where that is possible; else say the line to type."""
    missing = missing_libraries()
    if missing and _install_debian(_unique([row[1] for row in missing])):
        missing = missing_libraries()
    if missing:
        line = install_line(*(_unique([row[i] for row in missing]) for i in (1, 2, 3)))
        names = ", ".join(row[0] for row in missing)
        raise Missing(
            say(
                f"System libraries are missing: {names}.\nType: {line}",
                f"缺少系统库：{names}。\n请输入：{line}",
            )
        )


def ensure_programs() -> None:
    """What the tests need: a virtual screen, a hand on the mouse, what voices need, a Chinese font."""
    import shutil

    if not sys.platform.startswith("linux"):
        return
    wanted = [package for program, package in TEST_PROGRAMS if not shutil.which(program)]
    wanted += [row[1] for row in missing_libraries(VOICE_LIBRARIES)]
    if not chinese_font():
        wanted.append(CHINESE_FONT_PACKAGES["debian"])
    if wanted and not _install_debian(wanted):
        raise Missing(
            say(
                f"The tests need: sudo apt install {' '.join(wanted)}",
                f"测试需要：sudo apt install {' '.join(wanted)}",
            )
        )


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


def no_graphics(error: Exception) -> str:
    """What to say where no picture can be drawn, and what to type."""
    return say(
        f"Nothing can be drawn on this machine ({error}). On Debian or Ubuntu type: sudo apt install libgl1-mesa-dri libegl1",
        f"本机无法绘制三维画面（{error}）。在Debian或Ubuntu上请输入：sudo apt install libgl1-mesa-dri libegl1",
    )


# ---- the door


def ensure(*extras: str, module: str = "explorer", programs: bool = False, libraries: bool = True) -> None:
    """Come back only in a Python that has everything; re-start in `.venv` if need be.

    Raises
    ------
    SystemExit
        With a sentence, when something is missing that cannot be mended from here.
    """
    try:
        if sys.version_info < OLDEST:
            have = ".".join(map(str, sys.version_info[:3]))
            raise Missing(
                say(
                    f"Park Explorer needs Python 3.11 or newer; this is {have}.",
                    f"需要Python 3.11或更新版本，当前为{have}。",
                )
            )
        if _ready(extras):
            if Path(sys.prefix) != VENV:
                _restart(module)
        elif not all(map(satisfied, requirements(*extras))):
            _install(extras)
            _restart(module)
        elif Path(sys.prefix) == VENV:
            with suppress(OSError):  # where it cannot be written, the next start looks again
                _mark(extras)
        if libraries:
            ensure_libraries()
        if programs:
            ensure_programs()
    except Missing as missing:
        raise SystemExit(str(missing)) from None


def damaged() -> str:
    """What to say when the environment was finished once and yet something in it is gone."""
    return say(
        f"The environment in {VENV} is damaged. Delete that folder and start again.",
        f"{VENV}中的环境已损坏。请删除该文件夹后重新启动。",
    )


def _restart(module: str) -> None:
    """Go on in `.venv` with the same words on the command line."""
    if os.environ.get(INSIDE):
        raise Missing(damaged())
    environment = {
        **os.environ,
        INSIDE: "1",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
    }
    command = [str(_interpreter()), "-m", module, *sys.argv[1:]]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":  # exec on Windows returns to the prompt before the program has ended
        import subprocess

        raise SystemExit(subprocess.run(command, env=environment, check=False).returncode)
    os.execve(command[0], command, environment)
