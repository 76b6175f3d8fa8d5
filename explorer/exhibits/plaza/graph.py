"""The plan as a graph: what hangs on what, the way from anything to the zone that tells it, and forces that lay it out."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..exhibit import STEP_S, Surroundings, ZoneFacts
from .plan import ISSUERS, MEASURES, PRINCIPLES, SAFEGUARDS, TASKS

Numbers = npt.NDArray[np.float64]

SPRING, REPULSION, DAMPING, FASTEST_M_S = 5.0, 5.0, 2.2, 14.0
FOCUS_M, FOCUS_PULL = np.array((0.0, -10.5, 13.5)), 9.0
"""Where what was picked is drawn to: in front of the tree."""

FAINT = 0.3
"""The weight in the layout of what the briefing hardly touches, as long as it is not asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """What does not change.

    Attributes
    ----------
    zones : what is known of each zone, by its node. `claims`: the nodes of the statements, by number.
    zone_at_m : where each zone lies, seen from the exhibit: x right (east), y away (north).
    names : of the n nodes; `number`: name -> number.
    links : pairs of numbers, shape (m, 2); `rest_m`: the length of each at rest.
    home_m : where each node is drawn to, shape (n, 3): x right (east), y away (north), z up from the paving.
    pull : how strongly, shape (n,).
    beyond : whether the briefing hardly touches it, shape (n,).
    """

    zones: dict[str, ZoneFacts]
    claims: dict[int, str]
    zone_at_m: dict[str, tuple[float, float]]
    names: tuple[str, ...]
    number: dict[str, int]
    links: npt.NDArray[np.int64]
    rest_m: Numbers
    home_m: Numbers
    pull: Numbers
    beyond: npt.NDArray[np.bool_]


@lru_cache(maxsize=4)
def graph_of(park: Surroundings) -> Graph:
    """The plan, with the zones of a park and what they cover."""
    zones = {zone.id: zone for zone in park.zones}
    east, north = zones[park.here].centre_m if park.here in zones else (0.0, 0.0)
    zone_at_m = {zone.id: (zone.centre_m[0] - east, zone.centre_m[1] - north) for zone in park.zones}
    homes: dict[str, tuple[float, float, float]] = {"plan": (0.0, -3.2, 8.0)}
    pull, links = {"plan": 6.0}, list[tuple[str, str, float]]()

    def ring(name: str, count: int, radius_m: float, high_m: float, turn_deg: float) -> None:
        for step in range(count):
            angle = np.radians(turn_deg + 360 * step / count)
            at = (radius_m * float(np.cos(angle)), radius_m * float(np.sin(angle)), high_m)
            homes[f"{name}_{step + 1}"], pull[f"{name}_{step + 1}"] = at, 5.0
            links.append(("plan", f"{name}_{step + 1}", 4.0))

    ring("issuer", len(ISSUERS), 5.5, 4.0, -90)
    ring("principle", len(PRINCIPLES), 4.6, 11.0, -54)
    ring("safeguard", len(SAFEGUARDS), 5.0, 15.5, -90)
    ring("task", len(TASKS), 12.5, 16.0, 18)
    for zone in park.zones:
        x, y = zone_at_m[zone.id]
        away = max(float(np.hypot(x, y)), 1e-9)
        at = (15.5 * x / away, 15.5 * y / away, 4.5) if away > 1 else (0.0, -13.0, 4.5)
        homes[zone.id], pull[zone.id] = at, 4.0
        for claim in zone.claims:
            homes[claim], pull[claim] = (at[0] * 1.08, at[1] * 1.08, 5.5), 0.4
            links.append((zone.id, claim, 1.6))
    for at_measure, measure in enumerate(MEASURES, 1):
        x, y, z = homes[f"task_{measure.task + 1}"]
        homes[f"measure_{at_measure}"], pull[f"measure_{at_measure}"] = (1.22 * x, 1.22 * y, z - 1.5), 1.5
        links.append((f"task_{measure.task + 1}", f"measure_{at_measure}", 3.0))
        links.append((f"measure_{at_measure}", measure.zone, 11.0))
    links.append(("plan", park.here, 9.0))
    links.append(("safeguard_3", "forum", 11.0))
    links = [link for link in links if link[1] in homes]  # the plan names zones that a park may not have
    names = tuple(homes)
    number = {name: at for at, name in enumerate(names)}
    tasks = {"measure_" + str(n + 1): m.task for n, m in enumerate(MEASURES)}
    tasks |= {f"task_{n + 1}": n for n in range(len(TASKS))}
    claims = {int(name[1:]): name for zone in park.zones for name in zone.claims}
    return Graph(
        zones,
        dict(sorted(claims.items())),
        zone_at_m,
        names,
        number,
        np.array([(number[a], number[b]) for a, b, _ in links]),
        np.array([rest for _, _, rest in links]),
        np.array([homes[name] for name in names]),
        np.array([pull[name] for name in names]),
        np.array([tasks.get(name, 0) >= 2 for name in names]),
    )


