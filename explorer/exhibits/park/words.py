"""What a visitor reads in the park: actions, readings, charts, the experiment, and words for what can be touched."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..exhibit import Action, Chart, Label, Output, PartWords, Trial, counted
from .market import NOWHERE
from .plots import PLOTS, TERRACE
from .state import ParkState

ACTIONS = (
    Action(
        "three_hours",
        Label("Three hours on", "快进三小时"),
        Label("The sun and the battery move on by three hours.", "太阳与蓄电池前进三小时。"),
    ),
    Action(
        "other_firms",
        Label("Other firms come", "换一批企业"),
        Label(
            "All plots are emptied, and firms with other wishes look for one.",
            "地块清空，另一批意愿不同的企业前来选址。",
        ),
    ),
)

OUTPUTS = (
    Output("hour", Label("Hour", "时刻"), "h", 0, 24),
    Output("sun_altitude_deg", Label("Height of the sun", "太阳高度角"), "°", -90, 90),
    Output("sun_azimuth_deg", Label("Direction of the sun, from north", "太阳方位角（自北起）"), "°", 0, 360),
    Output("shadow_m", Label("Shadow of a 1 m post", "1米立杆的影长"), "m", 0, 30),
    Output("roofs_lit_percent", Label("Roofs in the sun", "日照屋顶占比"), "%", 0, 100),
    Output("solar_kw", Label("Power from the roofs", "屋顶发电"), "kW", 0, 2500),
    Output("load_kw", Label("Power used", "用电功率"), "kW", 0, 800),
    Output("grid_kw", Label("From the grid (negative: to it)", "电网供电（负值为上网）"), "kW", -2500, 800),
    Output("battery_kwh", Label("In the battery", "蓄电池电量"), "kWh", 0, 5000),
    Output("own_percent", Label("Own power since the start", "开始以来自给率"), "%", 0, 100),
    Output("plots_built", Label("Plots built", "已建地块"), "plots", 0, PLOTS),
    Output("firms_here", Label("Firms in our park", "在本园落户的企业"), "firms", 0, PLOTS),
    Output("lower_firms", Label("Firms on the lower terrace", "下层台地企业"), "firms", 0, 8),
    Output("firms_settled", Label("Firms with a plot, all parks", "各园已落户企业"), "firms", 0, 3 * PLOTS),
    Output("own_settled", Label("Our firms with a plot", "本园企业已落户"), f"of {PLOTS}", 0, PLOTS),
    Output("fit", Label("How well their plots suit them", "地块对它们的合意度"), "of 100", 0, 100),
    Output("swaps_wanted", Label("Pairs that would rather swap", "想换的企业–地块对"), "pairs", 0, 3600),
    Output("proposals", Label("Proposals made", "已提申请"), "proposals", 0, 3600),
    Output("moved", Label("Firms that moved last time", "上次搬迁的企业"), "firms", 0, 3 * PLOTS),
)

CHARTS = (
    Chart(Label("Firms with a plot", "已落户企业"), ("own_settled", "firms_here", "lower_firms")),
    Chart(Label("Power", "电力"), ("solar_kw", "load_kw", "grid_kw")),
)

EXPERIMENT = (
    Trial(
        Label(
            "Set the year to 2032: the last frames turn into buildings, and firms move to the new plots.",
            "把年份设为2032：最后几个空框变成建筑，企业搬进新地块。",
        ),
        values=(("year", 2032), ("portals", 0), ("rent_cut_percent", 0.0)),
        watch_s=3.0,
    ),
    Trial(
        Label(
            "Cut the rent of the lower terrace by 80 %. Green bars rise there, and firms move in until it is nearly full.",
            "下层台地减租80%：绿条升起，企业搬来，几乎住满。",
        ),
        values=(("rent_cut_percent", 80.0),),
        watch_s=3.0,
    ),
    Trial(
        Label(
            "Open both portals: sixty firms choose among sixty plots. More of our own find one, and one that suits them better.",
            "打开两道传送门：六十家企业在六十个地块中选择。本园落户的企业更多，地块也更合意。",
        ),
        values=(("portals", 2),),
        watch_s=4.0,
    ),
    Trial(
        Label(
            "Three hours on: shadows turn, roofs change colour, and the battery level changes.",
            "快进三小时：影子转向，屋顶变色，蓄电池的电量也变了。",
        ),
        "three_hours",
        watch_s=2.0,
    ),
)

TERRACES = {
    "lower": Label("Lower terrace: rent", "下层台地：租金"),
    "middle": Label("Middle terrace: shared laboratory", "中层台地：共享实验室"),
    "upper": Label("Upper terrace: power price", "上层台地：电价"),
}


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
    """Words for everything that can be touched in the park.

    Parameters
    ----------
    found : the readings of the state.
    offers : in percent, of the three terraces.
    built : whether each plot stands in that year.
    """
    here = state.homes[(state.homes != NOWHERE) & (state.homes < PLOTS)]
    words = {}
    for terrace, (name, label) in enumerate(TERRACES.items()):
        firms, plots = int((TERRACE[here] == terrace).sum()), int(built[terrace == TERRACE].sum())
        words[name] = PartWords(
            label,
            Label(
                f"offer {offers[terrace]:.0f} %; {counted(firms, 'firm')} on {counted(plots, 'plot')}",
                f"优惠{offers[terrace]:.0f}%；{plots}个地块上有{firms}家企业",
            ),
        )
    for number, name, label in (
        (1, "portal_west", Label("West portal", "西传送门")),
        (2, "portal_east", Label("East portal", "东传送门")),
    ):
        homes = state.homes[(state.homes >= number * PLOTS) & (state.homes < (number + 1) * PLOTS)]
        shut = portals < number
        words[name] = PartWords(
            label,
            Label("shut", "关闭")
            if shut
            else Label(f"open; {counted(len(homes), 'firm')} there", f"开放；那边有{len(homes)}家企业"),
        )
    height = state.sun.altitude_deg
    words["sun"] = PartWords(
        Label("The sun over Shanghai", "上海的太阳"),
        Label(
            f"{height:.0f}° above the horizon at {_clock(state.hour)}",
            f"{_clock(state.hour)}，高度角{height:.0f}°",
        )
        if height > 0
        else Label(f"below the horizon at {_clock(state.hour)}", f"{_clock(state.hour)}，在地平线下"),
    )
    words["battery"] = PartWords(
        Label("Battery", "蓄电池"),
        Label(
            f"{found['battery_kwh']:,.0f} of {battery_kwh:,.0f} kWh",
            f"{found['battery_kwh']:,.0f}千瓦时，容量{battery_kwh:,.0f}千瓦时",
        ),
    )
    words["power"] = PartWords(
        Label("Power: roofs, firms, grid", "电力：屋顶、企业、电网"),
        Label(
            f"{found['solar_kw']:,.0f}, {found['load_kw']:,.0f}, {found['grid_kw']:+,.0f} kW",
            f"{found['solar_kw']:,.0f}、{found['load_kw']:,.0f}、{found['grid_kw']:+,.0f}千瓦",
        ),
    )
    plots = int(built.sum())
    words["years"] = PartWords(
        Label("Years 2020 to 2035", "2020—2035年"),
        Label(f"{year}: {plots} of {PLOTS} plots built", f"{year}年：{PLOTS}个地块已建{plots}个"),
    )
    without = int((state.homes == NOWHERE).sum())
    words["waiting"] = PartWords(
        Label("Firms without a plot", "未落户企业"), Label(counted(without, "firm"), f"{without}家")
    )
    return words


def _clock(hour: float) -> str:
    minutes = int(hour * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
