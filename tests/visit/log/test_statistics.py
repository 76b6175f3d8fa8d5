"""What a visit comes to, counted without a clock."""

from __future__ import annotations

from explorer.visit.log.statistics import Hands, Moment, Page, VisitStatistics


def at(time_s: float) -> Moment:
    return Moment(time_s, f"2026-11-24T10:00:{time_s:06.3f}+08:00")


def begun(language: str = "en") -> VisitStatistics:
    statistics = VisitStatistics("kiosk")
    statistics.begin(at(0), language)
    return statistics


def page(statistics: VisitStatistics, time_s: float) -> Page:
    found = statistics.page(at(time_s))
    assert found is not None
    return found


def test_nothing_is_reported_of_nobody() -> None:
    statistics = VisitStatistics("kiosk")
    statistics.zone(at(1), "data")
    statistics.act("Open")
    statistics.answer(at(1), "block-400", 2, True)
    statistics.hands("block-400", 2, True, 3)
    statistics.next_lesson()
    statistics.speaks("zh")
    assert statistics.page(at(5)) is None
    assert statistics.end(at(6), "silence") is None


def test_news_are_reported_once_a_second_at_most_and_time_alone_every_ten() -> None:
    statistics = begun()
    reported = [s / 10 for s in range(1, 500) if statistics.page(at(s / 10)) is not None]
    assert reported == [0.1, 10.1, 20.1, 30.1, 40.1]
    statistics.act("Open")
    assert statistics.page(at(50.0)) is not None
    statistics.act("Open")
    assert statistics.page(at(50.9)) is None
    assert page(statistics, 51.0).acts == (("Open", "", 2),)


def test_a_zone_is_timed_while_it_is_open_and_told_again_until_it_closes() -> None:
    statistics = begun()
    statistics.zone(at(2), "data")
    assert [(z.number, z.zone, z.seconds) for z in page(statistics, 5).zones] == [(0, "data", 3)]
    statistics.zone(at(8), "net")
    assert [(z.number, z.zone, z.seconds) for z in page(statistics, 9).zones] == [
        (0, "data", 6),
        (1, "net", 1),
    ]
    statistics.zone(at(10), None)
    assert [(z.number, z.seconds) for z in page(statistics, 12).zones] == [(1, 2)]
    assert page(statistics, 40).zones == ()


def test_hands_are_reported_as_they_stand_and_those_of_the_next_class_beside_them() -> None:
    statistics = begun()
    for count in (1, 2, 3):
        statistics.hands("block-400", 2, True, count)
    statistics.hands("block-400", 1, False, 4)
    assert page(statistics, 1).hands == (
        Hands(0, "block-400", 2, True, 3),
        Hands(0, "block-400", 1, False, 4),
    )
    statistics.hands("block-400", 2, True, 2)
    statistics.next_lesson()
    statistics.hands("block-400", 2, True, 9)
    assert page(statistics, 3).hands == (Hands(0, "block-400", 2, True, 2), Hands(1, "block-400", 2, True, 9))
    assert page(statistics, 20).hands == ()


def test_the_last_page_says_how_it_ended_and_closes_the_zone() -> None:
    statistics = begun()
    statistics.zone(at(1), "data")
    statistics.speaks("zh")
    statistics.act("Turn", "chain")
    statistics.answer(at(3), "block-400", 2, True)
    last = statistics.end(at(4), "silence")
    assert last is not None
    assert (last.visit, last.ending, last.seconds) == (1, "silence", 4)
    assert (last.language_first, last.language_last) == ("en", "zh")
    assert last.zones[0].seconds == 3
    assert last.acts == (("Turn", "chain", 1),)
    assert (last.answers[0].question, last.answers[0].option, last.answers[0].right) == ("block-400", 2, True)
    assert not statistics.going_on


def test_the_next_visit_starts_from_nothing() -> None:
    statistics = begun("zh")
    statistics.act("Open")
    statistics.end(at(4), "silence")
    statistics.begin(at(10), "en")
    statistics.begin(at(11), "zh")  # already there
    second = page(statistics, 12)
    assert (second.visit, second.seconds, second.acts) == (2, 2, ())
    assert (second.language_first, second.language_last) == ("en", "en")
