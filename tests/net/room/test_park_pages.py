"""The park as pages for phones in the room: only files of its folder, compressed where the phone reads that."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from aiohttp import web

from explorer.cli.dispatch import parsed
from explorer.cli.room import NoRoom, room_of
from explorer.net.room.gateway import files


def test_a_phone_gets_the_files_of_the_folder_and_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text("<p>park", "utf-8")
    (folder / "data" / "core.js").write_text("PARK.put(1)" * 100, "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    (folder / "way-out").symlink_to(tmp_path / "secret.txt")
    first = files.of_park(folder, "", packs=True)
    assert first.content_type == "text/html"
    assert isinstance(first.body, bytes)
    assert gzip.decompress(first.body) == b"<p>park"
    plain = files.of_park(folder, "data/core.js", packs=False)
    assert plain.body == b"PARK.put(1)" * 100
    assert "default-src 'self'" in plain.headers["Content-Security-Policy"]
    for path in ("../secret.txt", "way-out", "data", "none.js", "/etc/passwd"):
        with pytest.raises(web.HTTPNotFound):
            files.of_park(folder, path, packs=True)


def test_the_page_of_phones_links_the_park_only_where_there_is_one() -> None:
    assert isinstance(files.page().body, bytes)
    assert b'href="/park/"' not in files.page().body
    with_park = files.page(with_park=True).body
    assert isinstance(with_park, bytes)
    assert b'href="/park/"' in with_park


def test_a_folder_that_is_no_edition_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match=r"index\.html"):
        room_of(parsed(["run", "--lan", "127.0.0.1", "--pages", str(tmp_path)]))
