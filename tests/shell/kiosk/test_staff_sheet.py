"""Staff set a booth on its screen: each change is kept, holds at once, and says what is missing before the show."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from explorer.i18n import Text
from explorer.shell.app import command_job
from explorer.shell.app.booth_desk import BoothDesk, slides_in
from explorer.shell.app.settings_store import SettingsStore
from explorer.shell.app.staff_exit import StaffExit
from explorer.shell.event_log.visit_recorder import VisitRecorder
from explorer.shell.kiosk import KioskLayer
from explorer.shell.kiosk.pin_pad import SETTINGS
from explorer.shell.kiosk.staff_sheet import IDLE_S, PAGES, StaffSheet
from explorer.shell.kiosk.time_field import TimeField
from explorer.shell.widgets import Button, Prose, Segmented, Switch
from explorer.shell.widgets.save_dialog import FolderDialog
from explorer.visit import KIOSK, Presence, Settings, StartOver, Visit
from explorer.visit.kiosk.acts import EnterStaff, SetPlan
from explorer.visit.kiosk.booth_plan import BoothPlan, Hours
from explorer.visit.log.figures import read
from explorer.visit.log.merged import Unreadable
from tests.processes import Patience, wait_until

from ..picture import real_park
from ..windows import Windows, draw_frames

Opened = tuple[KioskLayer, BoothDesk]


def picture(path: Path, colour: str = "#ff0000") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image = QImage(64, 36, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.save(str(path))
    return path


@pytest.fixture
def desk(tmp_path: Path) -> BoothDesk:
    made = BoothDesk(SettingsStore(tmp_path / "s.ini"), tmp_path / "scene", tmp_path / "visits.sqlite3")
    made.find_sticks = lambda: [p for p in [tmp_path / "stick" / "slides"] if p.is_dir()]
    made.minute = lambda: 600
    return made


@pytest.fixture
def opened(open_window: Windows, desk: BoothDesk) -> Iterator[Callable[[], KioskLayer]]:
    windows = []

    def open_booth() -> KioskLayer:
        window = open_window(KIOSK, staff_exit=StaffExit("1", lambda _: None), booth_desk=desk)
        windows.append(window)
        draw_frames(window)
        layer = window.layers[-1]
        assert isinstance(layer, KioskLayer)
        return layer

    yield open_booth
    for window in windows:
        window.end()


def sheet_of(layer: KioskLayer) -> StaffSheet:
    assert layer.staff_menu is not None
    layer.staff_menu.offer()
    layer.staff_menu.buttons[SETTINGS].click()
    assert not layer.staff_menu.isVisible()
    assert layer.staff_sheet is not None
    assert layer.staff_sheet.isVisible()
    return layer.staff_sheet


def half_of(path: Path) -> bytes:
    data = path.read_bytes()
    return data[: len(data) // 2 + 60]


def turn_to(sheet: StaffSheet, page: str) -> None:
    next(cell for cell in sheet.pages.cells if cell.option.value == page).click()


def control(sheet: StaffSheet, name: str, kind: type[QWidget]) -> QWidget:
    """A control, on whichever page it is: staff look for it."""
    for page in PAGES:
        if name not in sheet.controls:
            turn_to(sheet, page)
    found = sheet.controls[name]
    assert isinstance(found, kind)
    return found


def choose(sheet: StaffSheet, name: str, value: str) -> None:
    if name == "slides":
        turn_to(sheet, "loop")  # a stick may have come
    segmented = control(sheet, name, Segmented)
    assert isinstance(segmented, Segmented)
    next(cell for cell in segmented.cells if cell.option.value == value).click()


def test_a_change_is_kept_and_holds_at_once(opened: Callable[[], KioskLayer], desk: BoothDesk) -> None:
    layer = opened()
    sheet = sheet_of(layer)
    window = sheet.window()
    choose(sheet, "volume", "20")
    choose(sheet, "language", "zh")
    draw_frames(window)  # type: ignore[arg-type]
    visit = window.visit  # type: ignore[attr-defined]
    assert visit.kiosk.own.volume == 20
    assert visit.kiosk.own.language == "zh"
    assert SettingsStore(desk.store.path).booth_plan() == BoothPlan(language="zh", volume=20)


def test_opening_hours_close_the_booth_and_open_it_again(
    opened: Callable[[], KioskLayer], desk: BoothDesk
) -> None:
    layer = opened()
    sheet = sheet_of(layer)
    window = sheet.window()
    switch = control(sheet, "opening", Switch)
    assert isinstance(switch, Switch)
    switch.click()
    until = control(sheet, "opening_until", TimeField)
    assert isinstance(until, TimeField)
    for _ in range(32):  # from 18:00 to 10:00
        until.earlier.click()
    assert desk.plan.opening == Hours(9 * 60, 10 * 60)
    sheet.done.click()
    window.do(StartOver())  # type: ignore[attr-defined]
    draw_frames(window)  # type: ignore[arg-type]
    assert window.visit.kiosk.phase == "closed"  # type: ignore[attr-defined]
    assert layer.closed.isVisible()
    assert "09:00" in layer.closed.accessibleName()
    assert not layer.invitation.isVisible()
    desk.minute = lambda: 9 * 60 + 1
    draw_frames(window)  # type: ignore[arg-type]
    assert window.visit.kiosk.phase == "attract"  # type: ignore[attr-defined]
    assert not layer.closed.isVisible()


def test_outside_the_hours_the_show_may_go_on_dimmed(
    opened: Callable[[], KioskLayer], desk: BoothDesk
) -> None:
    desk.keep(BoothPlan(opening=Hours(9 * 60, 10 * 60)))
    layer = opened()
    sheet = sheet_of(layer)
    window = sheet.window()
    choose(sheet, "after_hours", "dim")
    sheet.done.click()
    window.do(StartOver())  # type: ignore[attr-defined]
    draw_frames(window)  # type: ignore[arg-type]
    visit = window.visit  # type: ignore[attr-defined]
    assert visit.kiosk.phase == "attract"
    assert visit.settings.volume == visit.settings.sound_volume == 0
    assert layer.closed.isVisible()
    assert layer.closed.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert layer.invitation.isVisible()


def test_staff_choose_the_tour_of_the_loop_from_those_on_offer(
    opened: Callable[[], KioskLayer], desk: BoothDesk
) -> None:
    sheet = sheet_of(opened())
    window = sheet.window()
    other = [tour.id for tour in real_park().tours.values() if tour.kind == "show"][1]
    choose(sheet, "loop", other)
    sheet.done.click()
    window.do(StartOver())  # type: ignore[attr-defined]
    assert window.visit.playback.tour.id == other  # type: ignore[attr-defined]
    sheet.offer()
    turn_to(sheet, "offer")
    control(sheet, f"hidden_tours.{other}", Switch).click()  # type: ignore[attr-defined]
    turn_to(sheet, "loop")
    assert "loop" not in sheet.controls  # only one is left


def test_numbers_of_today_leave_out_the_staff_who_read_them(
    opened: Callable[[], KioskLayer], desk: BoothDesk, tmp_path: Path
) -> None:
    database = desk.database
    assert database is not None

    def staff_stored() -> bool:
        with suppress(Unreadable):  # nothing is stored yet
            return read(database).staff == 1
        return False

    recorder = VisitRecorder.into(database, "kiosk")
    visit = Visit.begin(real_park(), KIOSK)
    touched = visit.after(Presence())
    recorder.acted(Presence(), visit, touched)
    recorder.advanced(touched, touched)
    let_in = touched.after(EnterStaff())
    recorder.acted(EnterStaff(), touched, let_in)
    recorder.advanced(let_in, let_in)
    try:
        # while the visit goes on
        wait_until(staff_stored, "staff are not stored", Patience(os.getpid()))
        assert read(database).visits == 0
        assert desk.today() is None
    finally:
        recorder.end()


def test_what_is_not_offered_needs_a_restart_and_says_so(
    opened: Callable[[], KioskLayer], desk: BoothDesk
) -> None:
    sheet = sheet_of(opened())
    assert not sheet.restart.isVisible()
    switch = control(sheet, "hidden_exhibits.net", Switch)
    assert isinstance(switch, Switch)
    switch.click()
    assert desk.plan.hidden_exhibits == {"net"}
    assert sheet.restart.isVisible()
    switch.click()
    assert not sheet.restart.isVisible()


def look_at_slides(layer: KioskLayer) -> None:
    """Let the booth look at its slides to the end."""

    def looked() -> bool:
        draw_frames(layer.invitation.window(), 1)  # type: ignore[arg-type]
        QApplication.processEvents()
        return layer.slide_check.is_done

    wait_until(looked, "the slides are not looked at", Patience(os.getpid()))


def test_slides_of_a_stick_are_shown_and_broken_ones_named_before_the_show(
    opened: Callable[[], KioskLayer], desk: BoothDesk, tmp_path: Path
) -> None:
    picture(tmp_path / "stick" / "slides" / "1.png")
    (tmp_path / "stick" / "slides" / "2.png").write_bytes(b"no picture")
    (tmp_path / "stick" / "slides" / "3.docx").write_bytes(b"words")
    layer = opened()
    sheet = sheet_of(layer)
    (tmp_path / "stick" / "slides" / "4.jpg").write_bytes(half_of(picture(tmp_path / "whole.jpg")))
    (tmp_path / "stick" / "slides" / "5.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(200))
    choose(sheet, "slides", "stick")
    look_at_slides(layer)
    assert [Path(slide.picture.path).name for slide in layer.slide_show.slides] == ["1.png"]
    faults = ["2.png", "3.docx", "4.jpg", "5.mp4"]
    assert [fault.name for fault in layer.slide_check.faults] == faults
    for page in ("today", "loop"):
        turn_to(sheet, page)
        shown = [prose.source for prose in sheet.findChildren(Prose)]
        assert all(any(words.startswith(name) for words in shown) for name in faults)
    window = sheet.window()
    assert window.visit.kiosk.slides_s == (10.0,)  # type: ignore[attr-defined]
    shutil.rmtree(tmp_path / "stick")
    warned = desk.warnings(desk.plan, frozenset(), frozenset())
    assert any("stick" in str(text) for text in warned)
    sheet.done.click()
    window.do(Presence())  # type: ignore[attr-defined]
    draw_frames(window)  # type: ignore[arg-type]
    window.do(StartOver())  # type: ignore[attr-defined]
    draw_frames(window)  # type: ignore[arg-type]
    assert window.visit.kiosk.slides_s == ()  # type: ignore[attr-defined]


def test_a_slide_that_goes_missing_is_left_out_and_the_show_goes_on(
    opened: Callable[[], KioskLayer], desk: BoothDesk, tmp_path: Path
) -> None:
    gone = picture(tmp_path / "scene" / "slides" / "1.png")
    desk.keep(BoothPlan(slides="scene"))
    layer = opened()
    window = layer.invitation.window()
    layer.bring_slides(desk.plan)
    look_at_slides(layer)
    assert len(layer.slide_show.slides) == 1
    gone.unlink()
    visit = window.visit  # type: ignore[attr-defined]
    window.visit = visit.advance(visit.playback.stop.hold_s + 0.5)  # type: ignore[attr-defined]
    for _ in range(40):
        draw_frames(window, 1)  # type: ignore[arg-type]
        QApplication.processEvents()
    assert window.visit.kiosk.slides_s == ()  # type: ignore[attr-defined]
    assert window.visit.kiosk.slide is None  # type: ignore[attr-defined]
    assert layer.slide_show.isHidden()


def test_names_the_scene_has_lost_and_a_full_disk_are_warned_of(
    desk: BoothDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = BoothPlan(hidden_exhibits=frozenset({"net", "gone"}))
    park = real_park()
    warned = desk.warnings(plan, frozenset(park.zones), frozenset(park.tours))
    assert [str(text) for text in warned] == [
        str(Text("The scene no longer has {name!r}; it is ignored.", name="gone"))
    ]
    usage = shutil.disk_usage(desk.store.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=3_000_000))
    assert len(desk.warnings(plan, frozenset(park.zones), frozenset(park.tours))) == 2


def test_staff_who_leave_it_open_lock_it_too(opened: Callable[[], KioskLayer]) -> None:
    sheet = sheet_of(opened())
    sheet.advance(IDLE_S - 1)
    sheet.touched()
    sheet.advance(IDLE_S - 1)
    assert sheet.isVisible()
    sheet.advance(2)
    assert not sheet.isVisible()


def wait_for(sheet: StaffSheet) -> None:
    for _ in range(600):
        QApplication.processEvents()
        if not sheet.test.runs:
            return
        sheet.thread().msleep(50)


def test_the_test_runs_beside_the_show_and_reports_line_by_line(
    opened: Callable[[], KioskLayer], monkeypatch: pytest.MonkeyPatch
) -> None:
    says = """
