"""What is left out, which archives are written, and how a packed program speaks of itself."""

from __future__ import annotations

import compileall
import json
import os
import platform
import py_compile
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT, packages, pip, system
from explorer.base.checksums import sums_of
from explorer.publish.bundle.assembly import LEFT, PROGRAM, compile_all, link_frameworks, write_archive
from explorer.publish.bundle.interpreter import Interpreter
from explorer.publish.bundle.launchers import OURS, face_of, write_launchers
from explorer.publish.bundle.leave_out import is_wanted, is_wanted_of_python
from explorer.publish.bundle.wheels import fetch
from explorer.publish.bundle.zipped_library import PACKED, zip_library, zip_packages
from explorer.shell.style import program_icon
from tests.branded_scene import write_branded_scene
from tests.small_scene import write_small_scene


@pytest.mark.parametrize("is_folder", [False, True])
def test_packages_are_those_that_were_tested_unless_a_folder_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_folder: bool
) -> None:
    asked: list[list[str]] = []

    def run_pip(python: str, words: list[str], *rest: object) -> tuple[list[str], int]:
        asked.append(words)
        return [], 0

    monkeypatch.setattr(pip, "run_pip", run_pip)
    wheels = tmp_path if is_folder else None
    assert fetch(["numpy"], "3.13", ("win_amd64",), wheels, tmp_path, lambda share, what: None) == []
    (words,) = asked
    given = words[words.index("--no-index" if is_folder else "-c") :]
    assert given[1] == ("--find-links" if is_folder else str(packages.CONSTRAINTS))
    assert ("-c" in words) is not is_folder


def test_every_module_of_qt_that_is_imported_is_kept() -> None:
    sources = (file.read_text("utf-8") for file in (ROOT / "explorer").rglob("*.py"))
    used = {name for text in sources for name in re.findall(r"from PySide6\.Qt(\w+) import", text)}
    assert {"Core", "Gui", "Widgets", "OpenGL"} <= used
    for name in used | {"Multimedia"}:
        for file in (
            f"PySide6/Qt{name}.pyd", f"PySide6/Qt6{name}.dll", f"PySide6/Qt{name}.abi3.so",
            f"PySide6/Qt/lib/libQt6{name}.so.6", f"PySide6/Qt/lib/Qt{name}.framework/Versions/A/Qt{name}",
        ):  # fmt: skip
            assert is_wanted(file), file


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("PySide6/Qt6WebEngineCore.dll", False),
        ("PySide6/Qt/lib/libQt6WebEngineCore.so.6", False),
        ("PySide6/opengl32sw.dll", True),  # draws where Windows has no OpenGL
        ("PySide6/Qt/lib/libicuuc.so.73", True),
        ("PySide6/Qt/lib/libicuuc.so.73.2.0", False),  # another name of the same
        ("PySide6/Qt/lib/libavcodec.so.61", False),  # of videos
        ("PySide6/Qt/lib/libavcodec.61.dylib", False),
        ("PySide6/avcodec-61.dll", False),
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", False),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),  # what that plug-in loads
        ("PySide6/Qt/lib/libQt6Concurrent.so.6", True),  # what its sound loads
        ("PySide6/QtQuick.abi3.so", False),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/platforms/qdirect2d.dll", False),
        ("PySide6/translations/qtbase_de.qm", True),
        ("PySide6/translations/qtbase_fr.qm", False),
        ("PySide6/designer.exe", False),
        ("panda3d/libpandagl.so", True),
        ("panda3d/libp3assimp.dylib", False),
        ("numpy/random/tests/test_random.py", False),
        ("pygments-2.21.0.dist-info/METADATA", False),
        ("rich/console.py", True),
        ("PySide6/Qt/lib/libQt6Pdf.so.6", True),
        ("PySide6/Qt/plugins/platforms/libqlinuxfb.so", False),
        ("PySide6/msvcp140.dll", True),
        ("shiboken6/vcamp140.dll", False),  # of a compiler, and asked for by nothing
        ("cffi/api.py", False),  # for those who compile
        ("_cffi_backend.cpython-311-x86_64-linux-gnu.so", True),
        ("PySide6/Designer.app/Contents/Info.plist", False),  # of a tool whose program is left out
        ("pydantic_core-2.50.5.dist-info/sboms/pydantic-core.cyclonedx.json", True),
        ("fontpkg/__init__.py", False),
        ("pytz/zoneinfo/Europe/Berlin", False),
        ("pytz/__init__.py", True),
        ("fontpkg_figtree/files/Figtree[wght].ttf", True),
    ],
)
def test_what_is_kept_of_the_packages(name: str, kept: bool) -> None:
    assert is_wanted(name) is kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lib/os.py", True),
        ("Lib/test/test_os.py", False),
        ("lib/python3.13/test/test_os.py", False),
        ("lib/python3.13/sqlite3/__init__.py", True),
        ("lib/python3.13/site-packages/pip/__init__.py", False),
        ("DLLs/_tkinter.pyd", False),
        ("DLLs/_ctypes.pyd", True),
        ("lib/libpython3.13.dylib", True),
        ("python313.dll", True),
        ("Lib/tkinter/__init__.py", False),
        ("lib/python3.11/unittest/test/test_case.py", False),
        ("lib/python3.11/unittest/case.py", True),
        ("lib/python3.11/lib-dynload/_ctypes_test.cpython-311-x86_64-linux-gnu.so", False),
    ],
)
def test_what_is_kept_of_python(name: str, kept: bool) -> None:
    assert is_wanted_of_python(name) is kept


