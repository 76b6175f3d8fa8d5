"""Texts of the park: actions, readings, charts, walkthrough, and labels of parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...i18n import Text
from ..exhibit import Action, Chart, GuidedStep, Output, PartWords
from ..signs import Handle, Hot, Sign
from .market import NOWHERE
from .state import PLOTS, TERRACE, ParkState

ACTIONS = (
    Action(
        "three_hours",
        Text("Three hours on"),
        Text("The sun and the battery move on by three hours."),
    ),
    Action(
        "other_firms",
        Text("Other firms come"),
        Text("All plots are emptied, and firms with other wishes look for one."),
    ),
)

OUTPUTS = (
    Output("hour", Text("Hour"), "h", 0, 24),
    Output("sun_altitude_deg", Text("Height of the sun"), "°", -90, 90),
    Output("sun_azimuth_deg", Text("Direction of the sun, from north"), "°", 0, 360),
    Output("shadow_m", Text("Shadow of a 1 m post"), "m", 0, 30),
    Output("roofs_lit_percent", Text("Roofs in the sun"), "%", 0, 100),
    Output("solar_kw", Text("Power from the roofs"), "kW", 0, 2500),
    Output("load_kw", Text("Power used"), "kW", 0, 800),
    Output("grid_kw", Text("From the grid (negative: to it)"), "kW", -2500, 800),
    Output("battery_kwh", Text("In the battery"), "kWh", 0, 5000),
    Output("own_percent", Text("Own power since the start"), "%", 0, 100),
    Output("plots_built", Text("Plots built"), "plots", 0, PLOTS),
    Output("firms_here", Text("Firms in our park"), "firms", 0, PLOTS),
    Output("lower_firms", Text("Firms on the lower terrace"), "firms", 0, 8),
    Output("firms_settled", Text("Firms with a plot, all parks"), "firms", 0, 3 * PLOTS),
    Output(
        "own_settled",
        Text("Our firms with a plot"),
        f"of {PLOTS}",
        0,
        PLOTS,
        plain=Text("of our firms have a plot"),
    ),
    Output("next_door", Text("Our firms in a park next door"), f"of {PLOTS}", 0, PLOTS),
    Output("smiling", Text("Our firms with a plot better than 90 of 100"), f"of {PLOTS}", 0, PLOTS),
    Output(
        "fit",
        Text("How well their plots suit them"),
        "of 100",
        0,
        100,
        plain=Text("how well plots suit them"),
    ),
    Output("swaps_wanted", Text("Pairs that would rather swap"), "pairs", 0, 3600),
    Output("proposals", Text("Proposals made"), "proposals", 0, 3600),
    Output("moved", Text("Firms that moved last time"), "firms", 0, 3 * PLOTS),
)

CHARTS = (
    Chart(Text("Firms with a plot"), ("own_settled", "firms_here", "lower_firms")),
    Chart(Text("Power"), ("solar_kw", "load_kw", "grid_kw"), reach=(-1100, 1600)),
)

WALKTHROUGH = (
    GuidedStep(
        Text("Set the year to 2032: the last frames turn into buildings, and firms move to the new plots."),
        values=(("year", 2032), ("portals", 0), ("rent_cut_percent", 0.0), ("hours_per_s", 0.0)),
        watch_s=3.0,
        part="waiting",
        ask=Text("Set the year to 2032. What will stand on the empty plots?"),
        press=Text("Go to 2032"),
    ),
    GuidedStep(
        Text("Cut the rent of the lower terrace by 80 %. Green bars rise there, and firms choose again."),
        values=(("rent_cut_percent", 80.0),),
        watch_s=3.0,
        part="lower",
        ask=Text("Cut the rent of the lower terrace. Who moves in?"),
        press=Text("Cut the rent by 80 %"),
    ),
    GuidedStep(
        Text(
            "Open both portals: sixty firms choose among sixty plots. As a rule more of our own find one, "
            "and one that suits them better."
        ),
        values=(("portals", 2),),
        watch_s=4.0,
        ask=Text("Open both portals. Do our firms find better plots?"),
        press=Text("Open both portals"),
    ),
    GuidedStep(
        Text("Three hours on: shadows turn, roofs change colour, and the battery level changes."),
        "three_hours",
        (("hours_per_s", 1.0),),
        2.0,
        ask=Text("Three hours on. What does the sun change?"),
    ),
)


def captions(
    before: dict[str, int], now: dict[str, int], plots: int, suits: float, is_day: bool
) -> tuple[Text | None, ...]:
    """Captions of the steps after their effects, from where our firms were before the last matching and are now.

    Parameters
    ----------
    before, now : number of our firms with a plot, on the lower terrace, and next door.
    plots : number of built plots of our park.
    suits : how well plots suit our firms, 0..100.
    is_day : whether the sun is up.
    """
    settled, was = now["settled"], before["settled"]
    built = Text("{plots} plots stand, and {settled} of our 20 firms have one.", plots=plots, settled=settled)
    moved = Text(
        "Firms move to the lower terrace, {was} → {lower} of 8. With a plot: {before} → {settled} of 20.",
        was=before["lower"],
        lower=now["lower"],
        before=was,
        settled=settled,
    )
    stayed = Text(
        "Here {lower} of 8 plots of the lower terrace are taken; before, {was}.",
        lower=now["lower"],
        was=before["lower"],
    )
    wider = Text(
        "{was} → {settled} of our 20 firms have a plot, {away} of them next door. Fit: {suits:.0f} of 100.",
        was=was,
        settled=settled,
        away=now["away"],
        suits=suits,
    )
    same = Text("Here {settled} of our 20 firms have a plot; before, {was}.", settled=settled, was=was)
    dark = Text("Three hours on: the sun is down, and the battery level changes.")
    return (
        built,
        moved if now["lower"] > before["lower"] else stayed,
        wider if settled > was else same,
        None if is_day else dark,
    )


TERRACES = {
    "lower": Text("Lower terrace: rent"),
    "middle": Text("Middle terrace: shared laboratory"),
    "upper": Text("Upper terrace: power price"),
}

HANDLES = {
    "lower": Handle("rent_cut_percent", "up"),
    "battery": Handle("battery_kwh", "up"),
    "years": Handle("year", "right"),
}

SIGNS = (
    Sign("waiting", Text("All have a plot", context="sign"), hot=Hot("own_settled", least=20)),
    Sign("waiting", Text("With a plot", context="sign"), reading="own_settled"),
    Sign("lower", Text("Low rent", context="sign"), "below"),
    Sign("middle", Text("Shared laboratory", context="sign")),
    Sign("upper", Text("Cheap power", context="sign")),
    Sign("portal_west", Text("To other parks", context="sign")),
    Sign("battery", Text("Battery", context="sign")),
)


def part_words(
    state: ParkState,
    found: dict[str, float],
    *,
    offers: tuple[float, float, float],
    portals: int,
    battery_kwh: float,
    year: int,
    built: NDArray[np.bool_],
) -> dict[str, PartWords]:
    """Labels of all parts that can be touched in the park.

    Parameters
    ----------
    found : readings of the state.
    offers : of the three terraces, in percent.
    built : whether each plot is built in that year.
    """
    here = state.homes[(state.homes != NOWHERE) & (state.homes < PLOTS)]
    words = {}
    for terrace, (name, label) in enumerate(TERRACES.items()):
        firms, plots = int((TERRACE[here] == terrace).sum()), int(built[terrace == TERRACE].sum())
        words[name] = PartWords(
            label,
            Text(
                "offer {offer:.0f} %; {firms} on {plots}",
                offer=offers[terrace],
                firms=_firms(firms),
                plots=Text("{count} plot", "{count} plots", count=plots),
            ),
        )
    for number, name, label in (
        (1, "portal_west", Text("West portal")),
        (2, "portal_east", Text("East portal")),
    ):
        homes = state.homes[(state.homes >= number * PLOTS) & (state.homes < (number + 1) * PLOTS)]
        shut = portals < number
        words[name] = PartWords(
            label,
            Text("shut") if shut else Text("open; {firms} there", firms=_firms(len(homes))),
        )
    height = state.sun.altitude_deg
    words["sun"] = PartWords(
        Text("The sun over Shanghai"),
        Text("{height:.0f}° above the horizon at {hour}", height=height, hour=_clock(state.hour))
        if height > 0
        else Text("below the horizon at {hour}", hour=_clock(state.hour)),
    )
    words["battery"] = PartWords(
        Text("Battery", context="part"),
        Text(
            "{battery_kwh:,.0f} of {battery_kwh2:,.0f} kWh",
            battery_kwh=found["battery_kwh"],
            battery_kwh2=battery_kwh,
        ),
    )
    words["power"] = PartWords(
        Text("Power: roofs, firms, grid"),
        Text(
            "{solar_kw:,.0f}, {load_kw:,.0f}, {grid_kw:+,.0f} kW",
            solar_kw=found["solar_kw"],
            load_kw=found["load_kw"],
            grid_kw=found["grid_kw"],
        ),
    )
    plots = int(built.sum())
    words["years"] = PartWords(
        Text("Years 2020 to 2035"),
        Text("{year}: {built} of {PLOTS} plots built", year=year, built=plots, PLOTS=PLOTS),
    )
    without = int((state.homes == NOWHERE).sum())
    words["waiting"] = PartWords(
        Text("Firms without a plot"), Text("{count} firm", "{count} firms", context="figure", count=without)
    )
    return words


def _clock(hour: float) -> str:
    minutes = int(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _firms(count: int) -> Text:
    return Text("{count} firm", "{count} firms", count=count)
