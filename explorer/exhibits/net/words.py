"""What is said of the parts of the racetrack."""

from __future__ import annotations

from collections.abc import Mapping

from ..exhibit import Label, PartWords, Trial

SERVER_NAMES = {
    "destination": Label("At the destination", "目的地"),
    "region": Label("In the region", "本区域"),
    "edge": Label("At the edge", "边缘"),
}

BASES = {
    "published requirement": Label("access: published requirement", "接入：公开的指标要求"),
    "published target": Label("access: published target", "接入：公开的目标"),
    "estimate": Label("access: estimate", "接入：估计"),
}

EXPERIMENT: tuple[Trial, ...] = (
    Trial(
        Label(
            "Shanghai to Urumqi, 3,267 km. Guess: fibre or the low satellite? Start, and watch the gold cap on the board.",
            "上海到乌鲁木齐，3267公里。先猜：光纤快，还是低轨卫星快？开赛，看成绩板上的金顶落在哪一道。",
        ),
        "start",
        (("destination", "urumqi"), ("server", "destination"), ("load", 0.5), ("slowdown", 500.0)),
        27.0,
    ),
    Trial(
        Label(
            "Let the low satellites stand only 25° above the horizon instead of overhead: the way up is longer, and fibre wins.",
            "让低轨卫星离地平线只有25度，不再正当头顶：上行路程变长，光纤胜出。",
        ),
        "start",
        (("elevation_deg", 25.0),),
        27.0,
    ),
    Trial(
        Label(
            "Now across the city. Fibre is back before the satellite's packet has even reached orbit.",
            "改为同城。卫星那一包还没到轨道，光纤已经跑完往返。",
        ),
        "",
        (("destination", "city"), ("elevation_deg", 90.0)),
        8.0,
    ),
    Trial(
        Label(
            "Urumqi again, but the server moves to the edge, within 10 km: most lanes fall under the red line.",
            "再选乌鲁木齐，但把服务器移到边缘，即10公里内：多数赛道降到红线以下。",
        ),
        "",
        (("destination", "urumqi"), ("server", "edge")),
        8.0,
    ),
    Trial(
        Label(
            "Load the network to 95 %: at each hop a packet now waits nineteen service times on average instead of one, "
            "and lanes rise over the line again.",
            "把网络负载调到95%：每一跳平均要等的时间，由一个服务时间变成十九个，有的赛道又回到红线之上。",
        ),
        "",
        (("load", 0.95),),
        8.0,
    ),
)


def part_words(
    read: Mapping[str, float], lanes: Mapping[str, tuple[Label, str]], server: str
) -> dict[str, PartWords]:
    """Label and reading of every part.

    Parameters
    ----------
    read : the exhibit's readings.
    lanes : name and basis of the access delay of each lane.
    server : where the server stands.
    """
    found: dict[str, PartWords] = {}
    for name, (label, basis) in lanes.items():
        trip_ms, elapsed_ms, told = read[f"rtt_{name}"], read["elapsed"], BASES[basis]
        if trip_ms <= elapsed_ms:
            reading = Label(f"Back after {trip_ms:.1f} ms ({told.en})", f"往返{trip_ms:.1f}毫秒（{told.zh}）")
        else:
            reading = Label(
                f"On its way for {elapsed_ms:.1f} ms ({told.en})",
                f"已跑{elapsed_ms:.1f}毫秒（{told.zh}）",
            )
        found[name] = PartWords(label, reading)
    km, where = read["distance"], SERVER_NAMES[server]
    found["server"] = PartWords(
        Label("Server", "服务器"),
        Label(f"{where.en}: {distance(km)} on the map", f"{where.zh}：地图距离{km:,.0f}公里")
        if km >= 1
        else Label(f"{where.en}: next door", f"{where.zh}：就在隔壁"),
    )
    found["reach"] = PartWords(
        Label("Within the red line", "红线可及之处"),
        Label(
            f"Light alone: fibre serves up to {distance(read['reach'])} in time",
            f"只计光程，光纤赶得上的最远距离为{read['reach']:,.0f}公里",
        ),
    )
    found["break_even"] = PartWords(
        Label("Where orbit wins", "卫星反超处"),
        Label(
            f"Light alone: orbit is faster than fibre from {distance(read['break_even'])}",
            f"只计光程，超过{read['break_even']:,.0f}公里卫星更快",
        ),
    )
    found["queue"] = PartWords(
        Label("Queue at a hop", "一跳的队列"),
        Label(
            f"Mean wait {read['wait']:.1f} service times; theory {read['wait_theory']:.1f}",
            f"平均等待{read['wait']:.1f}个服务时间；理论值{read['wait_theory']:.1f}",
        ),
    )
    return found


def distance(km: float) -> str:
    """Kilometres in words."""
    return f"{km:,.0f} km"
