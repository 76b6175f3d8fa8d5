"""The page in Chromium: the same look as the desktop, nothing from elsewhere, keys, phones, and what bad input gets."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from explorer.park import Park
from explorer.publish.film.film import arrived, final_frame
from explorer.publish.web.glsl import PROGRAMS
from explorer.publish.web.publish import Report
from explorer.stage import Stage
from explorer.visit import FlyTo, Settings, Visit
from explorer.visit.settings import DAY_PHASES

from .browser import (
    CHROMIUM,
    COARSE,
    DRAWS,
    FLAGS,
    NO_3D,
    Browser,
    Pixels,
    likeness,
    picture_in_firefox,
    picture_in_webkit,
)
from .conftest import ASSETS, SWAPPED
from .test_folder import packed, unpacked

READY = "['ready', 'plain'].includes(document.documentElement.dataset.state)"
MOST_CALLS = 200
LEAST_LIKENESS, SAME_LIKENESS = 0.88, 0.95
TAB, ENTER, ESCAPE = ("Tab", 9, ""), ("Enter", 13, "\r"), ("Escape", 27, "")
WITHOUT_WORDS = "document.head.insertAdjacentHTML('beforeend', '<style>#ui, #ui * {visibility: hidden !important}</style>')"

pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]
AXE = os.environ.get("PARK_EXPLORER_AXE", "")
Open = Callable[..., None]


@pytest.fixture
def open_page(browser: Browser, folder: Path) -> Open:
    def go(
        rest: str = "?lang=en&cut",
        width: int = 1280,
        height: int = 720,
        *,
        touch: bool = False,
        ratio: float = COARSE,
    ) -> None:
        browser.open(f"{folder.as_uri()}/index.html{rest}", width, height, touch=touch, ratio=ratio)
        browser.until(READY)

    return go


@pytest.fixture(scope="module")
def stage(parks: dict[str, Park]) -> Iterator[Stage]:
    made = Stage(parks["metaverse"], ASSETS, (1280, 720), quality="standard", frames="direct")
    yield made
    made.close()


def state(browser: Browser) -> str:
    return str(browser.run("document.documentElement.dataset.state"))


def test_every_program_compiles_for_the_page(browser: Browser, open_page: Open) -> None:
    open_page()
    for vertex, fragment in PROGRAMS:
        for defines in (
            "SUN_CLASS=2 FAR_LAND FAR_LAND_SPAN_M=1640.0 BY_MAP LAMPS",
            "SUN_CLASS=1 GLASS YIELDS",
            "SUN_CLASS=0 LAMPS_ON MIRROR ONE_TAP",
        ):
            for graded in ("", " GRADED"):
                browser.run(f"PARK.app.V.program('{vertex}', '{fragment}', '{defines}{graded}'), 1")
    assert browser.run("PARK.app.V.faults") == []
    browser.run("PARK.app.V.program('solid.vert', 'glow.frag'), 1")  # two that do not fit
    assert browser.run("PARK.app.V.faults.length") > 0


def drawn(park: Park, stage: Stage, light: str, zone: str = "") -> Pixels:
    """The desktop's final frame: the start, or the front view of a zone; without its soft background, which the page lacks."""
    phase = DAY_PHASES[light]  # type: ignore[index]
    visit = Visit.begin(park, settings=Settings(language="en", day_phase=phase, focus=False, comfort="cut"))
    return final_frame(arrived(visit, FlyTo(park.zones[zone].views.front.pose)) if zone else visit, stage)


@pytest.mark.parametrize("light", DAY_PHASES)
def test_the_page_looks_as_the_desktop_does(
    browser: Browser, open_page: Open, parks: dict[str, Park], stage: Stage, light: str
) -> None:
    open_page(f"?lang=en&cut&sharp&light={light}", ratio=1)
    browser.run("PARK.app.V.part('fine/-').then(() => 1)")
    browser.run(WITHOUT_WORDS)
    browser.run("new Promise(done => { PARK.app.V.dirty(); setTimeout(() => done(1), 1500); })")
    page, desktop = browser.picture(), drawn(parks["metaverse"], stage, light)
    assert likeness(page, desktop) >= LEAST_LIKENESS
    assert likeness(page, desktop[:, ::-1]) < 0.7  # another picture is far away
    assert browser.run("PARK.app.V.faults") == []
    assert browser.run("PARK.app.V.stats.calls") <= MOST_CALLS