KEPT_ONLY = """
import importlib, importlib.machinery, os, pkgutil, re, sys
from explorer.publish.bundle.assembly import LEFT
from explorer.publish.bundle.leave_out import is_wanted, is_wanted_of_python
from explorer.publish.bundle.this_python import UNUSED

class KeptOnly(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        spec = super().find_spec(name, path, target)
        place = (spec and spec.origin or "").replace(os.sep, "/")
        package, python = re.search("/(?:site|dist)-packages/(.+)", place), re.search("/lib/(python3[.][0-9]+/.+)", place)
        left = package and not is_wanted(package[1])
        if python and not package:
            left = not is_wanted_of_python("lib/" + python[1]) or UNUSED.match(place.rpartition("/")[2])
        left = left or set(place.partition("/explorer/")[2].split("/")[:-1]) & set(LEFT)
        return None if left else spec

sys.meta_path[:] = [KeptOnly if finder is importlib.machinery.PathFinder else finder for finder in sys.meta_path]
import PySide6.QtMultimedia, PySide6.QtPdf, trimesh, openpyxl
import explorer.build.grown, explorer.net.room.following, explorer.net.room.host
import explorer.net.room.gateway.server, explorer.net.fleet.hub, explorer.net.fleet.booth
import explorer.net.fleet.packs, explorer.net.fleet.setup, explorer.net.fleet.wall
import explorer.net.live.plant_mqtt, explorer.net.live.access, explorer.net.live.opcua
import explorer.net.live.serve
for module in pkgutil.iter_modules(explorer.build.grown.__path__):
    importlib.import_module(f"explorer.build.grown.{module.name}")
try:
    import numpy.f2py
except ImportError:
    print("and nothing else")
"""


def test_what_phones_a_fleet_and_a_park_without_a_bake_import_is_kept() -> None:
    """Letters and light of such a park and the module of OpenSSL were once left out; a package leaves out no more."""
    import tomllib

    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
    excluded = hatch["build"]["targets"]["wheel"]["exclude"]
    assert {name.rpartition("/")[2] for name in excluded} - {"sound"} <= set(LEFT)
    assert set(hatch["build"]["exclude"]) <= set(excluded), (
        "those of the wheel take the place of those of all"
    )
    done = subprocess.run(
        [sys.executable, "-c", KEPT_ONLY], cwd=ROOT, capture_output=True, text=True, check=False
    )
    # libraries may speak of what this system lacks: Qt's sound of libpipewire
    assert (done.returncode, done.stdout) == (0, "and nothing else\n"), done.stderr


