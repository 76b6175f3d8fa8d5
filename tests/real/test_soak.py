"""The judge of the soak judges rightly: what is lost, what has grown, what came back late."""

from __future__ import annotations

from tests.real.soak import Outcome, growth, missing


def test_a_row_that_is_gone_or_smaller_is_missed() -> None:
    before = {("visit", 1): 10.0, ("zone", 1, 0, "data"): 4.0, ("act", 1, "Open", ""): 2}
    assert missing(before, {**before, ("visit", 2): 1.0}) == []
    assert missing(before, {**before, ("visit", 1): 9.0}) == ["('visit', 1)"]
    assert missing(before, {k: v for k, v in before.items() if k[0] != "act"}) == ["('act', 1, 'Open', '')"]


def test_growth_is_of_the_last_life_after_it_is_warm() -> None:
    early = [(1, float(s), 900.0) for s in range(30)]
    warming = [(2, 100.0 + s, mb) for s, mb in enumerate((300.0, 350, 380, 395, 399))]
    flat = [(2, 200.0 + s, 400.0 + (s % 2)) for s in range(12)]
    rising = [(2, 200.0 + s, 400.0 + 4 * s) for s in range(12)]
    assert growth([]) is None
    assert growth(early + warming + flat[:3]) is None
    assert abs(growth(early + warming + flat) or 0.0) < 0.005
    assert 0.05 < (growth(early + warming + rising) or 0.0) < 0.12


def test_what_did_not_hold_is_reported() -> None:
    good = Outcome(start_s=2.5, back_s=[4.0, 9.9], growth=0.01)
    assert good.faults(2) == []
    assert good.faults(3) == ["2 kills of 3"]
    bad = Outcome(
        start_s=2.5,
        back_s=[10.5],
        growth=0.04,
        lost=["('visit', 1)"],
        left_over=[7],
        errors=[{"event": "error"}],
    )
    assert len(bad.faults(1)) == 5
    assert (
        Outcome(start_s=6.0, back_s=[12.5], growth=0.0).faults(1) == []
    )  # a machine that is as slow to start
    assert Outcome(back_s=[1.0]).faults(1) == ["too few visits to judge memory"]