def test_a_scenes_own_colours_are_those_of_the_page(browser: Browser, editions: dict[str, Report]) -> None:
    browser.open(f"{editions['pumps'].folder.as_uri()}/index.html?lang=en&cut&sharp&light=day")
    browser.until(READY)
    browser.run(WITHOUT_WORDS)

    def picture(table: str) -> Pixels:
        """Another light and back, so that its table is read anew."""
        browser.run(f"PARK.app.core.grades.day = {table}, PARK.app.V.light = 'dusk', 1")
        for light in ("dusk", "day"):
            browser.run(
                f"new Promise(done => {{ PARK.app.V.light = '{light}'; PARK.app.V.dirty(); setTimeout(() => done(1), 400); }})"
            )
        return browser.picture().astype(np.int16)

    graded = picture("PARK.app.core.grades.day")
    plain = picture("PARK.app.core.grades.dusk")
    assert browser.run("PARK.app.V.faults") == []
    assert np.abs(plain - plain[..., SWAPPED]).max() > 60
    assert np.abs(graded - plain[..., SWAPPED]).max() <= 2


@pytest.mark.parametrize("light", ["day", "dusk"])
@pytest.mark.parametrize("zone", ["line", "plaza"])
def test_a_zone_looks_as_on_the_desktop(
    browser: Browser, open_page: Open, parks: dict[str, Park], stage: Stage, zone: str, light: str
) -> None:
    """In the middle of the free window, without the outline; what is near comes with all its detail."""
    open_page(f"?lang=en&cut&sharp&light={light}#/{zone}", ratio=1)
    browser.until("document.querySelector('#card.open .lead')")
    browser.run(WITHOUT_WORDS)
    browser.run("PARK.app.V.shift = [0, 0], PARK.app.V.outlined = null, 1")
    for _ in range(3):  # what is near is told by a frame, and loaded after it
        browser.run("new Promise(done => { PARK.app.V.dirty(); setTimeout(() => done(1), 1000); })")
    page, desktop = browser.picture(), drawn(parks["metaverse"], stage, light, zone)
    assert likeness(page, desktop) >= LEAST_LIKENESS
    assert likeness(page, desktop[:, ::-1]) < 0.7
    beside = {"line": "factory", "plaza": "assembly"}[zone]
    assert browser.run(f"PARK.app.V.parts['fine/{beside}'] !== undefined")


@pytest.mark.parametrize("scene", ["metaverse", "pumps"])
def test_nothing_is_loaded_from_elsewhere(browser: Browser, editions: dict[str, Report], scene: str) -> None:
    root = editions[scene].folder.as_uri()
    browser.open(f"{root}/index.html?cut", ratio=COARSE)
    browser.until(READY)
    for zone in browser.run("PARK.app.core.park.walk"):
        browser.run(f"location.hash = '/{zone}', 1")
        browser.until(f"document.title.startsWith(PARK.app.say(PARK.app.core.park.zones['{zone}'].title))")
        browser.until("document.querySelector('#card.open .lead')")
    choose = "document.querySelector('#light')"
    browser.run(f"{choose}.value = 'night', {choose}.dispatchEvent(new Event('change')), 1")
    browser.until("document.documentElement.dataset.light === 'night'")
    for language in ("zh", "de"):
        asked = browser.requests
        assert all(address.startswith((f"{root}/", "data:", "about:")) for address in asked), asked
        browser.open(f"{root}/index.html?cut&light=dusk&lang={language}", ratio=COARSE)
        browser.until(READY)
        assert state(browser) == "ready"
    assert browser.messages == []
    assert len(browser.requests) > 8


