"""The first start, interrupted at any moment: the next one repairs what it finds. No network is used."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from explorer.base.bootstrap import ROOT, re_exec, words
from explorer.base.bootstrap.causes import cause_of

pytestmark = pytest.mark.slow

fcntl = pytest.importorskip("fcntl", reason="locks and signals of POSIX")

PATIENCE_S = 100.0
FILES = 800
"""So many files has the package that is installed: it takes a moment."""
HELLO = """\
import os, signal, sys
signal.signal(signal.SIGINT, lambda number, frame: os._exit(130))
signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
open(f"begun-{os.getpid()}", "w").close()
from explorer.base import bootstrap
try:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    bootstrap.ensure(module="explorer.hello", libraries=False)
    import pebble.part_799
    print(sys.prefix)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is over
except KeyboardInterrupt:
    raise SystemExit(130)
"""
"""Begins as the real command line does. What Python does before is out of reach, so it tells that it has begun."""
INFO = "pebble-1.0.dist-info"
UNUSED = "PySide6/Qt/lib/libQt6WebEngineCore.so.6"
"""What it brings along and no park uses."""


@pytest.fixture(autouse=True)
def interrupts_are_heard() -> Iterator[None]:
    """Tests that were started in the background ignore Ctrl+C, and so would what they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the real bootstrap, whose only requirement is a wheel in a folder."""
    folder = tmp_path / "checkout"
    files = *(ROOT / "explorer/base/bootstrap").glob("*.[pt]*"), *(ROOT / "explorer/i18n").glob("*.py")
    for file in (
        ROOT / "explorer/__init__.py",
        ROOT / "explorer/base/__init__.py",
        *files,
        *(ROOT / "explorer/i18n/locale").rglob("*.mo"),
    ):
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(file, target)
    (folder / "explorer/hello.py").write_text(HELLO, "utf-8")
    project = '[project]\ndependencies = ["pebble>=1"]\n[project.optional-dependencies]\n'
    (folder / "pyproject.toml").write_text(project, "utf-8")
    (folder / "wheels").mkdir()
    write_wheel(folder / "wheels/pebble-1.0-py3-none-any.whl")
    return folder


def write_wheel(path: Path) -> None:
    """A wheel of many files that begins with its metadata, so that half of it looks like all of it."""
    version = path.name.split("-")[1]
    info = f"pebble-{version}.dist-info"
    files = {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: pebble\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        "pebble/__init__.py": "",
        UNUSED: "x",
        **{f"pebble/part_{n:03d}.py": f"NUMBER = {n}\n" for n in range(FILES)},
    }
    record = "".join(f"{name},,{len(text)}\n" for name, text in files.items()) + f"{info}/RECORD,,\n"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(name, text)


def started(checkout: Path, **environment: str) -> subprocess.Popen[str]:
    """A start in a session of its own, as a terminal gives it, on a machine without a network."""
    env = {k: v for k, v in os.environ.items() if k not in (re_exec.INSIDE, re_exec.WHEELS, "PYTHONPATH")}
    env |= {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(checkout / "wheels"),
        "LC_ALL": "C.UTF-8",
        **environment,
    }
    return subprocess.Popen(
        [sys.executable, "-m", "explorer.hello"],
        cwd=checkout,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finished(start: subprocess.Popen[str]) -> tuple[int, str, str]:
    """The exit code of a start and what it wrote."""
    try:
        out, err = start.communicate(timeout=PATIENCE_S)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(start.pid, signal.SIGKILL)
    return start.returncode, out, err


def moments(checkout: Path) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Twenty moments of a first start, in their order: while `.venv` is made, then while pip installs."""
    venv = checkout / ".venv"

    def site(name: str) -> Callable[[], bool]:
        return lambda: any(venv.glob(f"lib/python*/site-packages/{name}"))

    def log(text: str) -> Callable[[], bool]:
        return lambda: (venv / "install.log").is_file() and text in (venv / "install.log").read_text("utf-8")

    yield "lock", (checkout / ".venv.lock").exists
    yield "folder", venv.exists
    yield "configuration", (venv / "pyvenv.cfg").exists
    yield "interpreter", (venv / "bin/python").exists
    yield "pip begins", site("pip")
    yield "pip's vendor folder", site("pip/_vendor")
    yield "a part of it", site("pip/_vendor/rich")
    yield "pip's metadata", site("pip-*.dist-info")
    yield "pip's installer", site("pip-*.dist-info/INSTALLER")
    yield "pip's record", site("pip-*.dist-info/RECORD")
    yield "log", (venv / "install.log").exists
    yield "found", log("pebble")
    yield "installing", log("Installing collected")
    yield "metadata alone", site(f"{INFO}/METADATA")
    yield "a tenth", site("pebble/part_080.py")
    yield "a half", site("pebble/part_400.py")
    yield "nearly all", site("pebble/part_790.py")
    yield "installer", site(f"{INFO}/INSTALLER")
    yield "record", site(f"{INFO}/RECORD")
    yield "ready", (venv / "park-explorer-ready").exists


