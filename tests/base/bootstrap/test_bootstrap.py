"""The door: what is there is used, what is missing is installed or said in one line."""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from explorer.base import bootstrap
from explorer.base.bootstrap import Missing, packages, pip, program, re_exec, satisfied, system, words
from explorer.base.bootstrap.causes import cause_of
from tests.scene import link


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.mark.parametrize(
    ("have", "requirement", "good"),
    [
        ("6.11.3", "x>=6.8,!=6.12.0", True),
        ("6.12.0", "x>=6.8,!=6.12.0", False),
        ("6.12.0.1", "x>=6.8,!=6.12.0", True),
        ("6.7", "x>=6.8", False),
        ("2.5.5", "x>=1.26,!=2.5.*", False),
        ("2.5", "x>=1.26,!=2.5.*", False),
        ("2.50.1", "x>=1.26,!=2.5.*", True),
        ("2.4.6", "x>=1.26,!=2.5.*", True),
        ("1.10.16", "x>=1.10.15", True),
        ("2.0.0rc1", "x>=2", True),
        ("1.26", "x==1.26.0", True),
        ("1.26", "x<1.26", False),
        ("1.26", "x", True),
    ],
)  # fmt: skip
def test_versions_are_compared_by_their_numbers(
    monkeypatch: pytest.MonkeyPatch, have: str, requirement: str, good: bool
) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: have)
    assert satisfied(requirement) is good


def test_a_package_that_is_not_there_is_not_satisfied() -> None:
    assert not satisfied("no-such-package-here>=1")


def test_the_requirements_come_from_the_project_file() -> None:
    plain, test = bootstrap.requirements(), bootstrap.requirements("test")
    assert any(r.startswith("PySide6-Essentials") and "!=6.12.0" in r for r in plain)
    assert plain == test[: len(plain)]
    assert any(r.startswith("pytest>") for r in test) and any(r.startswith("trimesh") for r in test)
    assert not any("park-explorer" in r for r in test)


def test_nothing_is_done_where_everything_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((packages, "install"), (re_exec, "restart"), (system, "install_debian")):
        monkeypatch.setattr(module, name, lambda *a, **k: pytest.fail("something was installed"))
    bootstrap.ensure()


def test_what_was_looked_up_once_is_not_looked_up_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "interpreter", lambda: Path(sys.executable))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    looked_up: list[str] = []
    monkeypatch.setattr(packages, "satisfied", lambda wanted: looked_up.append(wanted) is None)
    bootstrap.ensure(libraries=False)
    assert len(looked_up) == len(bootstrap.requirements())
    bootstrap.ensure(libraries=False)
    assert len(looked_up) == len(bootstrap.requirements())


def test_a_later_start_runs_no_program_and_looks_up_no_package() -> None:
    """The packages were looked at once, the libraries are loaded, and that is all; `bench` tells how long a start takes."""
    code = (
        "import sys, os; asked = []; opened = set()\n"
        "def look(event, about):\n"
        " asked.append(event)\n"
        " if event == 'open' and isinstance(about[0], str): opened.add(os.path.basename(about[0]).partition('.')[0])\n"
        "sys.addaudithook(look)\n"
        "from importlib import metadata; metadata.version = lambda name: asked.append('looked up'); "
        "from explorer.base import bootstrap; from explorer.base.bootstrap import packages; "
        "packages.ready = lambda extras: True; packages.VENV = type(packages.VENV)(sys.prefix); bootstrap.ensure(); "
        "print(*sorted(set(asked) & {'looked up', 'subprocess.Popen', 'os.exec', 'socket.connect', 'os.mkdir'})); "
        "print(len(opened))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=bootstrap.ROOT, capture_output=True, text=True, check=True
    )
    forbidden, opened = done.stdout.splitlines()
    assert forbidden == ""
    assert int(opened) < 120, "its own modules and a few of Python's, each with or without bytecode"