def test_the_page_reads_the_models_as_python_does(browser: Browser, open_page: Open, folder: Path) -> None:
    open_page()
    script = (
        "PARK.get('fine/plaza').then(PARK.inflated).then(([head, data]) => { const u = PARK.unpack(head, data);"
        "const bytes = new Uint8Array(u.vertex); let s = ''; for (const b of bytes) s += String.fromCharCode(b);"
        "return [btoa(s), [...u.index]]; })"
    )
    vertex, index = browser.run(script)
    rows = np.frombuffer(base64.b64decode(vertex), np.uint8).reshape(-1, 28)
    corners, _ = unpacked(*packed(folder / "data/fine/plaza.js"))
    places = rows[:, :12].copy().view("<f4")[index]
    assert np.abs(places * 100 - corners).max() < 0.01
    lengths = np.linalg.norm(rows[:, 16:19].copy().view(np.int8), axis=1)
    assert np.median(np.abs(lengths - 127)) < 2  # normals are unit vectors


def test_keys_reach_everything(browser: Browser, open_page: Open) -> None:
    open_page()
    focused = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    reached = []
    for _ in range(40):
        browser.press(*TAB)
        reached.append(browser.run(focused))
    assert len({name for name in reached if name and name[0].isdigit()}) == 20
    assert "Look around" in reached
    assert "Deutsch" in reached
    browser.run("document.querySelector('.pin').focus()")
    browser.press(*ENTER)
    browser.until("document.querySelector('#card.open .lead')")
    assert browser.run("document.activeElement.id") == "card"
    browser.press(*ESCAPE)
    browser.until("!document.querySelector('#card.open')")
    browser.until("document.activeElement.className === 'pin'")
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert browser.run("document.querySelector('.pin.spot').hidden"), "none before its zone is open"
    browser.run("location.hash = '/line', 1")
    browser.until("document.querySelector('#card #spot-door') && !document.querySelector('.pin.spot').hidden")
    assert browser.run("getComputedStyle(document.querySelector('.pin.spot')).opacity") == "1", "in view"
    browser.run("document.querySelector('.pin.spot').focus()")
    browser.press(*ENTER)
    browser.until("document.activeElement.id === 'spot-door'")
    card = "document.querySelector('#card').getBoundingClientRect()"
    assert browser.run(f"document.activeElement.getBoundingClientRect().bottom <= {card}.bottom")
    browser.press(*ESCAPE)
    browser.until("document.querySelector('.pin.spot').hidden")
    browser.press("t", 84, "t")
    browser.until("document.documentElement.classList.contains('tour')")
    assert browser.run("document.querySelector('#caption p').textContent")
    browser.press(*ESCAPE)
    browser.until("!document.documentElement.classList.contains('tour')")


def test_the_address_says_where_one_is(browser: Browser, open_page: Open) -> None:
    open_page("?lang=zh&cut#/line")
    browser.until("document.querySelector('#card.open')")
    assert browser.run("document.documentElement.lang") == "zh-Hans"
    chinese = browser.run("document.title")
    browser.run("location.hash = '/data', 1")
    browser.until(f"document.title !== {json.dumps(chinese)}")
    browser.run("history.back(), 1")
    browser.until(f"document.title === {json.dumps(chinese)}")
    browser.run("location.hash = '/no-such-zone/try', 1")
    browser.until("!document.querySelector('#card.open')")
    assert state(browser) == "ready"


def test_the_tour_plays_to_its_end(browser: Browser, open_page: Open) -> None:
    open_page()
    stops = browser.run("PARK.app.core.park.tour.stops.length")
    browser.press("t", 84, "t")
    said = []
    for _ in range(stops):
        browser.until("document.querySelector('#caption p')?.textContent")
        said.append(browser.run("document.querySelector('#caption p').textContent"))
        browser.run("document.querySelector('#caption [data-by=\"1\"]').click()")
    assert len(set(said)) == stops
    browser.until("!document.documentElement.classList.contains('tour')")


def test_less_motion_stands_still(browser: Browser, folder: Path) -> None:
    browser.ask(
        "Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}]
    )
    try:
        browser.open(f"{folder.as_uri()}/index.html?lang=en#/line")
        browser.until(READY)
        browser.until("document.querySelector('#card.open') && PARK.app.V.parts['fine/line']")
        browser.run("new Promise(done => setTimeout(() => done(1), 1500))")
        before = browser.picture()
        browser.run("new Promise(done => setTimeout(() => done(1), 1500))")
        assert (browser.picture() == before).all()
    finally:
        browser.ask("Emulation.setEmulatedMedia", features=[])


