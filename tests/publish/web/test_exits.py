"""What is made of a finished edition: one file, a lesson for a school's system, a sheet of codes to print."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from explorer import __main__ as cli
from explorer.park import Park
from explorer.publish.web.publish import Report
from explorer.publish.web.qr_sheet import qr_sheet
from explorer.publish.web.scorm import scorm_package
from explorer.publish.web.single import single_file

from .browser import COARSE, Browser

AT = "https://example.org/park/"
API = """
window.told = {}; window.API = { LMSInitialize: () => "true", LMSGetValue: () => "", LMSCommit: () => "true",
  LMSFinish: () => "true", LMSSetValue: (name, value) => { told[name] = value; return "true"; } };
"""


def test_one_file_shows_the_park_and_asks_for_nothing_else(
    browser: Browser, editions: dict[str, Report], tmp_path: Path
) -> None:
    file = tmp_path / "park.html"
    file.write_text(single_file(editions["pumps"].folder, "en"), "utf-8")
    browser.open(file.as_uri(), ratio=COARSE)
    browser.until("document.documentElement.dataset.state === 'ready'")
    browser.run("location.hash = '/showroom'")
    browser.until("document.querySelector('#card.open .lead')")
    asked = [url for url in browser.requests if not url.startswith(("data:", "blob:", "about:"))]
    assert {url.partition("#")[0] for url in asked} == {file.as_uri()}
    assert not browser.messages


def test_links_of_one_file_lead_to_its_address(editions: dict[str, Report]) -> None:
    page = single_file(editions["pumps"].folder, "de", AT)
    assert f'href="{AT}de/showroom.html"' in page
    assert not re.findall(r'href="de/', page)


def test_a_school_is_told_of_stops_and_questions(
    browser: Browser, editions: dict[str, Report], parks: dict[str, Park], tmp_path: Path
) -> None:
    packed = zipfile.ZipFile(
        io.BytesIO(scorm_package(editions["metaverse"].folder, parks["metaverse"], "en"))
    )
    manifest = ET.fromstring(packed.read("imsmanifest.xml"))
    space = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
    listed = {file.attrib["href"] for file in manifest.iter(f"{space}file")}
    assert listed | {"imsmanifest.xml"} == set(packed.namelist())
    assert manifest.findtext(f".//{space}schemaversion") == "1.2"
    packed.extractall(tmp_path)
    page = tmp_path / "index.html"
    page.write_text(page.read_text("utf-8").replace("<head>", f"<head><script>{API}</script>"), "utf-8")
    browser.open(page.as_uri(), ratio=COARSE)
    browser.until("document.documentElement.dataset.state === 'ready'")
    browser.run("location.hash = '/line'")
    browser.until("window.told['cmi.core.lesson_location'] === 'line'")
    assert browser.run("told['cmi.core.lesson_status']") == "incomplete"
    assert browser.run("told['cmi.suspend_data']") == "line"
    browser.run("document.querySelector('#asks').click()")
    browser.run(
        "document.querySelectorAll('#questions fieldset').forEach(f => f.querySelector(`[value='${f.dataset.right}']`).click())"
    )
    browser.run("document.querySelector('#check').click()")
    assert browser.run("told['cmi.core.score.raw']") == "100"
    assert browser.run("document.querySelectorAll('#questions fieldset').length") == len(
        parks["metaverse"].quiz
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_has_every_zone(parks: dict[str, Park], language: str, tmp_path: Path) -> None:
    park = parks["metaverse"]
    file = tmp_path / "codes.pdf"
    file.write_bytes(qr_sheet(park, AT, language))
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True).stdout.decode()
    words = re.sub(r"\s", "", text)
    for zone in park.zones.values():
        # pdftotext names some Chinese characters by their radicals
        wanted = re.sub(r"\s", "", f"{zone.number}{zone.title[language]}")
        assert re.search("".join(f"(?:{re.escape(letter)}|[\u2e80-\u2fdf])" for letter in wanted), words)
    info = subprocess.run(["pdfinfo", file], capture_output=True, check=True).stdout.decode()
    assert re.search(r"Pages:\s+2\b", info)
    assert "A4" in info


@pytest.mark.usefixtures("english")
def test_a_sheet_without_an_address_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = [
        "export",
        "--web",
        str(tmp_path / "out"),
        "--qr",
        str(tmp_path / "codes.pdf"),
        "--scene",
        "pumps",
    ]
    assert cli.main(words) == 2
    assert "--at" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