def test_a_missing_library_is_one_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("libnot-here.so.9", "libnothere9", "nothere", "nothere")
    monkeypatch.setattr(system, "LINUX_LIBRARIES", (row,))
    monkeypatch.setattr(system, "linux_family", lambda: "debian")
    monkeypatch.setattr(system, "install_debian", lambda packages: False)
    if not sys.platform.startswith("linux"):
        assert bootstrap.missing_libraries() == []
        return
    with pytest.raises(Missing, match="Type: sudo apt install libnothere9"):
        system.ensure_libraries()
    monkeypatch.setattr(system, "linux_family", lambda: "fedora")
    with pytest.raises(Missing, match="sudo dnf install nothere"):
        system.ensure_libraries()


def test_what_a_fleet_needs_of_the_system_is_one_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle leaves OpenSSL to the system, which closes its holes."""
    system.ensure_openssl()
    monkeypatch.setattr(system, "linux_family", lambda: "debian")
    monkeypatch.setitem(sys.modules, "ssl", None)
    with pytest.raises(Missing, match=r"libssl\.so\.3\.\nType: sudo apt install libssl3"):
        system.ensure_openssl()


@pytest.mark.parametrize(
    ("platform", "remedy"),
    [("linux", "sudo apt install"), ("win32", "QT_OPENGL=software"), ("darwin", "Update macOS")],
)
def test_what_cannot_draw_is_reported_in_words_of_its_system(platform: str, remedy: str) -> None:
    reported = bootstrap.no_graphics(OSError("no pipe"), platform)
    assert "(no pipe)" in reported and remedy in reported
    assert ("apt install" in reported) is (platform == "linux")


def test_root_on_debian_gets_the_library_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    row = ("libnot-here.so.9", "libnothere9", "nothere", "nothere")
    asked: list[str] = []
    answers = iter([[row], []])
    monkeypatch.setattr(system, "missing_libraries", lambda: next(answers))
    monkeypatch.setattr(system, "install_debian", lambda packages: asked.extend(packages) is None)
    system.ensure_libraries()
    assert asked == ["libnothere9"]


def test_an_old_python_is_told_in_a_sentence_that_it_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    first = (bootstrap.ROOT / "explorer/__init__.py").read_text("utf-8")
    ast.parse(first, feature_version=(3, 4))
    assert first.isascii(), "Python 2 refuses other letters"
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9\. .*python\.org"):
        exec(first)
    for older in ("python2.7", "python3.6", "python3.9", "python3.10"):
        if (
            shutil.which(older) is None
            or subprocess.run([older, "-V"], capture_output=True, check=False).returncode
        ):
            continue
        for module in ("explorer", "tests"):
            done = subprocess.run(
                [older, "-m", module], cwd=bootstrap.ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == 1 and done.stderr.startswith("Park Explorer needs"), (older, done)


def test_a_damaged_environment_does_not_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "ready", lambda extras: True)
    monkeypatch.setattr(packages, "VENV", Path("elsewhere"))
    monkeypatch.setenv(re_exec.INSIDE, "1")
    with pytest.raises(SystemExit, match="is damaged"):
        bootstrap.ensure()


def test_a_folder_that_cannot_be_written_to(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(packages, "ROOT", tmp_path / "nowhere")
    with pytest.raises(Missing, match="cannot be written to"), packages.installation_lock():
        pytest.fail("the lock was taken")


@pytest.mark.parametrize("how", ["link", "another system"])
def test_an_environment_of_others_is_never_made_anew(
    how: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    others = tmp_path / "others"
    place = others / ("bin" if os.name == "nt" else "Scripts") / "python"
    place.parent.mkdir(parents=True)
    place.write_text("theirs")
    venv = others
    if how == "link":
        place = place.rename(others / "python")
        place.parent.joinpath("bin" if os.name == "nt" else "Scripts").rmdir()
        link(venv := tmp_path / ".venv", others)
    monkeypatch.setattr(packages, "ROOT", tmp_path)
    monkeypatch.setattr(packages, "VENV", venv)
    with pytest.raises(Missing, match="a link or was made by another system"):
        packages.install(())
    assert place.read_text() == "theirs"


def test_one_installation_at_a_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Others wait until the first lets go; a third does not slip in as it takes its lock away."""
    code = (
        "import sys, time; from pathlib import Path; from explorer.base.bootstrap import packages; "
        f"packages.ROOT = Path({str(tmp_path)!r}); here = packages.ROOT / 'here'\n"
        "for _ in range(20):\n"
        " with packages.installation_lock():\n  here.touch(exist_ok=False); time.sleep(0.005); here.unlink()"
    )
    three = [subprocess.Popen([sys.executable, "-c", code], cwd=bootstrap.ROOT) for _ in range(3)]
    assert [process.wait() for process in three] == [0, 0, 0], "two were in at once"
    assert not list(tmp_path.iterdir())


