"""The catalogues have every text of the program, with its placeholders, and are compiled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import catalogues


@pytest.mark.parametrize("language", catalogues.COMPLETE)
def test_nothing_is_missing_in_a_language_that_is_shipped_as_complete(language: str) -> None:
    assert catalogues.faults(language) == []


@pytest.mark.parametrize("language", catalogues.COMPLETE)
def test_the_command_would_change_nothing(language: str) -> None:
    file = catalogues.po_file(language)
    assert catalogues.written(catalogues.merged(language)) == file.read_bytes(), (
        "run python -m tests.catalogues"
    )
    assert catalogues.compiled(catalogues.read(language)) == file.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ('Text("{count} of {whole}", count=1, whole=2)', "placeholders differ"),
        ('Text("nobody has translated this")', "not in the catalogue"),
        ('Text("{odd} part", "{odd} parts", odd=1)', "not in the catalogue"),
    ],
)
def test_what_a_translator_would_get_wrong_is_reported(
    source: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = catalogues.PACKAGE / "i18n" / "language.py"
    found = list(catalogues.texts_in(code))
    assert found, "texts are found in the code"
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    (tmp_path / "made.py").write_text(source, "utf-8")
    (text,) = catalogues.texts_in(tmp_path / "made.py")
    monkeypatch.setattr(catalogues, "texts", lambda: {("", text.english): text})
    catalogue = catalogues.read("zh")
    if fault == "placeholders differ":
        catalogue.add(text.english, "{count}")
    monkeypatch.setattr(catalogues, "read", lambda language: catalogue)
    (reported,) = catalogues.faults("zh")
    assert fault in reported


def test_a_text_that_is_put_together_cannot_be_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    (tmp_path / "made.py").write_text('Text(f"{number} parts")', "utf-8")
    with pytest.raises(catalogues.NotLiteral, match=r"made\.py:1"):
        list(catalogues.texts_in(tmp_path / "made.py"))