import os
for line in ('✓ Sound: 60 % of', 'Show  11% 1', 'Show  50% 2', '✗ Disk: full', '    → empty it'):
    print(line, flush=True)
print('PIN ' + os.environ['PARK_EXPLORER_PIN'])
print('Not ready. Fix first: Disk')
"""
    monkeypatch.setattr(BoothDesk, "test_command", ("-c", says))
    sheet = sheet_of(opened())
    button = control(sheet, "test", Button)
    assert isinstance(button, Button)
    button.click()
    assert not control(sheet, "test", Button).isEnabled()
    turn_to(sheet, "offer")  # the test goes on, and what it found is there on the way back
    wait_for(sheet)
    turn_to(sheet, "today")
    assert control(sheet, "test", Button).isEnabled()
    assert sheet.test.findings == ["✓ Sound: 60 % of", "✗ Disk: full\n    → empty it", "PIN 1"]
    assert (sheet.test.verdict, sheet.test.is_ready) == ("Not ready. Fix first: Disk", False)
    shown = [prose.source for prose in sheet.findChildren(Prose)]
    assert "Not ready. Fix first: Disk" in shown
    assert "✗ Disk: full\n    → empty it" in shown


def test_a_test_that_cannot_start_says_so(
    opened: Callable[[], KioskLayer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoothDesk, "python", "/nowhere/python")
    sheet = sheet_of(opened())
    control(sheet, "test", Button).click()  # type: ignore[attr-defined]
    wait_for(sheet)
    assert sheet.test.failed
    assert not sheet.test.is_ready


def test_staff_save_the_report_onto_a_stick_and_hear_why_not(
    opened: Callable[[], KioskLayer], desk: BoothDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    stick.mkdir()
    desk.find_disks = lambda: [stick]
    started: list[tuple[str, ...]] = []

    def start(process: QProcess, _module: str, *words: str) -> None:
        started.append(words)
        process.start(
            sys.executable, ["-c", f"import sys; print({progress!r}, file=sys.stderr); sys.exit({code})"]
        )

    monkeypatch.setattr(command_job, "start_module", start)
    layer = opened()
    sheet = sheet_of(layer)

    def shown_words() -> str:
        turn_to(sheet, "today")
        return "\n".join(prose.source for prose in sheet.findChildren(Prose))

    def press(name: str) -> None:
        sheet.report.controls[name].click()
        job = sheet.report.job
        if job is not None:
            assert not sheet.report.controls[name].isEnabled()
            wait_until(lambda: QApplication.processEvents() or job.is_over, "no end", Patience(os.getpid()))

    progress, code = "Report  33% report.csv", 0
    press(str(stick))
    files = sorted(Path(word).name for word in started[0] if word.startswith(str(stick)))
    day = date.today().isoformat()
    assert files == [f"booth-report-{day}{end}" for end in ("-visits.csv", ".csv", ".html")]
    assert str(desk.database) in started[0]
    assert f"Saved: {stick}" in shown_words()
    progress, code = "the disk is full", 2
    press(str(stick))
    assert "Nothing was written: the disk is full" in shown_words()
    stick.rmdir()  # pulled out
    press(str(stick))
    assert len(started) == 2
    assert f"The report could not be saved in {stick}: the folder does not exist" in shown_words()
    assert not stick.exists()
    sheet.report.controls["folder"].click()
    dialog = next(child for child in sheet.window().findChildren(FolderDialog))
    sheet.close_up()  # staff left it open
    assert not dialog.isVisible()


def test_the_same_slides_go_on_where_they_were_with_the_next_visitor(
    opened: Callable[[], KioskLayer], desk: BoothDesk, tmp_path: Path
) -> None:
    for name in ("1.png", "2.png"):
        picture(tmp_path / "scene" / "slides" / name)
    desk.keep(BoothPlan(slides="scene"))
    layer = opened()
    window = layer.invitation.window()
    window.do(SetPlan(desk.plan))  # type: ignore[attr-defined]
    layer.bring_slides(desk.plan)
    look_at_slides(layer)
    visit = window.visit  # type: ignore[attr-defined]
    window.visit = visit.advance(visit.playback.stop.hold_s + 0.5)  # type: ignore[attr-defined]
    assert window.visit.kiosk.next_slide == 1  # type: ignore[attr-defined]
    window.do(Presence())  # type: ignore[attr-defined]
    draw_frames(window)  # type: ignore[arg-type]
    assert layer.slide_show.isHidden()
    window.do(StartOver())  # type: ignore[attr-defined]
    draw_frames(window)  # type: ignore[arg-type]
    assert window.visit.kiosk.next_slide == 1  # type: ignore[attr-defined]


def test_a_low_window_with_large_text_has_room_for_all_words_of_staff(
    open_window: Windows, desk: BoothDesk
) -> None:
    settings = Settings(comfort="cut", language="zh", text_percent=200)
    exits = StaffExit("1", lambda _: None)
    window = open_window(KIOSK, staff_exit=exits, booth_desk=desk, settings=settings, size=(1024, 640))
    draw_frames(window)
    layer = window.layers[-1]
    assert isinstance(layer, KioskLayer)
    assert layer.staff_menu is not None
    layer.staff_menu.offer()
    draw_frames(window)
    for button in layer.staff_menu.buttons.values():
        assert button.height() >= button.sizeHint().height(), button.text()


def test_damaged_settings_leave_the_booth_as_it_was_started(tmp_path: Path) -> None:
    (tmp_path / "s.ini").write_text('[booth]\nplan="{\\"volume\\": \\"loud\\"}"\n')
    assert SettingsStore(tmp_path / "s.ini").booth_plan() == BoothPlan()


def test_today_counts_only_today(desk: BoothDesk) -> None:
    assert desk.today(date(2026, 1, 1)) is None
    assert slides_in(Path("nowhere")) == ([], [])