def test_the_library_of_python_is_packed_where_python_looks_first(tmp_path: Path) -> None:
    """Tracebacks still show its lines; what Python needs before it can unpack stays beside; same files, same archive."""
    made = []
    for number in "ab":
        library = tmp_path / number / "lib/python3.11"
        for name in (
            "os.py",
            "encodings/utf_8.py",
            "lib-dynload/zlib.so",
            "site-packages/one.py",
            "packed_apart/__init__.py",
            "packed_apart/data.txt",
        ):
            (library / name).parent.mkdir(parents=True, exist_ok=True)
            (library / name).write_text("def fail():\n    raise KeyError  # here\n", "utf-8")
        compileall.compile_dir(
            library,
            quiet=2,
            stripdir=tmp_path / number,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        zip_library(library, tmp_path / number / "lib/python311.zip")
        left = sorted(file.relative_to(library).as_posix() for file in library.rglob("*.py"))
        assert (
            left == ["encodings/utf_8.py", "os.py", "site-packages/one.py"]
            and (library / "packed_apart/data.txt").is_file()
        )
        made.append(tmp_path / number / "lib/python311.zip")
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as packed:
        assert packed.namelist() == ["packed_apart/__init__.py", "packed_apart/__init__.pyc"]
    code = (
        f"import sys, traceback; sys.path.insert(0, {str(made[0])!r}); import packed_apart\n"
        "try:\n packed_apart.fail()\nexcept KeyError:\n traceback.print_exc()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "raise KeyError  # here" in done.stderr


def test_the_largest_packages_are_packed_and_can_be_replaced_by_a_folder(tmp_path: Path) -> None:
    for name in PACKED:
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "__init__.py").write_text("from .inner import made\n", "utf-8")
        (tmp_path / name / "inner/__init__.py").write_text("made = 'packed'\n", "utf-8")
        (tmp_path / name / "py.typed").touch()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/__init__.py").touch()
    zip_packages(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"other", *(f"{name}.zip" for name in PACKED)}
    paths = [str(tmp_path), *(str(tmp_path / f"{name}.zip") for name in PACKED)]
    code = f"import sys; sys.path[:0] = {paths!r}; import asyncua, rich; print(asyncua.made, rich.made)"

    def printed() -> str:
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert printed() == "packed packed\n"
    (tmp_path / "asyncua").mkdir()
    (tmp_path / "asyncua/__init__.py").write_text("made = 'own'\n", "utf-8")
    assert printed() == "own packed\n"


@pytest.mark.parametrize("suffix", [".zip", ".tar.xz"])
def test_archives_of_the_same_files_are_the_same(tmp_path: Path, suffix: str) -> None:
    """Whenever, in whatever order and under whatever name of an owner they were written."""
    made = []
    for number, names in enumerate((("a/start", "b.txt"), ("b.txt", "a/start"))):
        folder = tmp_path / str(number) / "park"
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, "utf-8")
            (folder / name).chmod(0o600 if number else 0o644)
        (folder / "a/start").chmod(0o700 if number else 0o755)
        archive = tmp_path / f"{number}{suffix}"
        shares: list[float] = []
        write_archive(folder, archive, lambda share, what, shares=shares: shares.append(share))  # type: ignore[misc]
        assert shares == sorted(shares)
        made.append(archive.read_bytes())
    assert made[0] == made[1]
    if suffix == ".zip":
        with zipfile.ZipFile(tmp_path / "0.zip") as packed:
            rights = {info.filename: info.external_attr >> 16 & 0o777 for info in packed.infolist()}
    else:
        with tarfile.open(tmp_path / "0.tar.xz") as tar:
            rights = {entry.name: entry.mode for entry in tar}
    assert rights == {"park/a/start": 0o755, "park/b.txt": 0o644}


def packed_copy(folder: Path, kind: str) -> Path:
    """A copy of what a start runs first, as a bundle or as an installed package; the folder to import it from."""
    for name in ("__init__.py", "base/__init__.py", "base/bootstrap", "i18n"):
        source, goal = ROOT / "explorer" / name, folder / "explorer" / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, goal)
    data = folder if kind == "bundle" else folder / "explorer/_data"
    data.mkdir(exist_ok=True)
    project = '[project]\ndependencies = ["not-there>=1"]\n[project.optional-dependencies]\nmore = ["nor-this>=2"]\n'
    (data / "pyproject.toml").write_text(project, "utf-8")
    if kind == "bundle":
        (folder / "bundle.json").write_text('{"start": "../park-explorer", "scene": "scenes/expo"}', "utf-8")
    return folder


