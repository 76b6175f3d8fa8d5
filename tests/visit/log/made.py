"""A ledger made by hand: six visits on two days, one of them two classes, whose figures can be worked out on paper."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from explorer.visit.log.database import connected, write
from explorer.visit.log.statistics import Answer, Hands, Page, Result, ZoneOpened


def at(day: int, hour: int, minute: int = 0) -> str:
    return f"2026-11-{day:02}T{hour:02}:{minute:02}:00+08:00"


def visit(
    begun: str,
    seconds: float,
    languages: tuple[str, str],
    ending: str | None,
    *,
    zones: tuple[tuple[str, float], ...] = (),
    acts: tuple[tuple[str, str, int], ...] = (),
    answers: tuple[tuple[str, int, bool], ...] = (),
    hands: tuple[tuple[int, str, int, bool, int], ...] = (),
    results: tuple[Result, ...] = (),
    mode: str = "kiosk",
) -> Page:
    return Page(
        1, begun, begun, mode, *languages, seconds, ending,
        tuple(ZoneOpened(i, zone, begun, s) for i, (zone, s) in enumerate(zones)),
        acts,
        tuple(Answer(i, q, option, right, begun) for i, (q, option, right) in enumerate(answers)),
        tuple(Hands(*raised) for raised in hands),
        results=results,
    )  # fmt: skip


VISITS = (
    visit(at(23, 10), 60, ("en", "en"), "silence", zones=(("data", 20), ("data", 40), ("net", 10)),
          acts=(("Open", "", 3), ("Turn", "chain", 4), ("Press", "chain", 1)),
          answers=(("block-400", 2, True), ("five-fields", 1, False))),
    visit(at(23, 10, 30), 120, ("en", "zh"), "start over", zones=(("data", 30), ("line", 60)),
          acts=(("Press", "line", 9),), answers=(("block-400", 3, False),)),
    visit(at(23, 15), 30, ("zh", "zh"), "silence"),
    visit(at(24, 9), 200, ("zh", "zh"), None, zones=(("net", 50),), acts=(("Press", "line", 2),),
          answers=(("block-400", 2, True),)),
    visit(at(24, 10, 59), 90, ("en", "en"), "quit", mode="explore"),
    visit(at(24, 14), 90, ("zh", "zh"), "quit", mode="teach",
          hands=((0, "block-400", 1, False, 7), (0, "block-400", 2, True, 15), (0, "block-400", 3, False, 0),
                 (1, "block-400", 2, True, 20), (1, "two-shares", 4, False, 3)),
          results=(Result(0, "line", 1, "loss", 20.0, "wip", 4.0), Result(0, "line", 2, "loss", 90.0, "wip", 1.5),
                   Result(1, "line", 1, "loss", 50.0, "wip", 3.0))),
)  # fmt: skip


def made(path: Path) -> Path:
    """Write them."""
    with closing(connected(path)) as db:
        for page in VISITS:
            write(db, page, None)
    return path
