"""Yesterday, tomorrow, next door: sun and power at any hour and year, and firms that choose plots in up to three parks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...i18n import Text
from ..exhibit import STEP_S, Exhibit, PartWords, parameter
from .market import NOWHERE, PICKY, Market
from .state import BUILT_IN, HALF_M, HEIGHT_M, MODEL, PLOTS, TERRACE, ParkState, Rules, middles_m
from .sun import Account, Array, Blocks, Flows, Sun, balance, lit_share, load_kw, solar_kw, sun_at
from .words import ACTIONS, CHARTS, HANDLES, OUTPUTS, SIGNS, WALKTHROUGH, captions, part_words

PROPOSALS_PER_STEP = 6
SMILES_FROM = 0.9
"""Share of all plots below a firm's plot from which it smiles."""
LONGEST_H = 0.1
"""Longest time over which sun and load are taken as constant, in hours."""

FIRMS, RATINGS, BUILDINGS = range(3)  # purposes of random numbers


class ParkWithoutWalls(Exhibit[ParkState]):
    """A park through the hours and the years, with two others next door.

    The sun moves over it, roofs charge a battery, and firms and plots choose each other until the matching is stable.
    """

    kind = "park"
    title = Text("Yesterday, tomorrow, next door")
    truth = "real arithmetic"
    limit = Text(
        "The sun's path and the matching are real. Firms, tastes, buildings, building years and "
        "loads are invented; every day is cloudless, power costs nothing, and neither does moving."
    )
    try_this = Text(
        "Set the year to 2032, cut the rent and see firms move to the lower terrace. Then open both "
        "portals: more of our firms find a plot, and one that suits them better."
    )
    actions = ACTIONS
    figures = ("own_settled", "fit")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES
    outputs = OUTPUTS

    year: int = parameter(
        2026,
        low=2020,
        high=2035,
        step=1,
        label=Text("Year"),
        meaning=Text("Back to 2020, before anything was built, or forward to the finished park."),
    )
    rent_cut_percent: float = parameter(
        0.0,
        low=0.0,
        high=100.0,
        step=5.0,
        unit="%",
        label=Text("Rent cut, lower terrace"),
        meaning=Text(
            "How much less rent the lower terrace of our park charges; some firms care more than others."
        ),
    )
    portals: int = parameter(
        0,
        low=0,
        high=2,
        step=1,
        unit="portals",
        label=Text("Open portals"),
        meaning=Text(
            "Each open portal adds another city's park to the same market, with its plots and its firms."
        ),
    )
    lab_percent: float = parameter(
        0.0,
        low=0.0,
        high=100.0,
        step=5.0,
        unit="%",
        expert=True,
        label=Text("Shared laboratory, middle terrace"),
        meaning=Text("How well it is equipped."),
    )
    power_cut_percent: float = parameter(
        0.0,
        low=0.0,
        high=100.0,
        step=5.0,
        unit="%",
        expert=True,
        label=Text("Cheaper power, upper terrace"),
        meaning=Text("How much less power from the roofs costs there."),
    )
    day: int = parameter(
        172,
        low=1,
        high=365,
        step=1,
        expert=True,
        label=Text("Day of the year"),
        meaning=Text("172 is 21 June, 355 is 21 December."),
    )
    hours_per_s: float = parameter(
        1.0,
        low=0.0,
        high=4.0,
        step=0.25,
        unit="h/s",
        expert=True,
        label=Text("Pace of the day"),
        meaning=Text("Hours of the day in one second of your visit."),
    )
    battery_kwh: float = parameter(
        2000.0,
        low=0.0,
        high=5000.0,
        step=100.0,
        unit="kWh",
        expert=True,
        label=Text("Battery"),
        meaning=Text("How much the battery holds."),
    )

    def start(self) -> ParkState:
        firms = self._firms_in_market()
        nobody = np.full(firms, NOWHERE, np.int64)
        market = self._market(0)
        while not market.settled:
            market = market.ask(PLOTS)
        homes = market.homes()
        hour = 8.0
        sun, lit, flows, _ = self._power(
            hour, int((homes[homes != NOWHERE] < PLOTS).sum()), Account(), LONGEST_H
        )
        return ParkState(
            ticks=0,
            hour=hour,
            wave=0,
            rules=self._rules(0),
            market=market,
            homes=homes,
            homes_before=nobody,
            moved=int((homes != NOWHERE).sum()),
            moved_ticks=0,
            sun=sun,
            lit=lit,
            flows=flows,
            account=Account(),
        )

    def step(self, state: ParkState) -> ParkState:
        state = self._matched(replace(state, ticks=state.ticks + 1))
        return self._later(state, self.hours_per_s * STEP_S)

    def act(self, state: ParkState, action: str) -> ParkState:
        match action:
            case "three_hours":
                for _ in range(round(3.0 / LONGEST_H)):
                    state = self._later(state, LONGEST_H)
                return state
            case "other_firms":
                return self._opened(replace(state, homes=np.full_like(state.homes, NOWHERE)), state.wave + 1)
        return super().act(state, action)

    def readings(self, state: ParkState) -> dict[str, float]:
        homes, built = state.homes, self.built()
        here = homes[(homes != NOWHERE) & (homes < PLOTS)]
        fits = state.market.suits(homes)[:PLOTS]
        return {
            "hour": state.hour,
            "sun_altitude_deg": state.sun.altitude_deg,
            "sun_azimuth_deg": state.sun.azimuth_deg,
            "shadow_m": state.sun.shadow_m,
            "roofs_lit_percent": 100.0 * float(state.lit.sum()) / max(1, int(built.sum()))
            if built.any()
            else 0.0,
            "solar_kw": state.flows.solar_kw,
            "load_kw": state.flows.load_kw,
            "grid_kw": state.flows.grid_kw,
            "battery_kwh": state.account.battery_kwh,
            "own_percent": 100.0 * state.account.own_share,
            "plots_built": int(built.sum()),
            "firms_here": len(here),
            "lower_firms": int((TERRACE[here] == 0).sum()),
            "firms_settled": int((homes != NOWHERE).sum()),
            "own_settled": int((homes[:PLOTS] != NOWHERE).sum()),
            "next_door": int((homes[:PLOTS] >= PLOTS).sum()),
            "smiling": int((fits >= SMILES_FROM).sum()),
            "fit": 100.0 * float(fits.mean()),
            "swaps_wanted": state.market.blocking(homes),
            "proposals": state.market.proposals,
            "moved": state.moved,
        }

    def caption(self, state: ParkState, number: int) -> Text | None:
        if not state.market.settled:
            return None
        before, now = (_whereabouts(homes[:PLOTS]) for homes in (state.homes_before, state.homes))
        suits = 100.0 * float(state.market.suits(state.homes)[:PLOTS].mean())
        return captions(before, now, int(self.built().sum()), suits, state.sun.altitude_deg > 0)[number]

    def parts(self, state: ParkState) -> dict[str, PartWords]:
        """Terraces, portals, sun, battery, power, years, and firms without a plot."""
        return part_words(
            state,
            self.readings(state),
            offers=(self.rent_cut_percent, self.lab_percent, self.power_cut_percent),
            portals=self.portals,
            battery_kwh=self.battery_kwh,
            year=self.year,
            built=self.built(),
        )

    def touched(self, state: ParkState, part: str) -> tuple[ParkWithoutWalls, ParkState]:
        """Grant a terrace half of its possible incentives, or withdraw them; open or close a portal."""
        offers = {"lower": "rent_cut_percent", "middle": "lab_percent", "upper": "power_cut_percent"}
        if part in offers:
            name = offers[part]
            return self.having(**{name: 0.0 if getattr(self, name) else 50.0}), state
        if part == "portal_west":
            return self.having(portals=0 if self.portals else 1), state
        if part == "portal_east":
            return self.having(portals=1 if self.portals == 2 else 2), state
        return self, state

    def built(self) -> NDArray[np.bool_]:
        """Which plots of our park are built in this year."""
        standing: NDArray[np.bool_] = self.year >= BUILT_IN
        return standing

    def blocks(self) -> Blocks:
        """Buildings of our park on its three terraces, in metres: east, north, up."""
        height = self.random(0, BUILDINGS).uniform(12.0, 40.0, PLOTS)
        middle, ground, half = MODEL * middles_m(), MODEL * HEIGHT_M[TERRACE], MODEL * HALF_M
        return Blocks(
            np.column_stack([middle - half, ground]), np.column_stack([middle + half, ground + height])
        )

    def _firms_in_market(self) -> int:
        return PLOTS * (1 + self.portals)

    def _rules(self, wave: int) -> Rules:
        return (
            self.year,
            self.portals,
            self.rent_cut_percent,
            self.lab_percent,
            self.power_cut_percent,
            wave,
        )

    def _market(self, wave: int) -> Market:
        """The market under the present rules, before the first proposal.

        The random tastes of three parks are drawn whether portals are open or not, so that opening one changes no
        taste.
        """
        random, most = self.random(wave, FIRMS), 3 * PLOTS
        taste = random.standard_normal((most, most)) - PICKY
        caring = random.uniform(0.0, 2.0, (most, 3))
        offer = np.array([self.rent_cut_percent, self.lab_percent, self.power_cut_percent]) / 100.0
        taste[:, :PLOTS] += caring[:, TERRACE] * offer[TERRACE]
        taste[:, :PLOTS][:, ~self.built()] = -np.inf
        ratings = self.random(wave, RATINGS)
        rating = ratings.standard_normal((most, most)) + 0.3 * ratings.standard_normal(most)[None, :]
        count = self._firms_in_market()
        return Market.of(taste[:count, :count], rating[:count, :count])

    def _opened(self, state: ParkState, wave: int) -> ParkState:
        """Open a new matching; firms keep their plots until it is over, unless a plot no longer exists."""
        market = self._market(wave)
        homes = market.kept(state.homes)
        return replace(
            state, wave=wave, rules=self._rules(wave), market=market, homes=homes, homes_before=homes
        )

    def _matched(self, state: ParkState) -> ParkState:
        """Make a few more proposals; after the last, firms walk to their new plots."""
        if state.rules != self._rules(state.wave):
            state = self._opened(state, state.wave)
        if state.market.settled:
            return state
        market = state.market.ask(PROPOSALS_PER_STEP)
        if not market.settled:
            return replace(state, market=market)
        homes = market.homes()
        return replace(
            state,
            market=market,
            homes=homes,
            homes_before=state.homes,
            moved=int((homes != state.homes).sum()),
            moved_ticks=state.ticks,
        )

    def _later(self, state: ParkState, hours: float) -> ParkState:
        """The park `hours` later; after midnight the same date begins again."""
        hour = (state.hour + hours) % 24.0
        firms = int(((state.homes != NOWHERE) & (state.homes < PLOTS)).sum())
        sun, lit, flows, account = self._power(hour, firms, state.account, hours)
        return replace(state, hour=hour, sun=sun, lit=lit, flows=flows, account=account)

    def _power(
        self, hour: float, firms: int, account: Account, hours: float
    ) -> tuple[Sun, Array, Flows, Account]:
        sun, blocks, standing = sun_at(self.day, hour), self.blocks(), self.built()
        lit = lit_share(sun, blocks, standing)
        power = solar_kw(sun, blocks, standing, lit)
        # while the day is paused flows are shown, and no energy moves
        after, flows = balance(account, power, load_kw(firms, hour), self.battery_kwh, hours or LONGEST_H)
        if hours == 0.0:
            after = replace(account, battery_kwh=min(account.battery_kwh, self.battery_kwh))
        return sun, lit, flows, after


def _whereabouts(homes: NDArray[np.int64]) -> dict[str, int]:
    """Number of our firms with a plot, on the lower terrace, and in a park next door."""
    here = homes[(homes != NOWHERE) & (homes < PLOTS)]
    return {
        "settled": int((homes != NOWHERE).sum()),
        "lower": int((TERRACE[here] == 0).sum()),
        "away": int((homes >= PLOTS).sum()),
    }
