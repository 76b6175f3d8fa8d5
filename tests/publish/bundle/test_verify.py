"""Whether a packed program is as it was made, and whose it is: hashes, signatures, and what is said where they do not fit."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.base import minisign
from explorer.base.checksums import SIGNATURE, SUMS, sums_of
from explorer.i18n import tr
from explorer.publish.bundle.assembly import write_archive

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    minisign.make_key(tmp_path / "own.key")
    return tmp_path / "own.key"


@pytest.fixture
def top(tmp_path: Path, key: Path) -> Path:
    """A folder like a bundle, signed."""
    top = tmp_path / "park"
    for name, text in (("app/a.py", "a"), ("app/b.py", "b"), ("start", "start")):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, "utf-8")
    sign(top, key)
    return top


def sign(top: Path, key: Path) -> None:
    (top / SUMS).write_text(sums_of(top), "utf-8")
    (top / SIGNATURE).write_text(minisign.sign(top / SUMS, minisign.signing_key(key), "park 1"), "utf-8")


def packed(top: Path, suffix: str) -> Path:
    archive = top.with_name(f"park{suffix}")
    write_archive(top, archive, lambda share, what: None)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n", "ascii")
    return archive


def verified(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> tuple[int, str]:
    """Exit code and what was printed; the bar is not looked at."""
    code = cli.main(["verify", str(path), *words])
    printed = capsys.readouterr()
    lines = [line for line in (printed.out + printed.err).splitlines() if "Verifying" not in line and line]
    return code, "\n".join(lines)


@pytest.mark.parametrize("suffix", ["", ".zip", ".tar.xz"])
def test_what_is_as_it_was_made_is_verified(
    suffix: str, top: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packed(top, suffix) if suffix else top
    number = minisign.signing_key(key).public.name
    signed = f"3 files are unchanged.\nSigned with the key {number}: park 1"
    assert verified(capsys, path, "--key", f"{key}.pub") == (0, signed)
    line = Path(f"{key}.pub").read_text("ascii").splitlines()[1]
    assert verified(capsys, path, "--key", line) == (0, signed), "the line alone, as it is printed on paper"
    code, text = verified(capsys, path)
    assert code == 0 and f"names the key {number} as that of its signature" in text


@pytest.mark.parametrize("suffix", ["", ".zip", ".tar.xz"])
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda top: (top / "app/a.py").write_text("A"), "app/a.py was changed."),
        (lambda top: (top / "app/a.py").unlink(), "app/a.py is missing."),
        (lambda top: (top / "app/c.py").write_text("c"), "app/c.py was added: it is not in the list."),
        (lambda top: (top / "app/link").symlink_to("/etc/passwd"), "app/link was added: it is not in the list."),
        (lambda top: (top / SIGNATURE).unlink(), "It is not signed: nobody vouches for SHA256SUMS."),
        (lambda top: (top / SUMS).write_text(sums_of(top) + "0" * 64 + "  d\n"), "one of them was changed"),
        (lambda top: (top / SUMS).unlink(), "it holds no SHA256SUMS"),
        (lambda top: (top / SUMS).write_bytes(b"\xff\n"), "SHA256SUMS is damaged"),
        (lambda top: (top / SIGNATURE).write_text("x\ny\n"), "not a minisign key or signature, or damaged"),
    ],
)  # fmt: skip
def test_each_change_has_its_own_sentence(
    suffix: str, change: object, sentence: str, top: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(top)  # type: ignore[operator]
    code, text = verified(capsys, packed(top, suffix) if suffix else top, "--key", f"{key}.pub")
    assert code == 2 and sentence in text and "Traceback" not in text


def test_a_foreign_key_is_told_from_ours(top: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even one that says it has the number of ours; and whoever signs anew what he has changed signs with his own."""
    other = key.with_name("other.key")
    number = minisign.make_key(other).name
    code, text = verified(capsys, top, "--key", f"{other}.pub")
    own = minisign.signing_key(key).public
    assert code == 2 and f"signed with another key ({own.name}), not with the one given ({number})" in text
    same_number = (
        minisign.VerifyKey(own.number, minisign.signing_key(other).public.raw).text().splitlines()[1]
    )
    code, text = verified(capsys, top, "--key", same_number)
    assert code == 2 and "the signature does not match" in text
    (top / "app/a.py").write_text("A", "utf-8")
    sign(top, other)
    code, text = verified(capsys, top, "--key", f"{key}.pub")
    assert code == 2 and "signed with another key" in text