def interrupted_at(words: Sequence[str], module: str) -> tuple[int, str]:
    """Interrupt Python as soon as it has imported a module; the exit code, and what it wrote beside its imports."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stderr is not None
        said = []
        for text in process.stderr:
            said.append(text)
            if text.split("|")[-1].strip() == module:
                process.send_signal(signal.SIGINT)
                module = ""
        assert not module, "it was never imported"
    return process.returncode, "".join(text for text in said if not text.startswith("import time:"))


@pytest.mark.parametrize(
    "module", ["argparse", "explorer.base.bootstrap", "explorer.cli.dispatch", "explorer.cli.scene"]
)
@pytest.mark.parametrize("way", [("-m", "explorer"), ("explorer",)])
def test_an_interrupt_while_modules_load_leaves_no_traceback(way: tuple[str, ...], module: str) -> None:
    code, said = interrupted_at([*way, "exhibit", "line", "--seconds", "86400"], module)
    assert (code, said) == (130, "")


def test_an_interrupt_right_before_main_leaves_no_traceback() -> None:
    program = (
        "import runpy, signal\n"
        "restore = signal.signal\n"
        "def interrupted(number, handler):\n"
        "    restore(number, handler)\n"
        "    if handler is signal.default_int_handler: signal.raise_signal(number)\n"
        "signal.signal = interrupted\n"
        "runpy.run_module('explorer', run_name='__main__', alter_sys=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.parametrize("word", ["--list", "--no-such-option"])
def test_an_interrupt_while_python_ends_leaves_no_traceback(word: str) -> None:
    """A key that is held sends one after the other."""
    program = (
        "import atexit, runpy, signal, sys\n"
        f"sys.argv = ['explorer', 'exhibit', {word!r}]\n"
        "atexit.register(signal.raise_signal, signal.SIGINT)\n"
        "runpy.run_module('explorer', run_name='__main__', alter_sys=True)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode in (0, 130) and "Traceback" not in done.stderr and "ignored" not in done.stderr


def test_an_interrupt_at_work_leaves_no_traceback() -> None:
    code, said = interrupted_at(
        ["-m", "explorer", "exhibit", "line", "--seconds", "86400"], "explorer.exhibits.run"
    )
    assert (code, said) == (130, "")


def test_a_second_start_shows_that_it_waits(checkout: Path) -> None:
    with (checkout / ".venv.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waits = {language: started(checkout, LC_ALL=language) for language in ("C.UTF-8", "zh_CN.UTF-8")}
        said = {language: start.stderr.readline() for language, start in waits.items() if start.stderr}
    assert said == {
        "C.UTF-8": "Another start is preparing this folder. Waiting for it (0 s)\n",
        "zh_CN.UTF-8": "另一次启动正在准备此文件夹，正在等待其完成（0秒）\n",
    }
    done = [finished(start) for start in waits.values()]
    assert [code for code, _, _ in done] == [0, 0], done
    assert not (checkout / ".venv.lock").exists()


def test_a_line_on_a_terminal_counts_the_seconds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    times_s = iter((0.0, 0.0, 1.0, 14.0, 16.0, 32.0, 33.0))
    clock = SimpleNamespace(monotonic=lambda: next(times_s))  # other modules keep theirs
    monkeypatch.setattr(words, "time", clock)
    waiting = words.Waiting("Waiting")
    for _ in range(4):
        waiting.show()
    assert capsys.readouterr().err == "Waiting (0 s)\nWaiting (16 s)\n"
    waiting.live = True
    waiting.show()
    waiting.show()
    waiting.done()
    over = f"\r{' ' * 79}\r"  # the last line, blank: an old console would print an escape code
    assert capsys.readouterr().err == f"{over}Waiting (32 s){over}Waiting (33 s)\n"


def test_a_package_that_lost_a_file_is_repaired_by_the_next_start(checkout: Path) -> None:
    assert finished(started(checkout))[0] == 0
    (part,) = (checkout / ".venv").glob("lib/python*/site-packages/pebble/part_799.py")
    part.unlink()
    code, _, err = finished(started(checkout))
    assert code == 1 and "No module named 'pebble.part_799'" in err
    hello = checkout / "explorer/hello.py"
    reported = hello.read_text("utf-8").replace(
        "import pebble.part_799", "print(bootstrap.damaged()); raise SystemExit(2)"
    )
    (checkout / "explorer/damage.py").write_text(reported, "utf-8")
    reported = subprocess.run(
        [*(checkout / ".venv").glob("bin/python"), "-m", "explorer.damage"], cwd=checkout, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (
        reported.returncode == 2
        and "is damaged. Start again with a network connection to repair it" in reported.stdout
    ), reported
    code, _, err = finished(started(checkout))
    assert code == 0 and part.exists(), err


def test_what_was_deleted_as_unused_is_not_installed_again_and_hinders_no_other_version(
    checkout: Path,
) -> None:
    assert finished(started(checkout))[0] == 0
    (site,) = (checkout / ".venv").glob("lib/python*/site-packages")
    assert not (site / UNUSED).exists() and (site / INFO / "RECORD").read_text().count(UNUSED) == 1
    shutil.rmtree(checkout / ".venv/park-explorer-ready")
    code, _, err = finished(started(checkout))
    log = (checkout / ".venv/install.log").read_text("utf-8")
    assert code == 0 and "already satisfied: pebble" in log and "Installing collected" not in log, err
    write_wheel(checkout / "wheels/pebble-2.0-py3-none-any.whl")
    project = checkout / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace("pebble>=1", "pebble>=2"), "utf-8")
    code, _, err = finished(started(checkout))
    assert code == 0 and (site / "pebble-2.0.dist-info").exists() and not (site / INFO).exists(), err
    assert not (site / UNUSED).exists()


@pytest.mark.parametrize(
    ("output", "cause"),
    [
        (
            "WARNING: Retrying (Retry(total=4)) after connection broken by 'NewConnectionError(...: Failed to establish a "
            "new connection: [Errno -3] Temporary failure in name resolution')': /simple/numpy/\n"
            "ERROR: Could not find a version that satisfies the requirement numpy>=1.26 (from versions: none)\n"
            "ERROR: No matching distribution found for numpy>=1.26",
            "The package registry was not reached",
        ),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full."),
        ("ERROR: No matching distribution found for panda3d>=1.10", "There is no panda3d>=1.10 for Python 3"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))", "its certificate is not trusted"),
        ("ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: 'x'", "cannot be written to"),
    ],
)  # fmt: skip
def test_a_failure_names_its_cause(monkeypatch: pytest.MonkeyPatch, output: str, cause: str) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert cause in cause_of(output)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert cause not in cause_of(output) and "。" in cause_of(output)


def test_what_pip_repeats_is_one_sentence(checkout: Path) -> None:
    """No network: the index is a port of this machine where nobody answers."""
    (checkout / "wheels/pebble-1.0-py3-none-any.whl").unlink()
    deaf = {
        "PIP_NO_INDEX": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_RETRIES": "1",
        "PIP_TIMEOUT": "1",
    }
    code, _, err = finished(started(checkout, **deaf))
    assert code == 1
    log = checkout / ".venv/install.log"
    reported, where = err.splitlines()[-2:]
    assert where == f"What pip said: {log}"
    assert reported.startswith("The packages could not be installed. 127.0.0.1 was not reached")
    assert "-m pip config set global.index-url ADDRESS" in reported, "one way out: a mirror"
    assert reported.endswith("-m explorer --wheels FOLDER"), "the other: a folder"
    assert "WARNING" not in err and "WARNING" in log.read_text("utf-8")


def test_packages_come_from_a_folder_without_any_network(checkout: Path) -> None:
    """The registry that pip knows does not answer, and is not asked."""
    (checkout / "empty").mkdir()
    deaf = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": "http://127.0.0.1:9/"}
    for folder, said in (
        ("nowhere", "There is no folder nowhere"),
        ("empty", "The folder empty lacks pebble>=1"),
    ):
        code, _, err = finished(started(checkout, **deaf, PARK_EXPLORER_WHEELS=folder))
        assert code == 1 and said in err
    code, out, err = finished(started(checkout, **deaf, PARK_EXPLORER_WHEELS="wheels"))
    assert (code, Path(out.strip())) == (0, checkout / ".venv"), err


@pytest.mark.timeout(400)
def test_a_start_repairs_what_one_interrupted_at_any_moment_left(checkout: Path) -> None:
    """In turns Ctrl+C, kill, Ctrl+C, loss of power; a start that cannot repair never reaches the moment that comes next."""
    venv = checkout / ".venv"
    for number, (name, has_come) in enumerate(moments(checkout)):
        if number > 10:  # as if nothing had been installed: only pip is kept
            with (checkout / ".venv.lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)  # a pip whose parent was killed may still be at it
            shutil.rmtree(venv / "park-explorer-ready", ignore_errors=True)
            (venv / "install.log").unlink(missing_ok=True)
            if number % 2 == 0:
                for left in venv.glob("lib/python*/site-packages/pebble*"):
                    shutil.rmtree(left)
        start = started(checkout)
        begun = checkout / f"begun-{start.pid}"
        end_s = time.monotonic() + PATIENCE_S
        while not (begun.exists() and has_come()) and start.poll() is None:
            assert time.monotonic() < end_s, name
            time.sleep(0.002)
        assert has_come() or start.returncode == 0, (
            name,
            *finished(start),
        )  # all was there, but for the last word
        interrupted = number % 2 == 0
        with suppress(ProcessLookupError):
            if interrupted:
                os.killpg(start.pid, signal.SIGINT)
            elif number % 4 == 1:
                os.kill(start.pid, signal.SIGKILL)  # what it has started may go on
                start.wait()
            else:
                os.killpg(start.pid, signal.SIGKILL)
        if number % 4 == 1:
            start.communicate(timeout=PATIENCE_S)
            continue
        code, out, err = finished(start)
        assert "Traceback" not in err, (name, err)
        ended = code == 0 and str(venv) in out  # it was quicker
        assert ended or code in ((130, -signal.SIGINT) if interrupted else (-signal.SIGKILL,)), (
            name,
            code,
            err,
        )
    code, out, err = finished(started(checkout))
    assert (code, Path(out.strip())) == (0, venv), err
    code, out, err = finished(started(checkout))
    assert (code, err) == (0, ""), "and the next one has nothing to do"
