"""Python packages: what `pyproject.toml` asks for, whether it is there, and the `.venv` it is installed into."""

from __future__ import annotations

import os
import re
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import system
from .words import Missing, Progress, say

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"


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


def interpreter() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _stamp(extras: tuple[str, ...]) -> str:
    """A name for what is asked for. A change of the project file asks anew; that costs one look by pip."""
    asked = (ROOT / "pyproject.toml").read_bytes() + repr(
        (sorted(extras), str(ROOT), sys.version_info[:2])
    ).encode()
    return f"{zlib.crc32(asked):08x}"


def ready(extras: tuple[str, ...]) -> bool:
    """Whether `.venv` was finished for these requirements."""
    marks = VENV / "park-explorer-ready"
    return interpreter().exists() and (marks / _stamp(extras)).exists()


def mark(extras: tuple[str, ...]) -> None:
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
                f"This folder cannot be written to ({error.strerror}): {ROOT}. Copy it to a folder where you can write.",
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
    if made.returncode == 0 and interpreter().exists():
        return
    if system.install_debian(["python3-venv"]):
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
        if interpreter().exists():
            return
    raise Missing(
        say(
            "Python has no working 'venv' here. On Debian or Ubuntu type: sudo apt install python3-venv",
            "此处的Python缺少venv模块。在Debian或Ubuntu上请输入：sudo apt install python3-venv",
        )
    )


def install(extras: tuple[str, ...]) -> None:
    """Make `.venv` and install into it, with a bar."""
    import subprocess

    with _alone():
        if ready(extras):
            return
        wanted = requirements(*extras)
        bar = Progress(say("Preparing", "准备环境"))
        bar.show(0.0, say("making .venv in this folder", "正在本文件夹内创建.venv"))
        if not interpreter().exists():
            _make_venv()
        log = VENV / "install.log"
        command = [
            *(str(interpreter()), "-m", "pip", "install", "--disable-pip-version-check"),
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
                    "\nThe packages could not be installed. The first start needs a network connection; later starts do not.\n"
                    f"{tail}\nFull log: {log}",
                    f"\n未能安装所需软件包。首次启动需要网络，之后不再需要。\n{tail}\n完整记录：{log}",
                )
            )
        mark(extras)
        bar.done(say("ready", "就绪"))


def _what(verb: str, name: str) -> str:
    name = name.rsplit("/", 1)[-1]
    match verb:
        case "Collecting":
            return say(f"looking for {name}", f"查找{name}")
        case "Installing":
            return say("installing", "正在安装")
        case _:
            return say(f"fetching {name}", f"获取{name}")
