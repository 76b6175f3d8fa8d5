"""Bundles for the three systems, from small wheels and without a network."""

from __future__ import annotations

import hashlib
import json
import plistlib
import re
import shutil
import struct
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import replace
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base import minisign
from explorer.base.bootstrap import ROOT, requirements
from explorer.i18n import tr
from explorer.publish.bundle import SYSTEMS, NotAssembled, Order, assemble
from explorer.publish.bundle.assembly import EXTRAS, LEFT, PROGRAM, UNTOUCHED
from explorer.publish.bundle.leave_out import is_wanted, is_wanted_of_python
from explorer.publish.bundle.zipped_library import PACKED
from explorer.shell.style import program_icon

from .fakes import MACHINES, VERSION, write_python, write_wheel, write_wheels

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wheels(tmp_path_factory.mktemp("given") / "wheels")


@pytest.fixture
def small_park(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies little of the checkout: what is copied is not what these tests look at."""
    monkeypatch.setattr(
        "explorer.publish.bundle.assembly.PROGRAM",
        ("explorer/base/bootstrap", "scenes", "pyproject.toml", "LICENSE"),
    )


def made(system: str, wheels: Path, folder: Path, **order: object) -> Path:
    """The top folder of a bundle."""
    out = folder / "out"
    out.mkdir()
    python = folder / "python.archive"
    if not python.exists():
        write_python(python, system)
    reported: list[float] = []
    done = assemble(
        Order(system, out, wheels=wheels, python=python, archived=False, **order),  # type: ignore[arg-type]
        lambda share, what: reported.append(share),
    )
    assert reported == sorted(reported) and reported[0] >= 0 and reported[-1] <= 1
    assert [path.name for path in out.iterdir()] == [done.folder.name], "nothing else is left"
    return done.folder


@pytest.mark.usefixtures("small_park")
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_bundle_holds_what_it_needs_and_says_what_it_holds(
    system: str, wheels: Path, tmp_path: Path
) -> None:
    top = made(system, wheels, tmp_path)
    inside = top / SYSTEMS[system].inside
    site = inside / "python" / SYSTEMS[system].site(VERSION)
    assert (site / "numpy/__init__.py").is_file() and not (site / "numpy/tests").exists()
    assert (top / SYSTEMS[system].start).is_file()
    reported = json.loads((inside / "manifest.json").read_text("utf-8"))
    assert reported["system"]["processor"] == MACHINES[system]
    assert reported["python"]["version"] == VERSION and reported["python"]["origin"] == "python.archive"
    assert (
        reported["python"]["sha256"] == hashlib.sha256((tmp_path / "python.archive").read_bytes()).hexdigest()
    )
    numpy = next(package for package in reported["packages"] if package["name"] == "numpy")
    wheel = wheels / numpy["wheel"]
    assert (numpy["version"], numpy["licence"]) == ("99.1", "MIT")
    assert numpy["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert all((site / notice).is_file() for package in reported["packages"] for notice in package["notices"])
    assert numpy["supplier"] == "Somebody" and top.name.endswith(f"{system}-{MACHINES[system]}")
    bill = json.loads((inside / "park-explorer.cdx.json").read_text("utf-8"))
    assert {package["name"] for package in reported["packages"]} < {
        part["name"] for part in bill["components"]
    }
    if system == "linux" and shutil.which("dpkg-query") and sys.platform == "linux":
        texts = [path.name for path in (inside / "licences/system").iterdir()]
        assert sorted(texts) == [f"{name}.txt" for name in reported["libraries"]] and texts, (
            "a text for each library"
        )
    assert "GNU LESSER" in (inside / "licences/LGPL-3.txt").read_text("utf-8")
    lines = (line.partition("  ") for line in (top / "SHA256SUMS").read_text("utf-8").splitlines())
    listed = {name: digest for digest, _, name in lines}
    files = {file.relative_to(top).as_posix(): file for file in top.rglob("*") if file.is_file()}
    assert listed.keys() == files.keys() - {"SHA256SUMS"}
    assert all(
        hashlib.sha256(files[name].read_bytes()).hexdigest() == digest for name, digest in listed.items()
    )


@pytest.mark.usefixtures("small_park")
@pytest.mark.parametrize("system", SYSTEMS)
def test_the_same_inputs_make_the_same_files(system: str, wheels: Path, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    shutil.copy(write_python(tmp_path / "a/python.archive", system), tmp_path / "b")
    first, second = made(system, wheels, tmp_path / "a"), made(system, wheels, tmp_path / "b")
    assert (first / "SHA256SUMS").read_bytes() == (second / "SHA256SUMS").read_bytes()


@pytest.mark.usefixtures("small_park")
def test_a_windows_bundle_starts_with_and_without_a_console(wheels: Path, tmp_path: Path) -> None:
    top = made("windows", wheels, tmp_path)
    for name, python in (("Park Explorer.exe", "pythonw.exe"), ("park-explorer.exe", "python.exe")):
        program = (top / name).read_bytes()
        assert rf"#!<launcher_dir>\python\{python}".encode() in program and program[:2] == b"MZ"
        assert "Park Explorer".encode("utf-16-le") in program, "what the task manager calls it"
        assert program_icon.png(48) in program
        with zipfile.ZipFile(top / name) as script:
            compile(script.read("__main__.py"), "__main__.py", "exec")
    places = (top / "python/python399._pth").read_text("ascii").splitlines()
    assert r"..\app" in places and r"Lib\site-packages" in places and "import site" in places


@pytest.mark.usefixtures("small_park")
def test_a_mac_bundle_is_an_application(wheels: Path, tmp_path: Path) -> None:
    app = made("macos", wheels, tmp_path) / "Park Explorer.app/Contents"
    reported = plistlib.loads((app / "Info.plist").read_bytes())
    start = app / "MacOS" / reported["CFBundleExecutable"]
    assert start.stat().st_mode & 0o111
    assert 'exec "$here/../Resources/python/bin/python3" -m explorer "$@"' in start.read_text("utf-8")
    assert (app / "Resources" / reported["CFBundleIconFile"]).read_bytes()[:4] == b"icns"
    assert (app / "Resources/python/bin/python3").stat().st_mode & 0o111
    assert not (app / "Resources/python/bin/pip3").exists()
    assert reported["LSArchitecturePriority"] == ["arm64"], (
        "what starts it is a script, which tells no processor"
    )


@pytest.mark.usefixtures("small_park")
def test_a_linux_bundle_finds_its_own_files(wheels: Path, tmp_path: Path) -> None:
    """Its launcher hands the words on, from whatever folder and through a link, and keeps packages of other Pythons out."""
    top = made("linux", wheels, tmp_path)
    site = top / "python" / SYSTEMS["linux"].site(VERSION)
    pointed = (site / "park-explorer.pth").read_text("utf-8").splitlines()
    assert [(site / path).resolve() for path in pointed] == [
        top / "app",
        *(site / f"{name}.zip" for name in PACKED),
    ]
    (top / "python/bin/python3").write_text(
        '#!/bin/sh\nprintf \'%s\\n\' "$PYTHONPATH|$PYTHONSAFEPATH" "$@"\n', "utf-8"
    )
    (tmp_path / "link").symlink_to(top / "park-explorer")
    done = subprocess.run(
        [str(tmp_path / "link"), "check", "a b"], capture_output=True, text=True, cwd="/", check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": "elsewhere"},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["|1", "-m", "explorer", "check", "a b"]


@pytest.mark.usefixtures("small_park")
def test_a_bundle_opens_the_scene_that_was_named(wheels: Path, tmp_path: Path) -> None:
    scene = tmp_path / "expo"
    shutil.copytree(ROOT / "scenes/metaverse", scene)
    top = made("linux", wheels, tmp_path, scene=scene)
    reported = json.loads((top / "app/bundle.json").read_text("utf-8"))
    assert reported["scene"] == "scenes/expo" and (top / "app" / reported["scene"] / "park.yaml").is_file()
    assert [folder.name for folder in (top / "app/scenes").iterdir()] == ["expo"]


@pytest.mark.usefixtures("small_park")
def test_the_command_prints_how_large_a_bundle_is_and_may_be(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SYSTEMS["windows"].most_mb == (310, 140) and SYSTEMS["linux"].most_mb == (360, 110)
    python = write_python(tmp_path / "python.archive", "linux")
    words = [
        "bundle",
        "--for",
        "linux",
        "--wheels",
        str(wheels),
        "--python",
        str(python),
        "-o",
        str(tmp_path),
    ]
    minisign.make_key(tmp_path / "key")
    assert cli.main([*words, "--sign", str(tmp_path / "key")]) == 0
    reported = capsys.readouterr().out.splitlines()
    name = "park-explorer-0.3.0-linux-x86_64"
    beside = {path.name.removeprefix(name) for path in tmp_path.glob(f"{name}*")}
    assert beside == {"", ".tar.xz", ".tar.xz.sha256", ".tar.xz.minisig", ".cdx.json"}
    for path in (tmp_path / name, tmp_path / f"{name}.tar.xz"):
        assert cli.main(["verify", str(path), "--key", str(tmp_path / "key.pub")]) == 0
    assert "Signed with the key" in capsys.readouterr().out
    assert reported[0].endswith("MB of at most 360 MB") and reported[1].endswith("MB of at most 110 MB")
    monkeypatch.setitem(SYSTEMS, "linux", replace(SYSTEMS["linux"], most_mb=(0, 110)))
    assert cli.main([*words, "--no-archive"]) == 1
    printed = capsys.readouterr().err
    assert "too large" in printed and "days ago" not in printed


@pytest.mark.usefixtures("small_park")
def test_wheels_are_kept_for_another_time_and_an_old_python_is_named(
    wheels: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    python = write_python(tmp_path / "python.archive", "linux", built="Feb  4 2025")
    words = ["bundle", "--for", "linux", "--python", str(python), "--no-archive"]
    kept = tmp_path / "kept"
    assert (
        cli.main([*words, "--wheels", str(wheels), "--keep-wheels", str(kept), "-o", str(tmp_path / "a")])
        == 0
    )
    assert "days ago" in capsys.readouterr().err
    older = {"numpy-99.0-py3-none-any.whl"}
    assert {path.name for path in kept.iterdir()} == {path.name for path in wheels.glob("*.whl")} - older
    assert cli.main([*words, "--wheels", str(kept), "-o", str(tmp_path / "b")]) == 0
    first, second = (next((tmp_path / name).glob("*/SHA256SUMS")).read_bytes() for name in "ab")
    assert first == second
    manifest = json.loads(next((tmp_path / "a").glob("*/manifest.json")).read_text("utf-8"))
    assert manifest["python"]["built"] == "2025-02-04"
    assert cli.main([*words, "--wheels", str(kept), "-o", str(tmp_path / "c"), "--sign", str(python)]) == 2
    assert "not a minisign key or signature" in capsys.readouterr().err


def for_debuggers(file: Path) -> int:
    """The bytes of an ELF file that no program loads: sections without the flag ALLOC."""
    data = file.read_bytes()
    if data[:5] != b"\x7fELF\x02":
        return 0
    (start,) = struct.unpack_from("<Q", data, 0x28)
    step, count = struct.unpack_from("<HH", data, 0x3A)
    headers = (struct.unpack_from("<IIQQQQ", data, start + number * step) for number in range(count))
    return sum(length for _, kind, flags, _, _, length in headers if kind != 8 and not flags & 2)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts the packages of Linux")
def test_what_is_kept_for_linux_fits_its_limit() -> None:
    """Counted from what is installed here: the packages, twice for modules, which are compiled, Python and the park; and half for
    modules of Python itself and of the largest packages, which are compiled and packed."""

    def size(name: str, file: Path, times: float = 2) -> float:
        if file.suffix == ".so" and not any(part in UNTOUCHED for part in file.parts):
            return file.stat().st_size - for_debuggers(file)
        return file.stat().st_size * (times if name.endswith(".py") else 1)

    total, left, seen = 0.0, [re.match(r"[\w.-]+", wanted)[0] for wanted in requirements(*EXTRAS)], set[str]()  # type: ignore[index]
    while left:
        name = left.pop().lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        package = distribution(name)
        left += [
            re.match(r"[\w.-]+", line)[0]
            for line in package.requires or ()
            if "extra" not in line and not re.search(r";.*(<|Windows|win32)", line)  # type: ignore[index]
        ]
        for listed in package.files or ():
            file = Path(str(listed.locate()))
            if is_wanted(listed.as_posix()) and not listed.as_posix().startswith("..") and file.is_file():
                total += size(file.name, file, 0.5 if listed.parts[0] in PACKED else 2)
    library = Path(sysconfig.get_path("stdlib"))
    for file in library.rglob("*"):
        name = f"lib/python3.11/{file.relative_to(library).as_posix()}"
        if is_wanted_of_python(name) and file.is_file():
            total += size(name, file, 0.5)
    for name in PROGRAM:
        for file in [ROOT / name, *(ROOT / name).rglob("*")]:
            parts = file.relative_to(ROOT).parts
            if file.is_file() and not any(fnmatch(part, left) for part in parts for left in LEFT):
                total += size(file.name, file)
    most_mb = SYSTEMS["linux"].most_mb
    assert most_mb and 250e6 < total < most_mb[0] * 1e6


def test_a_mac_needs_a_python_and_is_told_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = cli.main(["bundle", "--for", "macos", "--wheels", str(tmp_path), "-o", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert code == 2 and "python-build-standalone" in said and "--python ARCHIVE" in said


def test_what_is_missing_or_broken_is_said(wheels: Path, tmp_path: Path) -> None:
    python = write_python(tmp_path / "python.tar.gz", "linux")

    def message(**order: object) -> str:
        with pytest.raises(NotAssembled) as fault:
            assemble(Order("linux", tmp_path, archived=False, **order), lambda share, what: None)  # type: ignore[arg-type]
        assert not list(tmp_path.glob(".bundle-*")) and not list(tmp_path.glob("park-explorer-*"))
        return tr(fault.value.message, "en")

    few = tmp_path / "few"
    few.mkdir()
    write_wheel(few, "numpy")
    assert "lacks PySide6-Essentials" in message(wheels=few, python=python)
    assert "holds no such Python" in message(wheels=wheels, python=write_wheel(tmp_path, "no-python"))
    (tmp_path / "text").write_text("text", "utf-8")
    assert "cannot be read" in message(wheels=wheels, python=tmp_path / "text")
    sly = tmp_path / "sly"
    shutil.copytree(wheels, sly)
    write_wheel(sly, "numpy", "99.2", {"../../outside.py": ""})
    assert "is damaged" in message(wheels=sly, python=python)
    assert not (tmp_path / "outside.py").exists()