@pytest.mark.parametrize("kind", ["bundle", "package"])
def test_a_packed_program_installs_nothing_and_knows_how_it_is_started(kind: str, tmp_path: Path) -> None:
    """Not even as root, and not even where a package is missing: no program runs, no network is asked, no file is written."""
    code = (
        "import sys; sys.dont_write_bytecode = True; asked = []\n"
        "def look(event, about):\n"
        " writes = event == 'open' and isinstance(about[1], str) and set(about[1]) & set('wax+')\n"
        " if writes or event in ('subprocess.Popen', 'os.exec', 'os.system', 'socket.connect', 'os.mkdir'): asked.append(event)\n"
        "sys.addaudithook(look)\n"
        "from explorer.base import bootstrap\nfrom explorer.base.bootstrap import system\n"
        "print(bootstrap.start_line('check', 'a b')); print(bootstrap.default_scene())\n"
        "assert not system.install_debian(['hello'])\n"
        "try:\n bootstrap.ensure(libraries=False)\nexcept SystemExit as end:\n print(end)\n"
        "try:\n bootstrap.ensure('more', libraries=False)\nexcept SystemExit as end:\n print(end)\n"
        "print(bootstrap.damaged()); print(asked)\n"
    )
    folder = packed_copy(tmp_path / "the app", kind)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env={"LC_ALL": "C.UTF-8"},
    )
    start, scene, lacking, extra, damaged, asked = done.stdout.splitlines()
    assert lacking == "This copy of the program does not hold: not-there>=1"
    way = 'from the folder or the file that it came from: python3 -m pip install "PATH[more]"'
    assert (way in extra) is (kind == "package"), "nothing can be installed into a bundle"
    assert "unpack or install it again" in damaged and asked == "[]"
    if kind == "bundle":
        assert start == f"{tmp_path}/park-explorer check 'a b'"
        assert scene == str(folder / "scenes/expo")
    else:
        assert start == "park-explorer check 'a b'"
        assert scene == str(folder / "explorer/_data/scenes/metaverse")


def test_no_text_tells_how_a_checkout_is_started() -> None:
    """Whoever reads it may have a bundle: `start_line` says how it is started."""
    for file in (ROOT / "explorer").rglob("*.py"):
        code = re.sub(r'"""[\s\S]*?"""|#.*', "", file.read_text("utf-8"))
        assert "python3 -m" not in code and "python -m explorer" not in code, file