def test_the_language_is_the_one_asked_for_else_that_of_the_system(
    english: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bootstrap.gettext("Measuring") == "Measuring" and bootstrap.language() == "en"
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert bootstrap.gettext("Measuring") == "测量" and bootstrap.language() == "zh"
    words.speak("en")
    assert bootstrap.gettext("Measuring") == "Measuring"
    words.speak("")
    for name, language in (("de_AT.UTF-8", "de"), ("fr_FR", "en"), ("C.UTF-8", "en"), ("POSIX", "en")):
        monkeypatch.setenv("LC_ALL", name)
        assert bootstrap.language() == language


def test_the_bar_writes_lines_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    bar = bootstrap.Progress("Baking")
    bar.show(0.5, "half")
    bar.done("all")
    assert capsys.readouterr().err.splitlines() == ["Baking  50% half", "Baking 100% all"]


class Screen(io.StringIO):
    """Standard error on a terminal."""

    def isatty(self) -> bool:
        return True


def tell_progress() -> None:
    bar = bootstrap.Progress("Baking")
    bar.show(0.5, "half")
    bar.clear()
    bar.done("all")
    with bootstrap.waiting("Waiting"):
        pass
    line = words.Waiting("Waiting")
    line.show()
    line.done()


def test_a_bar_stays_on_one_line_of_a_terminal_and_leaves_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", screen := Screen())
    monkeypatch.setenv("TERM", "xterm")
    bar = bootstrap.Progress("Baking")
    bar.show(0.1, "a long word")
    bar.show(0.2, "short")
    bar.done("all")
    *lines, rest = screen.getvalue().split("\n")
    assert len(lines) == 1 and rest == "" and "\x1b" not in lines[0]
    shown = ""
    for part in lines[0].split("\r"):
        shown = part + shown[len(part) :]
    assert shown.rstrip() == f"Baking {'█' * 24} 100% all"


@pytest.mark.parametrize("stream", ["none", "closed", "dumb"])
def test_progress_needs_no_terminal(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows `pythonw` has no standard error at all; a dumb terminal cannot go back to the line's begin."""
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", None if stream == "none" else screen)
    monkeypatch.setenv("TERM", "dumb")
    if stream == "closed":
        screen.close()
    tell_progress()
    if stream == "dumb":
        reported = screen.getvalue()
        assert not {"\r", "\x1b"} & set(reported)
        assert reported.splitlines()[:2] == ["Baking  50% half", "Baking 100% all"]


@pytest.mark.parametrize(
    ("started", "on_path", "line"),
    [
        ("/home/anna/bin/park-explorer", True, "park-explorer check"),
        ("env/bin/park-explorer", False, "env/bin/park-explorer check"),
        ("/park/explorer/__main__.py", False, f"{program.PYTHON} -m explorer check"),
    ],
)
def test_hints_say_what_was_typed(
    started: str, on_path: bool, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout that pip has installed (`pip install -e`) is started by pip's command, as a package is."""
    monkeypatch.setattr(sys, "argv", [started])
    monkeypatch.setattr("shutil.which", lambda name: started if on_path else None)
    assert bootstrap.start_line("check") == line


@pytest.mark.skipif(os.name == "nt", reason="Windows has no exec: there the first process waits")
def test_a_program_that_was_started_again_knows_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, str]] = []
    monkeypatch.setattr(sys, "argv", ["env/bin/park-explorer", "check"])
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(os, "execve", lambda path, command, environment: given.append(environment))
    monkeypatch.delenv(re_exec.INSIDE, raising=False)
    monkeypatch.setattr(signal, "pthread_sigmask", lambda how, signals: None)
    re_exec.restart("explorer")
    monkeypatch.setattr(sys, "argv", ["/park/explorer/__main__.py", "check"])
    monkeypatch.setenv(program.STARTED_AS, given[0][program.STARTED_AS])
    assert bootstrap.start_line("check") == "env/bin/park-explorer check"


@pytest.mark.parametrize(("home", "is_disabled"), [("user", False), ("user/new", False), ("gone/user", True)])
def test_mesa_keeps_no_shaders_where_it_has_no_folder_for_them(
    home: str, is_disabled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "user").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / home))
    monkeypatch.setenv("MESA_SHADER_CACHE_DISABLE", "")  # restored after the test
    monkeypatch.delenv("MESA_SHADER_CACHE_DISABLE")
    re_exec.check_shader_cache()
    assert ("MESA_SHADER_CACHE_DISABLE" in os.environ) == is_disabled