def test_an_archive_is_what_the_file_beside_it_says(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = packed(top, ".zip")
    beside = archive.with_name("park.zip.sha256")
    beside.write_text(beside.read_text("ascii").replace("a", "b"), "ascii")
    code, text = verified(capsys, archive)
    assert code == 2 and "park.zip does not match park.zip.sha256." in text
    raw = bytearray(archive.read_bytes())
    raw[60] ^= 1  # in the data of its first file
    archive.write_bytes(raw)
    code, text = verified(capsys, archive)
    assert code == 2 and "it cannot be read" in text
    code, text = verified(capsys, archive.with_name("nothing"))
    assert code == 2 and "there is nothing at this path" in text


def test_a_file_that_lies_twice_in_an_archive_is_added(top: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs that unpack take the last one."""
    archive = packed(top, ".zip")
    archive.with_name("park.zip.sha256").unlink()
    with zipfile.ZipFile(archive, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("park/app/a.py", "A")
    code, text = verified(capsys, archive)
    assert code == 2 and "app/a.py was added" in text


def test_a_key_is_never_written_over_and_is_for_its_owner_alone(
    key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = key.read_bytes()
    assert key.stat().st_mode & 0o777 == 0o600
    assert cli.main(["verify", "--new-key", str(key)]) == 2 and key.read_bytes() == before
    assert "could not be written" in capsys.readouterr().err
    assert cli.main(["verify", "--new-key", str(tmp_path / "second")]) == 0
    assert (tmp_path / "second.pub").is_file()
    assert cli.main(["verify"]) == 2 and "Name the folder or archive" in capsys.readouterr().err


def test_a_key_that_cannot_sign_is_refused(key: Path, tmp_path: Path) -> None:
    lines = key.read_text("ascii").splitlines()
    raw = bytearray(base64.b64decode(lines[1]))
    for place, value, words in (
        (2, 0x53, "locked with a password"),
        (0, 0, "is no signing key"),
        (70, 0, "is no signing key"),
    ):
        changed = bytearray(raw)
        changed[place] = value if value else changed[place] ^ 1
        (tmp_path / "bad").write_text(f"{lines[0]}\n{base64.b64encode(changed).decode()}\n", "ascii")
        with pytest.raises(minisign.NotVerified) as fault:
            minisign.signing_key(tmp_path / "bad")
        assert words in tr(fault.value.words, "en")


@pytest.mark.skipif(shutil.which("minisign") is None, reason="the program minisign is not installed here")
def test_minisign_itself_reads_what_we_write_and_we_what_it_writes(
    top: Path, key: Path, tmp_path: Path
) -> None:
    def run(*words: str) -> int:
        return subprocess.run(["minisign", *words], capture_output=True, check=False).returncode

    assert run("-V", "-p", f"{key}.pub", "-m", str(top / SUMS)) == 0
    (top / SIGNATURE).unlink()
    assert run("-S", "-s", str(key), "-t", "by minisign", "-m", str(top / SUMS)) == 0
    signature = (top / SIGNATURE).read_bytes()
    public = minisign.verify_key(f"{key}.pub")
    assert minisign.verify(SUMS, top / SUMS, signature, public) == "by minisign"
    assert run("-G", "-W", "-p", str(tmp_path / "m.pub"), "-s", str(tmp_path / "m.key")) == 0
    assert minisign.signing_key(tmp_path / "m.key").public == minisign.verify_key(str(tmp_path / "m.pub"))
