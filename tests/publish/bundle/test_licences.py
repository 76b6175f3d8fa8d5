"""Nothing that a bundle carries is without a licence text, and its bill of materials says what it is."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from explorer.base.bootstrap import ROOT, requirements
from explorer.publish.bundle import sbom
from explorer.publish.bundle.assembly import EXTRAS
from explorer.publish.bundle.leave_out import is_wanted
from explorer.publish.bundle.manifest import BINARY, LICENCES, WORKS, works_in
from explorer.publish.bundle.this_python import CARRIED, copy_small_libraries, origins

IS_TEXT = re.compile(r"(?i)licen|copying|notice")
WINDOWS = (
    "PySide6/Qt6Core.dll", "PySide6/QtCore.pyd", "PySide6/Qt6Pdf.dll", "PySide6/opengl32sw.dll", "PySide6/msvcp140.dll",
    "PySide6/plugins/platforms/qwindows.dll", "PySide6/pyside6.abi3.dll", "shiboken6/vcruntime140_1.dll",
    "shiboken6/Shiboken.pyd", "panda3d/cg.dll", "panda3d/cgGL.dll", "panda3d/libpanda.dll", "panda3d/core.pyd",
    "PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore", "PySide6/Qt/plugins/imageformats/libqjpeg.dylib",
)  # fmt: skip
"""Compiled files that other systems get."""


def packages() -> dict[str, list[str]]:
    """Each package that a bundle holds, and the files of it that are kept."""
    found: dict[str, list[str]] = {}
    left = [re.match(r"[\w.-]+", wanted)[0] for wanted in requirements(*EXTRAS)]  # type: ignore[index]
    while left:
        name = left.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:  # another system's
            continue
        found[name] = [
            f.as_posix() for f in package.files or () if is_wanted(f.as_posix()) and f.parts[0] != ".."
        ]
        needs = (line for line in package.requires or () if "extra" not in line)
        left += [re.match(r"[\w.-]+", line)[0] for line in needs]  # type: ignore[index]
    return found


def test_every_package_brings_its_licence_or_we_have_it() -> None:
    kept = packages()
    assert len(kept) > 30
    for name, files in kept.items():
        own = any(".dist-info/" in file and IS_TEXT.search(file.rpartition("/")[2]) for file in files)
        code = [file for file in files if ".dist-info/" not in file]
        assert own or not code or works_in(code), name
        if name.startswith(("pyside6", "shiboken6", "panda3d")):
            unknown = [file for file in code if BINARY.search(file) and not works_in([file])]
            assert not unknown or (own and name == "panda3d"), unknown
    for file in WINDOWS:
        assert works_in([file]), file
    assert {work.name for work in works_in(["PySide6/opengl32sw.dll"])} == {"Mesa", "LLVM"}
    assert {work.name for work in works_in(["PySide6/Qt6Pdf.dll"])} == {"Qt and Qt for Python", "PDFium"}


def test_every_text_is_there_and_used() -> None:
    texts = {
        path.relative_to(LICENCES).as_posix(): path.read_text("utf-8") for path in LICENCES.rglob("*.txt")
    }
    assert texts.keys() == {work.text for work in WORKS} | {"GPL-3.txt", "Apache-2.0.txt", "MPL-2.0.txt"}
    for name, text in texts.items():
        assert len(text) > 1000, name
        for other in re.findall(r"\.\./([\w.-]+\.txt)", text):
            assert other in texts, f"{name} points to {other}"
    for name, words in (
        ("qt/pdfium.txt", "The PDFium Authors"), ("qt/qtbase.txt", "University of Cambridge"),
        ("qt/opengl32sw.txt", "University of Illinois"), ("panda3d/cg.txt", "NVIDIA"), ("qt/icu.txt", "Unicode"),
    ):  # fmt: skip
        assert words in texts[name], name


def test_libraries_of_debian_are_found_where_usr_was_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loader says /lib/…, the list of packages knows /usr/lib/… alone."""
    if (
        not (shutil.which("ldconfig") or Path("/sbin/ldconfig").exists())
        or not Path("/usr/share/doc/zlib1g").is_dir()
    ):
        pytest.skip("a system like Debian")
    tool = tmp_path / "dpkg-query"
    tool.write_text(
        '#!/bin/sh\ncase "$1 $2" in "-S /usr/"*) echo "zlib1g:amd64: $2";; -W*) echo 1.3;; *) exit 1;; esac\n'
    )
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = origins(["libz.so.1"])
    assert found["libz.so.1"].package == "zlib1g" and found["libz.so.1"].version == "1.3"
    assert found["libz.so.1"].text == Path("/usr/share/doc/zlib1g/copyright")


def test_every_library_that_is_carried_here_has_a_text(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or not shutil.which("dpkg-query"):
        pytest.skip("a system like Debian")
    copy_small_libraries(tmp_path)
    names = [path.name for path in (tmp_path / "lib/carried").iterdir()]
    assert set(names) <= set(CARRIED)
    assert origins(names).keys() == set(names)


def test_a_bill_says_what_is_known_and_is_the_same_each_time() -> None:
    inside = [sbom.part("ICU", "73", "Unicode licence")]
    parts = [
        sbom.part(
            "PySide6_Essentials", "6.11.3", "LGPL-3.0-only OR GPL-2.0-only",
            purl=sbom.of_registry("PySide6_Essentials", "6.11.3"),
            sha256="ab" * 32, supplier="Qt", inside=inside,
        ),
        sbom.part("trimesh", "5", "MIT License"),
    ]  # fmt: skip
    program = sbom.part("park-explorer", "1", "MIT", kind="application")
    text = sbom.bill(program, parts)
    assert text == sbom.bill(program, parts)
    bill = json.loads(text)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", bill["serialNumber"])
    qt, mesh = bill["components"]
    assert qt["purl"] == "pkg:pypi/pyside6-essentials@6.11.3" and qt["hashes"][0]["content"] == "ab" * 32
    assert qt["licenses"] == [{"expression": "LGPL-3.0-only OR GPL-2.0-only"}]
    assert qt["components"][0]["licenses"] == [{"license": {"name": "Unicode licence"}}]
    assert mesh["licenses"] == [{"expression": "MIT"}]
    refs = re.findall(r'"bom-ref": "([^"]+)"', text)
    assert len(refs) == len(set(refs))


def test_the_bill_of_the_wheel_is_made_without_the_program() -> None:
    """As the build of the wheel makes it: it has hatchling and nothing else."""
    alone = runpy.run_path(str(ROOT / "explorer/publish/bundle/sbom.py"))
    bill = json.loads(alone["bill_of_wheel"]("1.0", requirements()))
    names = [part["name"] for part in bill["components"]]
    assert "numpy" in names and len(names) == len(requirements())
    assert bill["metadata"]["component"]["purl"] == "pkg:pypi/park-explorer@1.0"