@pytest.mark.skipif(find_spec("ensurepip") is None, reason="this Python makes no environments with pip")
def test_a_new_environment_is_made_and_used(tmp_path: Path) -> None:
    """From a checkout without `.venv`, with a pip that needs no network: nothing to install."""
    kept = bootstrap.ROOT / "explorer"
    for file in (
        *(kept / "__init__.py", kept / "base/__init__.py"),
        *(kept / "base/bootstrap").glob("*.[pt]*"),
        *(kept / "i18n").glob("*.py"),
    ):
        target = tmp_path / file.relative_to(bootstrap.ROOT)
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / "explorer/hello.py").write_text(
        "from explorer.base import bootstrap; bootstrap.ensure(module='explorer.hello', libraries=False); "
        "import sys; print(sys.prefix)",
        "utf-8",
    )
    project = "[project]\ndependencies = []\n[project.optional-dependencies]\n"
    (tmp_path / "pyproject.toml").write_text(project, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "explorer.hello"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert not (tmp_path / ".venv").exists() and done.stdout.strip() == sys.prefix
    (tmp_path / "pyproject.toml").write_text(project.replace("[]", '["pip>=99999"]'), "utf-8")
    env = {k: v for k, v in os.environ.items() if k != re_exec.INSIDE} | {"PIP_NO_INDEX": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "explorer.hello"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )
    assert done.returncode == 1 and "could not be installed" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / ".venv/install.log").exists() and not (tmp_path / ".venv.lock").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there may always be one")
@pytest.mark.parametrize(
    ("file", "is_card"),
    [("dri/renderD128", True), ("nvidia0", True), ("dxg", True), ("dri/card0", False), ("null", False)],
)
def test_a_graphics_card_has_a_file_of_its_own(tmp_path: Path, file: str, is_card: bool) -> None:
    """A screen without one, as virtual machines have, has only the file by which it is set up."""
    (tmp_path / "dri").mkdir()
    (tmp_path / file).touch()
    assert system.may_have_card(tmp_path) == is_card