def test_python_leaves_nothing_of_its_own_start_among_what_it_compiles(tmp_path: Path) -> None:
    """What it compiled for itself held the time, and no two bundles were the same where no variable forbade it to."""
    python = tmp_path / "python/bin/python3"
    for path, text in (("python/lib/sitecustomize.py", "NAME = 1\n"), ("app/explorer/a.py", "A = 1\n")):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, "utf-8")
    python.parent.mkdir()
    library = shlex.quote(str(tmp_path / "python/lib"))
    python.write_text(f'#!/bin/sh\nPYTHONPATH={library} exec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
    python.chmod(0o755)
    own = Interpreter(".".join(map(str, sys.version_info[:2])), "", platform.machine(), "", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        assert compile_all("linux", tmp_path, own)
    compiled = sorted(tmp_path.rglob("*.pyc"))
    assert [file.name.partition(".")[0] for file in compiled] == ["a", "sitecustomize"]
    assert {file.read_bytes()[4:8] for file in compiled} == {b"\1\0\0\0"}, (
        "by hash, and never looked at again"
    )


NO_BUNDLE = """
import sys
class Left:
    def find_spec(self, name, path=None, target=None):
        if name.startswith(("explorer.publish.bundle", "explorer.build.sound")):
            raise ImportError(name)
sys.meta_path.insert(0, Left())
from explorer.base import bootstrap
from explorer.base.bootstrap import program
bootstrap.is_packed = program.is_packed = lambda: True
from explorer.cli import command, dispatch
for name in command.COMMANDS:
    dispatch.parser([name]).format_help()
print(*(dispatch.dispatch(words.split()) for words in ("bundle --for linux -o x", "bake --sounds -o x", "verify")))
"""


def test_no_command_of_a_packed_copy_asks_for_what_it_does_not_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NO_BUNDLE], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout == "2 2 2\n"
    assert done.stderr.count("in a checkout, and this is an installed copy") == 1
    assert "assembled from a checkout, and this is an installed copy" in done.stderr


def test_a_library_that_the_system_lacks_is_taken_from_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("system libraries of Linux")
    row = ("libnot-here.so.9", "libnothere9", "nothere", "nothere")
    monkeypatch.setattr(system, "carried_libraries", lambda: tmp_path)
    assert system.missing_libraries((row,)) == [row]
    import _ctypes

    shutil.copy(_ctypes.__file__, tmp_path / row[0])  # any library will do
    assert system.missing_libraries((row,)) == []


def test_what_the_program_reads_beside_its_code_is_in_every_package() -> None:
    """All of `assets` but the pictures of the README: sounds were once missing."""
    import tomllib

    read = {f"assets/{path.name}" for path in (ROOT / "assets").iterdir() if path.name != "pictures"}
    assert {"assets/park", "assets/sound", "assets/icon.svg"} <= read
    assert read <= set(PROGRAM)
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    wheel = build["wheel"]["force-include"]
    assert {name: f"explorer/_data/{name}" for name in read} == {
        name: goal for name, goal in wheel.items() if name.startswith("assets/")
    }
    assert "/assets" in build["sdist"]["include"]


def test_a_scene_with_a_brand_gives_the_program_its_name_and_icon(tmp_path: Path) -> None:
    scene = write_branded_scene(tmp_path / "scene")
    shutil.copyfile(scene / "logo.svg", scene / "icon.svg")
    with (scene / "park.yaml").open("a", encoding="utf-8") as park:
        park.write("  icon: icon.svg\n")
    face = face_of(scene)
    assert face.name == "Park Small" and face.brand is not None
    text = (scene / "park.yaml").read_text("utf-8")
    first = next(line for line in text.splitlines() if line.startswith("title:"))
    odd = write_branded_scene(tmp_path / "odd")
    (odd / "park.yaml").write_text(text.replace(first, "title: {de: 'A/B: <%x%> ...', en: A}"), "utf-8")
    assert face_of(odd).name == "A B x"
    assert (
        face_of(write_small_scene(tmp_path / "plain")) == OURS == face_of(None) == face_of(tmp_path / "none")
    )
    top = tmp_path / "top"
    (top / "python/Lib/site-packages").mkdir(parents=True)
    (top / "app").mkdir()
    write_launchers("windows", top, top / "python/Lib/site-packages", "3.13", "scenes/own", face=face)
    program = (top / "Park Small.exe").read_bytes()
    assert "Park Small".encode("utf-16-le") in program and program_icon.png(48, face.brand) in program
    assert json.loads((top / "app/bundle.json").read_text("utf-8"))["window"] == "../Park Small.exe"
    drawing = top / "app/assets/icon.svg"
    assert drawing.read_bytes() == (scene / "icon.svg").read_bytes(), "what `menu install` shows"


def test_frameworks_of_a_mac_have_the_links_that_signing_asks_for(tmp_path: Path) -> None:
    version = tmp_path / "site/PySide6/Qt/lib/QtCore.framework/Versions/A"
    (version / "Resources").mkdir(parents=True)
    (version / "QtCore").write_text("code", "utf-8")
    (version / "Resources/Info.plist").write_text("list", "utf-8")
    shutil.copytree(version / "Resources", version.parents[1] / "Resources")  # as the wheel has it, too
    link_frameworks(tmp_path / "site")
    top = version.parents[1]
    links = {
        path.relative_to(top).as_posix(): str(path.readlink()) for path in top.rglob("*") if path.is_symlink()
    }
    assert links == {
        "Versions/Current": "A", "QtCore": "Versions/Current/QtCore", "Resources": "Versions/Current/Resources",
    }  # fmt: skip
    assert (top / "QtCore").read_text("utf-8") == "code" and (top / "Resources/Info.plist").is_file()
    assert sums_of(tmp_path).count("\n") == 2, "each file once"
    write_archive(tmp_path / "site", tmp_path / "a.zip", lambda share, what: None)
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        held = {info.filename: (info.external_attr >> 28, packed.read(info)) for info in packed.infolist()}
    assert held["site/PySide6/Qt/lib/QtCore.framework/QtCore"] == (0o12, b"Versions/Current/QtCore")
    assert held["site/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore"] == (0o10, b"code")
