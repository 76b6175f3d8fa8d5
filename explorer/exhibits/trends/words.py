"""Texts of the headset bench: actions, charts, walkthrough, and labels of parts."""

from __future__ import annotations

from collections.abc import Mapping

from ...base.total import total
from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, PartWords
from ..signs import Handle, Hot, Sign
from .chart import ROWS, arc_minutes
from .sight import LANES

ACTIONS = (
    Action(
        "foveate",
        Text("Foveation on or off"),
        Text("Keeps all pixels where you look and merges them into blocks elsewhere."),
    ),
    Action(
        "look_aside",
        Text("Look aside"),
        Text("Your gaze moves 20 degrees to the right of the chart."),
    ),
    Action(
        "look_back",
        Text("Look at the chart"),
        Text("Your gaze returns to the smallest letters."),
    ),
    Action(
        "new_chart",
        Text("Another chart"),
        Text("New random directions for the letters."),
    ),
)

CHARTS = (
    Chart(
        Text("Sharpness across the view"),
        ("here",),
        "profile",
        Text("degrees from the middle"),
    ),
    Chart(Text("Bits before compression"), ("full", "raw"), reach=(0, 210)),
)

WALKTHROUGH = (
    GuidedStep(
        Text("2,000 pixels over 100 degrees are 20 a degree. Which row of the chart can you still read?"),
        "look_back",
        (("pixels", 2000), ("fov_deg", 100.0), ("rate_hz", 90.0)),
        4.0,
        ask=Text("20 pixels a degree. Which row can you still read?"),
    ),
    GuidedStep(
        Text(
            "6,000 pixels at 120 Hz: as sharp as normal (20/20) sight. The bar of raw bits rises above "
            "every lane."
        ),
        values=(("pixels", 6000), ("rate_hz", 120.0)),
        ask=Text("6,000 pixels at 120 Hz. What happens to the bits?"),
        press=Text("Sharpen it"),
    ),
    GuidedStep(
        Text(
            "Switch foveation on. The chart looks the same where you look, and the bar drops below a "
            "lane's line."
        ),
        "foveate",
        ask=Text("Draw sharply only where you look. Do you see a difference?"),
    ),
    GuidedStep(
        Text(
            "Move the gaze aside, but keep your own eyes on the chart: here you see the pixels that were "
            "saved."
        ),
        "look_aside",
        ask=Text("Move the gaze aside. What was saved?"),
    ),
    GuidedStep(
        Text("Move it back, and the chart is sharp again."),
        "look_back",
        ask=Text("Move it back. Is the chart sharp again?"),
    ),
)

HANDLES = {
    "view": Handle("fov_deg", "right"),
    "stripes": Handle("pixels", "right"),
    "raw": Handle("rate_hz", "up"),
}

SIGNS = (
    Sign("row_1", Text("All 25 read", context="sign"), hot=Hot("read", least=25)),
    Sign("row_1", Text("Eye chart", context="sign")),
    Sign("stripes", Text("Finest stripes", context="sign"), "below"),
    Sign("view", Text("One row of pixels", context="sign"), "right"),
    Sign("raw", Text("Raw", context="sign"), reading="raw"),
    Sign("sent", Text("Compressed", context="sign"), reading="sent"),
    Sign("frames", Text("Frames on their way", context="sign")),
)


def part_words(
    found: Mapping[str, float], recognised: tuple[bool, ...], foveated: bool, gaze_deg: tuple[float, float]
) -> dict[str, PartWords]:
    """Labels of all parts that can be touched at the bench.

    Parameters
    ----------
    found : the readings.
    recognised : letters the program recognises.
    """
    words, first = {}, 0
    for row, (_, count, _) in enumerate(ROWS):
        read = total(recognised[first : first + count])
        first += count
        stroke = f"{arc_minutes(row):g}"
        words[f"row_{row + 1}"] = PartWords(
            Text("Row {row}: strokes of {stroke}′", row=row + 1, stroke=stroke),
            Text("a program reads {read} of {count}", read=read, count=count),
        )
    words["stripes"] = PartWords(
        Text("Stripes of 4′, 2′ and 1′"),
        Text("one pixel here: {here:.1f}′", here=60 / found["here"]),
    )
    words["gaze"] = PartWords(
        Text("Where you look"),
        Text("{gaze_deg:+.1f}° across, {gaze_deg2:+.1f}° up", gaze_deg=gaze_deg[0], gaze_deg2=gaze_deg[1]),
    )
    thinned = Text("some merged") if foveated else Text("none merged")
    words["view"] = PartWords(
        Text("One row of pixels across the view"),
        Text("{kept:.0f} % of all pixels drawn, {thinned}", kept=found["kept"], thinned=thinned),
    )
    words["raw"] = PartWords(Text("Raw bits"), _over(found["raw"]))
    words["sent"] = PartWords(Text("Bits after compression"), _over(found["sent"]))
    words["frames"] = PartWords(
        Text("Pictures on their way"),
        # i18n: {ten_thousands} is the same number in ten thousands, for languages that count so
        Text(
            "{millions:.2f} million pixels for each eye",
            millions=found["drawn"],
            ten_thousands=found["drawn"] * 100,
        ),
    )
    return words


def _over(gbit_s: float) -> Text:
    """A data rate, and the slowest lane that carries it."""
    rate = f"{gbit_s:.3g} Gbit/s"
    wide = next((lane.label for lane in LANES if lane.gbit_s >= gbit_s), None)
    if wide is None:
        return Text("{rate}: more than any lane", rate=rate)
    return Text("{rate}: fits {wide}", rate=rate, wide=wide)
