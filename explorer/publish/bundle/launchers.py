"""Launchers of a bundle on each system, with its name and icon: double click, menu entry, command; and the paths of the
packed Python."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import zipfile
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from xml.sax.saxutils import escape

from ... import __version__
from ...base.bootstrap import ROOT
from ...base.bootstrap.program import BUNDLE
from ...i18n import ENGLISH, Text, languages, tr
from ...park.brand.model import Brand
from ...park.load import read
from ...shell.style import program_icon
from .systems import COMMAND, NAME, SYSTEMS, TIME
from .windows_resources import with_resources
from .zipped_library import PACKED

UNFIT = re.compile(r'[<>:"/\\|?*%`$\x00-\x1f]+')
"""Characters not allowed in file names by some system or shell."""
LONGEST = 50


@dataclass(frozen=True, slots=True)
class Face:
    """Name of a program, in files and in menus, and its icon; None: the default one."""

    name: str
    brand: Brand | None = None


OURS = Face(NAME)


def face_of(scene: Path | None) -> Face:
    """The face of the program for a scene: its own title and icon if it has a brand."""
    park = read(scene, ROOT / "assets").park if scene is not None else None
    if park is None or park.brand is None:
        return OURS
    title = park.title[park.languages[0]]
    words = " ".join(UNFIT.sub(" ", title).split())
    return Face(words[:LONGEST].strip(" .") or NAME, park.brand)


QUIET = """\
import sys
sys.dont_write_bytecode = True  # nothing is written beside the program
"""
SHELL = """\
#!/bin/sh
# Starts {NAME}. Nothing is installed, and nothing is written beside this file.
here=$(dirname "$(readlink -f "$0" 2>/dev/null || echo "$0")")
unset PYTHONHOME PYTHONPATH PYTHONSTARTUP PYTHONPLATLIBDIR
export PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1
{check}exec "$here/{python}" -m explorer "$@"
"""
LINUX = """\
show() {{ # what goes wrong after a double click, where nobody sees a terminal
    printf '%s\\n' "$1" >&2
    if [ -t 2 ]; then return
    elif command -v zenity >/dev/null; then zenity --error --no-markup --text="$1"
    elif command -v kdialog >/dev/null; then kdialog --error "$1"
    elif command -v xmessage >/dev/null; then xmessage "$1"
    fi
}}
has=$(getconf GNU_LIBC_VERSION 2>/dev/null)
has=${{has#glibc }}
if [ -n "$has" ] && [ "$(printf '%s\\n' {glibc} "$has" | sort -V | head -n 1)" != {glibc} ]; then
    case ${{LC_ALL:-${{LC_MESSAGES:-$LANG}}}} in
{languages}
    esac
    exit 2
fi
if [ $# -eq 0 ] && ! [ -t 2 ]; then
    said=$("$here/python/bin/python3" -m explorer 2>&1 >/dev/null)
    code=$?
    [ $code -gt 2 ] || [ $code -eq 0 ] || show "$(printf '%s\\n' "$said" | tail -n 3)"
    exit $code
fi
"""
OLD = Text(
    "Park Explorer needs a newer Linux: this one has the C library glibc {has}, and this copy needs {glibc} or newer."
)
WINDOWS = """\
import io, runpy, sys
sys.path.pop(0)  # this file itself
shown = sys.stderr is not None
if not shown:  # no console: what goes wrong is shown in a box
    sys.stdout = sys.stderr = io.StringIO()
try:
    runpy.run_module("explorer", run_name="__main__", alter_sys=True)
except SystemExit as end:
    text = end.code if isinstance(end.code, str) else "" if shown or not end.code else sys.stderr.getvalue()
    if shown or not text.strip():
        raise
    import ctypes
    ctypes.windll.user32.MessageBoxW(None, text[-2000:].strip(), "Park Explorer", 0x30)
    raise SystemExit(2)
"""
DESKTOP = """\
[Desktop Entry]
Type=Application
Name={name}
{more}Icon={COMMAND}
Exec=sh -c "exec \\\\"\\\\$(dirname \\\\"\\\\$1\\\\")/{COMMAND}\\\\"" sh %k
Terminal=false
Categories=Education;
"""
MORE = """\
Name[zh_CN]=探园
Comment=A 3D park that explains an action plan
Comment[zh_CN]=以三维园区讲解三年行动计划
Comment[de]=Ein 3D-Park, der einen Aktionsplan erklärt
"""
"""Additional lines in the menu entry of the shipped park."""
PLIST = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleName</key><string>{name}</string>
<key>CFBundleDisplayName</key><string>{name}</string>
<key>CFBundleExecutable</key><string>{COMMAND}</string>
<key>CFBundleIconFile</key><string>{COMMAND}.icns</string>
<key>CFBundleIdentifier</key><string>org.park-explorer</string>
<key>CFBundlePackageType</key><string>APPL</string>
<key>CFBundleVersion</key><string>{version}</string>
<key>CFBundleShortVersionString</key><string>{version}</string>
<key>LSMinimumSystemVersion</key><string>14.0</string>
<key>LSApplicationCategoryType</key><string>public.app-category.education</string>
<key>LSArchitecturePriority</key><array><string>{cpu}</string></array>
<key>NSHighResolutionCapable</key><true/>
</dict></plist>
"""


def write_launchers(
    system: str,
    top: Path,
    site: Path,
    version: str,
    scene: str,
    glibc: str = "",
    face: Face = OURS,
    cpu: str = "",
) -> None:
    """Write the launchers of a bundle, and the files with which its Python finds the program.

    Parameters
    ----------
    site : the bundle's folder of packages; `version`: of its Python, such as 3.13.
    scene : the scene to open, as a path from `app/`.
    glibc : the oldest C library that a bundle for Linux runs with.
    face : name and icon of the program.
    cpu : processor of a bundle for macOS, which its launcher, a script, does not reveal.
    """
    row = SYSTEMS[system]
    inside = top / row.inside
    up = "../" * len(row.inside.parts)
    own = {"start": f"../{up}{row.start}", "scene": scene}
    if system == "windows":
        own["window"] = f"../{face.name}.exe"
    (inside / "app" / BUNDLE).write_text(json.dumps(own, indent=1) + "\n", "utf-8")
    (site / "sitecustomize.py").write_text(QUIET, "utf-8")
    drawing = face.brand.file("icon") if face.brand is not None else None
    if drawing is not None and drawing.suffix.lower() == ".svg":  # shown by `menu install`
        (inside / "app/assets").mkdir(exist_ok=True)
        shutil.copyfile(drawing, inside / "app/assets/icon.svg")
    if system == "windows":
        _write_windows(top, version, face)
        return
    paths = [os.path.relpath(inside / "app", site), *(f"{name}.zip" for name in PACKED)]
    (site / f"{COMMAND}.pth").write_text("".join(f"{path}\n" for path in paths), "utf-8")
    python = "python/bin/python3" if system == "linux" else "../Resources/python/bin/python3"
    start = top / row.start
    start.parent.mkdir(parents=True, exist_ok=True)
    check = _check(glibc) if system == "linux" else ""
    start.write_text(SHELL.format(NAME=NAME, python=python, check=check), "utf-8")
    start.chmod(0o755)
    if system == "linux":
        entry = DESKTOP.format(name=face.name, more=MORE if face == OURS else "", COMMAND=COMMAND)
        (top / f"{face.name}.desktop").write_text(entry, "utf-8")
        (top / f"{face.name}.desktop").chmod(0o755)
    else:
        plist = PLIST.format(name=escape(face.name), COMMAND=COMMAND, version=__version__, cpu=cpu)
        (top / f"{NAME}.app/Contents/Info.plist").write_text(plist, "utf-8")
        (inside / f"{COMMAND}.icns").write_bytes(program_icon.icns(face.brand))


def _check(glibc: str) -> str:
    """The part of a launcher that reports a system that is too old in one sentence, instead of the loader's message."""
    sentences = {language: tr(OLD, language, has="$has", glibc=glibc) for language in languages()}
    pattern = {language: "*" if language == ENGLISH else f"{language}*" for language in sentences}
    rows = (
        f'    {pattern[key]}) show "{sentences[key]}" ;;'
        for key in sorted(sentences, key=lambda key: key == ENGLISH)
    )
    return LINUX.format(NAME=NAME, glibc=glibc, languages="\n".join(rows))


def _write_windows(top: Path, version: str, face: Face) -> None:
    """Two small programs, with and without a console, that start the Python beside them; and its path file."""
    digits = version.replace(".", "")
    python = top / "python"
    packages = [r"Lib\site-packages", *(rf"Lib\site-packages\{name}.zip" for name in PACKED)]
    places = [f"python{digits}.zip", "Lib", "DLLs", ".", *packages, r"..\app", "import site"]
    for own in python.glob("python*._pth"):
        own.unlink()
    (python / f"python{digits}._pth").write_text("\r\n".join(places) + "\r\n", "ascii", newline="")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as script:
        script.writestr(zipfile.ZipInfo("__main__.py", TIME), WINDOWS)
    icon = program_icon.ico(face.brand)
    for file, launcher, interpreter in (
        (f"{face.name}.exe", "w64.exe", "pythonw.exe"),
        (f"{COMMAND}.exe", "t64.exe", "python.exe"),
    ):
        plain = resources.files("distlib").joinpath(launcher).read_bytes()
        program = with_resources(plain, icon, face.name, __version__)
        shebang = rf"#!<launcher_dir>\python\{interpreter}".encode() + b"\r\n"
        (top / file).write_bytes(program + shebang + packed.getvalue())