def test_bytecode_that_python_wrote_again_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PySide6 lists some with their sizes, and Python replaces them at the first import."""
    monkeypatch.setattr(packages, "VENV", tmp_path)
    site = tmp_path / ("Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages")
    info = site / "thing-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "thing.py").write_bytes(b"x = 1\n")
    (site / "__pycache__").mkdir()
    (site / "__pycache__/thing.cpython-311.pyc").write_bytes(b"other")
    (info / "RECORD").write_text("thing.py,,6\n__pycache__/thing.cpython-311.pyc,,353\n")
    assert packages.partial() == []
    (site / "thing.py").write_text("")
    assert packages.partial() == [info]


def test_what_the_park_never_uses_is_deleted_and_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "VENV", tmp_path)
    site = tmp_path / ("Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages")
    kept = (
        "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/QtWidgets.abi3.so", "PySide6/QtWebEngineCore.pyi",
        "PySide6/QtTest.abi3.so", "PySide6/Qt/lib/libavcodec.so.61", "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so", "panda3d/core.so", "numpy/f2py/__init__.py",
    )  # fmt: skip
    left_out = (
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6", "PySide6/Qt/lib/libavcodec.so", "PySide6/designer",
        "PySide6/Qt/lib/libavcodec.so.61.19.101", "PySide6/Qt/qml/QtQuick/plugin.so", "direct/showbase/ShowBase.py",
        "PySide6/Qt/resources/icudtl.dat",
    )  # fmt: skip
    info = site / "all-1.0.dist-info"
    for name in (*kept, *left_out):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(b"x")
    info.mkdir()
    (info / "RECORD").write_text("".join(f"{name},,1\n" for name in (*kept, *left_out)))
    packages.prune()
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == {
        *kept, "all-1.0.dist-info/RECORD",
    }  # fmt: skip
    assert not (site / "direct").exists() and not (site / "PySide6/Qt/qml").exists()
    assert packages.partial() == []
    (site / kept[0]).unlink()
    assert packages.partial() == [info]


def test_the_versions_that_were_tested_meet_the_project_file_and_hold_no_address() -> None:
    lines = [line for line in packages.CONSTRAINTS.read_text("utf-8").splitlines() if line[0] != "#"]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in lines)
    tested = {
        re.sub("[-_.]+", "-", name).lower(): version for name, version in (x.split("==") for x in lines)
    }
    for wanted in bootstrap.requirements("test"):
        name = re.match(r"[\w.-]+", wanted)
        assert name and re.sub("[-_.]+", "-", name[0]).lower() in tested, wanted


def test_what_the_readme_fetches_is_there_to_fetch() -> None:
    import tomllib

    project = tomllib.loads((bootstrap.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = re.findall(r'"\.\[([\w,]+)\]"', (bootstrap.ROOT / "README.md").read_text("utf-8"))
    assert (
        named
        and {extra for line in named for extra in line.split(",")} <= project["optional-dependencies"].keys()
    )


def test_where_packages_come_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Those that were tested, else what there is; only the newest, or only those of a folder, where that is asked for."""
    assert packages.sources(None) == [["-c", str(packages.CONSTRAINTS)], []]
    assert packages.sources(None, newest=True) == [[]]
    assert packages.sources(tmp_path) == [["--no-index", "--find-links", str(tmp_path)]]
    asked: list[list[str]] = []
    answers = {"-c": "ERROR: No matching distribution found for numpy==2.4.6"}

    def run_pip(python: str, words: list[str], *rest: object) -> tuple[list[str], int]:
        asked.append(words)
        return ([answers["-c"]], 1) if words[1] in answers else ([], 0)

    monkeypatch.setattr(pip, "run_pip", run_pip)
    assert pip.run_pip_from([["-c", "x"], []], "python", ["install", "numpy"], print)[1] == 0
    assert asked == [["install", "-c", "x", "numpy"], ["install", "numpy"]]
    asked.clear()
    answers["-c"] = "ERROR: No space left on device"
    assert pip.run_pip_from([["-c", "x"], []], "python", ["install", "numpy"], print)[1] == 1
    assert len(asked) == 1


def test_a_failure_without_a_network_names_what_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(sys, "argv", ["/park/explorer/__main__.py", "export", "-o", "park.usda"])
    lacks = cause_of("ERROR: No matching distribution found for usd-core", Path("wheels"), ("usd",))
    assert lacks.endswith('download -d FOLDER ".[usd]"')
    deaf = cause_of("NewConnectionError", None, ("usd",))
    assert '-d FOLDER ".[usd]"' in deaf and deaf.endswith("explorer export -o park.usda --wheels FOLDER")


BARE = """
import sys
sys.path.insert(0, sys.argv[1])
import explorer.__main__
from explorer.cli.command import COMMANDS
assert all(COMMANDS[name].run for name in COMMANDS) and len(COMMANDS) > 20
"""


def test_every_command_is_read_before_a_package_is_installed() -> None:
    """A first start reads the commands, and only then installs what they import."""
    bare = [sys.executable, "-I", "-S", "-c", BARE, str(bootstrap.ROOT)]
    done = subprocess.run(bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