@lru_cache(maxsize=1024)
def way(plan: Graph, start: str) -> tuple[str, ...]:
    """The shortest way from a node to a zone, both included; the first found of equally short ones.

    Where none leads to a zone, it is the node alone.
    """
    beside = dict[int, list[int]]()
    for a, b in plan.links.tolist():
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    came = {plan.number[start]: -1}
    queue = deque(came)
    while queue:
        node = queue.popleft()
        if plan.names[node] in plan.zones:
            found = [node]
            while came[found[-1]] >= 0:
                found.append(came[found[-1]])
            return tuple(plan.names[at] for at in reversed(found))
        for other in sorted(
            beside.get(node, ()), key=lambda at: plan.names[at] == "plan"
        ):  # tasks by their measures
            if other not in came:
                came[other] = node
                queue.append(other)
    return (start,)


@lru_cache(maxsize=1024)
def way_links(plan: Graph, start: str) -> frozenset[int]:
    """The numbers of the links on the way from a node to its zone."""
    steps = {frozenset((plan.number[a], plan.number[b])) for a, b in pairwise(way(plan, start))}
    return frozenset(at for at, link in enumerate(plan.links.tolist()) if frozenset(link) in steps)


def weights(plan: Graph, beyond: bool) -> Numbers:
    """How much each node counts in the layout, shape (n,)."""
    found: Numbers = np.where(plan.beyond & (not beyond), FAINT, 1.0)
    return found


def forces(plan: Graph, places_m: Numbers, picked: str, weight: Numbers) -> Numbers:
    """Springs along links and to each node's home, and repulsion between all, shape (n, 3), in m/s²."""
    home, pull = plan.home_m, plan.pull
    chosen = plan.number[picked]
    found = pull[:, None] * (home - places_m)
    found[chosen] = FOCUS_PULL * (FOCUS_M - places_m[chosen])
    # sum over j of w_j (x_i - x_j) / (d² + 1)², by matrices: no array of all the differences
    square = np.einsum("ij,ij->i", places_m, places_m)
    d2 = np.maximum(square[:, None] + square[None] - 2 * places_m @ places_m.T, 0.0)
    push = REPULSION * weight[None] * weight[:, None] / (d2 + 1.0) ** 2
    found += push.sum(axis=1)[:, None] * places_m - push @ places_m
    a, b = plan.links[:, 0], plan.links[:, 1]
    along = places_m[b] - places_m[a]
    long = np.linalg.norm(along, axis=1)
    # a link is a rope with some give: it draws when it is long, and hardly pushes
    stretch = np.where(long > plan.rest_m, long - plan.rest_m, 0.2 * (long - plan.rest_m))
    pulls = (SPRING * 0.2 * stretch / np.maximum(long, 1e-6))[:, None] * along
    for axis in range(3):
        found[:, axis] += np.bincount(a, pulls[:, axis], len(found)) - np.bincount(
            b, pulls[:, axis], len(found)
        )
    return found


def moved(
    plan: Graph, places_m: Numbers, speeds_m_s: Numbers, picked: str, weight: Numbers
) -> tuple[Numbers, Numbers]:
    """Places and speeds one step later: speed first, then place, with friction."""
    speeds = (speeds_m_s + STEP_S * forces(plan, places_m, picked, weight)) * np.exp(-DAMPING * STEP_S)
    fast = np.linalg.norm(speeds, axis=1, keepdims=True)
    speeds = speeds * np.minimum(1.0, FASTEST_M_S / np.maximum(fast, 1e-9))
    return places_m + STEP_S * speeds, speeds


def claim_node(plan: Graph, number: int) -> str:
    """The node of a statement; of the last one before it, where the park has none of this number."""
    before = [name for claim, name in plan.claims.items() if claim <= number]
    return before[-1] if before else next(iter(plan.claims.values()), "plan")