@pytest.mark.parametrize(
    ("width", "height", "language"),
    [(390, 844, "en"), (360, 640, "zh"), (360, 640, "de"), (1280, 720, "de")],
)
def test_everything_fits_the_window(
    browser: Browser, open_page: Open, width: int, height: int, language: str
) -> None:
    open_page(f"?lang={language}&cut", width, height, touch=width < 500)
    outside = f"""[...document.querySelectorAll('#head, #langs button, #say *, #bar *, #card header *, #card button, #caption *')]
        .filter(e => e.checkVisibility() && e.getClientRects().length && !e.closest('option'))
        .filter(e => {{ const b = e.getBoundingClientRect();
            return b.left < -1 || b.right > {width} + 1 || b.top < -1 || b.bottom > {height} + 1; }})
        .map(e => e.outerHTML.slice(0, 80))"""
    small = """[...document.querySelectorAll('button, select')].filter(e => e.checkVisibility() && e.getClientRects().length)
        .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"""
    cut = """[...document.querySelectorAll('#say button, #bar button, #langs button')].filter(e => e.checkVisibility())
        .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    for step in (
        "1",
        "document.querySelector('#look')?.click()",
        "location.hash = '/line'",
        "location.hash = '/'",
    ):
        browser.run(f"{step}, new Promise(done => setTimeout(() => done(1), 400))")
        assert browser.run(outside) == [], step
        assert browser.run(small) == [], step
        assert browser.run(cut) == [], step
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run(
        "PARK.app.V.draw(), PARK.app.core.park.walk.map(id => PARK.app.V.project(PARK.app.core.park.zones[id].label))"
        ".filter(p => !p || Math.abs(p[0]) > 1 || Math.abs(p[1]) > 1).length"
    ) <= (0 if height > 1.5 * width else 2)


def test_a_device_that_saves_data_gets_near_detail_of_an_opened_zone_alone(
    browser: Browser, open_page: Open
) -> None:
    saves = "Object.defineProperty(navigator.connection, 'saveData', { get: () => true });"
    added = browser.ask("Page.addScriptToEvaluateOnNewDocument", source=saves)
    try:
        open_page()
        browser.run("new Promise(done => setTimeout(() => done(1), 2500))")
        assert not [address for address in browser.requests if "/data/fine/" in address]
        browser.run("location.hash = '/line', 1")
        browser.until("document.querySelector('#card.open .lead')")
        browser.run("new Promise(done => setTimeout(() => done(1), 2500))")
        near = {address.rpartition("/")[2] for address in browser.requests if "/data/fine/" in address}
        assert near == {"line.js", "-.js"}
    finally:
        browser.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])


def test_a_browser_older_than_its_inflating_shows_poster_and_list(browser: Browser, open_page: Open) -> None:
    lacks = browser.ask("Page.addScriptToEvaluateOnNewDocument", source="delete window.DecompressionStream;")
    try:
        open_page("?lang=de&cut")
        assert state(browser) == "plain"
        assert browser.run("document.querySelector('#notice').checkVisibility()")
        assert browser.run("document.querySelector('#places a').getAttribute('href')").startswith("de/")
    finally:
        browser.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=lacks["identifier"])


def test_a_slow_device_draws_fewer_pixels_while_the_camera_moves(browser: Browser, open_page: Open) -> None:
    open_page("?lang=en&cut&low", ratio=1)
    browser.until("document.querySelector('#park').width === innerWidth")
    browser.run("PARK.app.V.pose = { ...PARK.app.V.pose, azimuth: 20 }, 1")
    assert browser.run("document.querySelector('#park').width / innerWidth") == pytest.approx(0.6, abs=0.01)
    browser.until("document.querySelector('#park').width === innerWidth")
    before = browser.picture()
    browser.run("new Promise(done => setTimeout(() => done(1), 1500))")
    assert (browser.picture() == before).all()  # its water is still


def test_a_text_without_this_language_stands_in_another_one_and_says_so(
    browser: Browser, editions: dict[str, Report]
) -> None:
    root = editions["pumps"].folder.as_uri()  # a scene in German and English
    browser.open(f"{root}/index.html?lang=zh&cut#/showroom", ratio=COARSE)
    browser.until(READY)
    browser.until("document.querySelector('#card.open .lead')")
    assert browser.run("document.documentElement.lang") == "zh-Hans"
    lead = "document.querySelector('#card .lead').closest('[lang]').lang"
    assert browser.run(lead) in ("de", "en")
    assert browser.run("document.querySelector('#card .row').lang") == "zh-Hans"
    assert "英文" in browser.run("document.querySelector('#card > .note').textContent")
    browser.open(f"{root}/zh/showroom.html")
    assert browser.run("document.querySelector('main').lang") in ("de", "en")
    assert browser.run("document.querySelector('main .note').closest('[lang]').lang") == "zh-Hans"


def test_a_lost_graphics_context_leaves_poster_and_list(browser: Browser, open_page: Open) -> None:
    open_page()
    assert state(browser) == "ready"
    browser.run("PARK.app.V.gl.getExtension('WEBGL_lose_context').loseContext(), 1")
    browser.until("document.documentElement.dataset.state === 'plain'")
    browser.until("[...document.querySelectorAll('ul.zones a')].some(link => link.offsetParent)")


def test_without_webgl_there_are_poster_and_list(folder: Path, tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    assert NO_3D
    blind = Browser(tmp_path, draws=False)
    try:
        blind.open(f"{folder.as_uri()}/index.html?lang=zh")
        blind.until(READY)
        assert state(blind) == "plain"
        assert blind.run("document.querySelector('#notice').checkVisibility()")
        assert (
            len(blind.run("[...document.querySelectorAll('#places a')].map(a => a.getAttribute('href'))"))
            == 20
        )
        assert blind.run("document.querySelector('#places a').getAttribute('href')").startswith("zh/")
        assert blind.run("document.querySelector('#poster img').naturalWidth") > 0
    finally:
        blind.close()


def test_without_scripts_the_pages_are_whole(browser: Browser, folder: Path) -> None:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(f"{folder.as_uri()}/index.html")
        assert browser.run("document.querySelectorAll('#places a[href$=\".html\"]').length") >= 20
        assert browser.run("document.querySelector('#plain').checkVisibility()")
        browser.open(f"{folder.as_uri()}/en/line.html")
        assert browser.run("document.querySelectorAll('li[id^=C]').length") > 2
        data = base64.b64decode(browser.ask("Page.printToPDF")["data"])
        assert data.startswith(b"%PDF")
        assert len(data) > 20_000
    finally:
        browser.ask("Emulation.setScriptExecutionDisabled", value=False)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("data/first.js", 'PARK.put("first","AAAA")\n'),
        ("data/ground.js", "PARK.put("),
        ("data/core.js", "<html>404</html>"),
        ("data/letters/en.js", None),
    ],
)
def test_a_damaged_file_shows_poster_and_list(
    browser: Browser, folder: Path, tmp_path: Path, file: str, content: str | None
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "damaged"))
    (copy / file).unlink()
    if content is not None:
        (copy / file).write_text(content)
    browser.open(f"{copy.as_uri()}/index.html?lang=en&cut", ratio=COARSE)
    browser.until(READY)
    assert state(browser) == "plain"
    assert browser.run("document.querySelector('#notice').checkVisibility()")
    assert browser.run("[...document.querySelectorAll('#places a')].every(a => a.checkVisibility())")


def test_near_detail_that_is_damaged_spoils_nothing(browser: Browser, folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "damaged"))
    (copy / "data/fine/line.js").write_text("PARK.put(")
    (copy / "data/text/en.js").unlink()
    browser.open(f"{copy.as_uri()}/index.html?lang=en&cut#/line", ratio=COARSE)
    browser.until(READY)
    browser.until("document.querySelector('#card.open a[href=\"en/line.html\"]')")
    assert state(browser) == "ready"


def test_it_opens_from_a_folder_on_a_machine_without_any_network(
    browser: Browser, open_page: Open, folder: Path, tmp_path: Path
) -> None:
    apart = shutil.which("unshare")
    if apart is None or subprocess.run([apart, "-rn", "true"], check=False, capture_output=True).returncode:
        pytest.skip("No network namespace can be made here: unshare -rn")
    address, picture = f"{folder.as_uri()}/index.html?lang=en&cut&sharp", tmp_path / "page.png"
    words = [flag for flag in (*FLAGS, *DRAWS) if "debugging" not in flag]
    words += [
        "--window-size=1280,720",
        "--virtual-time-budget=20000",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    subprocess.run(
        [apart, "-rn", str(CHROMIUM), *words, f"--screenshot={picture}", address],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    open_page("?lang=en&cut&sharp", ratio=1)
    browser.run("new Promise(done => setTimeout(() => done(1), 1500))")
    shown = np.asarray(Image.open(picture).convert("RGB"))
    assert likeness(shown, browser.picture()) > SAME_LIKENESS


def test_firefox_draws_the_same_picture(
    browser: Browser, open_page: Open, folder: Path, tmp_path: Path
) -> None:
    firefox, screen = shutil.which("firefox-esr") or shutil.which("firefox"), shutil.which("xvfb-run")
    if firefox is None or screen is None:
        pytest.skip("Firefox or its screen is not installed: apt-get install firefox-esr xvfb")
    address = f"{folder.as_uri()}/index.html?lang=en&cut&sharp"
    firefox_picture = picture_in_firefox((screen, "-a", firefox), tmp_path, address, READY)
    open_page("?lang=en&cut&sharp", ratio=1)
    browser.run("new Promise(done => setTimeout(() => done(1), 1500))")
    assert likeness(firefox_picture, browser.picture()) > SAME_LIKENESS


def test_webkit_draws_the_same_picture(browser: Browser, open_page: Open, folder: Path) -> None:
    """The engine of Safari, as GTK has it."""
    webkit, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    if webkit is None or screen is None:
        pytest.skip("WebKitGTK or its screen is not installed: apt-get install webkit2gtk-driver xvfb")
    address = f"{folder.as_uri()}/index.html?lang=en&cut&sharp"
    on_screen = (screen, "-a", "-s", "-screen 0 1280x1024x24", webkit)
    webkit_picture = picture_in_webkit(on_screen, address, READY, WITHOUT_WORDS)
    assert webkit_picture.shape == (720, 1280, 3)
    open_page("?lang=en&cut&sharp", ratio=1)
    browser.run(WITHOUT_WORDS)
    browser.run("new Promise(done => setTimeout(() => done(1), 1500))")
    assert likeness(webkit_picture, browser.picture()) > SAME_LIKENESS


def violations(browser: Browser) -> list[list[object]]:
    """What axe-core finds on the page: rule, and up to three elements."""
    browser.run(f"{Path(AXE).read_text('utf-8')}; 1")
    rules = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'] }"
    found: list[list[object]] = browser.run(
        f"axe.run({rules}).then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 120))]))"
    )
    return found


@pytest.mark.skipif(not AXE, reason="PARK_EXPLORER_AXE names no axe.min.js of the npm package axe-core")
@pytest.mark.parametrize("rest", ["", "#/line", "list", "tour", "dusk", "plain", "plain page"])
def test_axe_finds_nothing(browser: Browser, open_page: Open, folder: Path, rest: str) -> None:
    query = "&light=dusk" if rest == "dusk" else "&plain" if rest == "plain" else ""
    if rest == "plain page":
        browser.open(f"{folder.as_uri()}/en/line.html")
    else:
        open_page(f"?lang=en&cut{query}{rest if rest.startswith('#') else ''}")
    if rest == "#/line":
        browser.until("document.querySelector('#card.open')")
    if rest == "list":
        browser.run("document.querySelector('#list').showModal(), 1")
    if rest == "tour":
        browser.press("t", 84, "t")
    assert violations(browser) == []
