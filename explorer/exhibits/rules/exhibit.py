"""Three gates: a dated rule table routes parcels of data, files are searched for labels, a crowd for privacy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...base.total import total
from ...i18n import Text
from ..content import exhibit as content
from ..content.building import storeys
from ..exhibit import Exhibit, PartWords, Profile, parameter
from .crowd import ATTRIBUTES, CITIES, Crowd, Numbers, crowd_of, noise_sd, noisy_count, visitors
from .export import (
    PEOPLE_FOR_ASSESSMENT,
    PEOPLE_FOR_CONTRACT,
    ROADS,
    Parcel,
    Purpose,
    Trip,
    barred,
    moved,
    road_of,
    rule_for,
    two_sides,
)
from .file import Check, checked, elevation, with_mark, written
from .words import (
    ACTIONS,
    CHARTS,
    HANDLES,
    LIMIT,
    OUTPUTS,
    PURPOSES,
    SIGNS,
    THIS_PARCEL,
    WALKTHROUGH,
    words_of_abroad,
    words_of_count,
    words_of_crowd,
    words_of_file,
    words_of_gate,
    words_of_label,
    words_of_parcel,
    words_of_table,
)

READ_STEPS, VERDICT_STEPS, FILE_STEPS = 30, 60, 100
"""Steps until a file is read, until the verdict, and until the file has left."""

ASKED_CITY = CITIES - 1
"""The city whose visitors are counted, the smallest one."""


@dataclass(frozen=True, slots=True)
class State:
    """State of the maze, the reader and the crowd."""

    ticks: int
    asked: Parcel  # the parcel of these trips
    trips: tuple[Trip, ...]  # parcels on their way, one or a pair
    walls: tuple[float, ...]  # how far each of the four walls is raised, 0..1; see `export.WALL_LEGS`
    arrived: tuple[int, int, int]  # parcels that arrived by each road
    foundry: content.State  # the search whose buildings the files show
    # marked, tagged: whether files keep the explicit and the implicit label
    marked: bool
    tagged: bool
    # file, check, file_ticks: file at the reader, findings, and steps since its arrival
    file: bytes
    check: Check
    file_ticks: int
    # passed, refused: files passed and rejected
    passed: int
    refused: int
    # attributes of the visitors, shape (5000, 5); `crowd`: the effect of sharing `shared` of them
    people: Numbers
    shared: int
    crowd: Crowd
    uniques: tuple[float, ...]  # shares of visitors identified by 1, 2 ... attributes
    # last published counts; `asked_times`: their total number; `spent`: total epsilon spent
    answers: tuple[float, ...]
    asked_times: int
    spent: float


def true_count(state: State) -> int:
    """Visitors from the smallest city."""
    return int((state.people[:, 0] == ASKED_CITY).sum())


def file_of(foundry: content.State, marked: bool, tagged: bool) -> bytes:
    """File of the foundry's best building, with the labels it keeps."""
    picture = elevation(storeys(foundry.genes))
    hidden = content.BuildingBrief().label(foundry) if tagged else None
    return written(with_mark(picture) if marked else picture, hidden)


def relabelled(state: State, marked: bool, tagged: bool) -> State:
    """Rewrite the file at the reader with other labels, and read it again; later files get the same labels."""
    file = file_of(state.foundry, marked, tagged)
    return replace(state, marked=marked, tagged=tagged, file=file, check=checked(file), file_ticks=READ_STEPS)


GENERATIONS = 5
"""Generations of the foundry's search between two files."""

FIRST_GENERATIONS = 40
MOST_ANSWERS = 20

CROWD, ANSWER = 1, 2  # purposes of random numbers


class ThreeGates(Exhibit[State]):
    """A decision table with dates, a reader of labels in real files, and the arithmetic of privacy."""

    kind = "rules"
    title = Text("Three gates")
    truth = "real arithmetic"
    limit = LIMIT
    try_this = Text(
        "Send the data of 99,999 people and of 100,000: one more person, another procedure. Then "
        "strip a label, and share the avatars' height."
    )
    actions = ACTIONS
    outputs = OUTPUTS
    figures = ("road", "unique")
    charts = CHARTS
    walkthrough = WALKTHROUGH
    signs = SIGNS
    handles = HANDLES

    people: int = parameter(
        50_000,
        low=0,
        high=2_000_000,
        step=10_000,
        label=Text("People in the parcel"),
        meaning=Text("Ordinary personal information, counted from 1 January of the year."),
    )
    sensitive: int = parameter(
        0,
        low=0,
        high=20_000,
        step=500,
        label=Text("People with sensitive data"),
        meaning=Text("Such as health or biometric data, counted alike."),
    )
    shared: int = parameter(
        1,
        low=1,
        high=len(ATTRIBUTES),
        step=1,
        label=Text("Attributes an avatar shares"),
        meaning=Text("In turn: city, birth year, height, headset, gait."),
    )
    purpose: Purpose = parameter(
        "business",
        expert=True,
        choices=PURPOSES,
        label=Text("Purpose"),
        meaning=Text("Some purposes are exempt, however many people."),
    )
    zone_free: bool = parameter(
        False,
        expert=True,
        label=Text("Free-trade zone, off its negative list"),
        meaning=Text(
            "From a free-trade zone whose list covers the sector but not these data. Lists differ; some "
            "set other thresholds."
        ),
    )
    operator: bool = parameter(
        False,
        expert=True,
        label=Text("Operator of critical infrastructure"),
        meaning=Text("The sender is such an operator."),
    )
    important: bool = parameter(
        False,
        expert=True,
        label=Text("Important data in it"),
        meaning=Text("Data that authorities have named or published as important."),
    )
    epsilon: float = parameter(
        0.5,
        low=0.05,
        high=2.0,
        step=0.05,
        expert=True,
        label=Text("Privacy budget for one count"),
        meaning=Text("Epsilon: the smaller it is, the more noise hides each person."),
    )

    @property
    def parcel(self) -> Parcel:
        """The parcel to be sent."""
        return Parcel(
            self.people, self.sensitive, self.purpose, self.important, self.operator, self.zone_free
        )

    def start(self) -> State:
        people = visitors(self.random(0, CROWD))
        crowds = [crowd_of(people, shared) for shared in range(1, len(ATTRIBUTES) + 1)]
        foundry = self._made(content.BuildingBrief(seed=self.seed).start(), FIRST_GENERATIONS)
        file = file_of(foundry, True, True)
        trips = (Trip(self.parcel),)
        return State(
            ticks=0,
            asked=self.parcel,
            trips=trips,
            walls=tuple(map(float, barred(trips))),
            arrived=(0, 0, 0),
            foundry=foundry,
            marked=True,
            tagged=True,
            file=file,
            check=checked(file),
            file_ticks=0,
            passed=0,
            refused=0,
            people=people,
            shared=self.shared,
            crowd=crowds[self.shared - 1],
            uniques=tuple(crowd.unique for crowd in crowds),
            answers=(),
            asked_times=0,
            spent=0.0,
        )

    def step(self, state: State) -> State:
        state = replace(state, ticks=state.ticks + 1)
        if state.asked != self.parcel:
            state = replace(state, asked=self.parcel, trips=(Trip(self.parcel),))
        if state.shared != self.shared:
            state = replace(state, shared=self.shared, crowd=crowd_of(state.people, self.shared))
        return self._read_on(self._sent_on(state))

    def act(self, state: State, action: str) -> State:
        match action:
            case "pair":
                return replace(state, trips=tuple(Trip(side) for side in two_sides(self.parcel)))
            case "strip":
                return relabelled(state, state.marked, False)
            case "cover":
                return relabelled(state, False, state.tagged)
            case "relabel":
                return relabelled(state, True, True)
            case "ask":
                random = self.random(state.ticks, ANSWER, state.asked_times)
                answer = noisy_count(true_count(state), self.epsilon, random)
                return replace(
                    state,
                    answers=(*state.answers, answer)[-MOST_ANSWERS:],
                    asked_times=state.asked_times + 1,
                    spent=state.spent + self.epsilon,
                )
            case _:
                return super().act(state, action)

    def readings(self, state: State) -> dict[str, float]:
        answers = state.answers
        true = float(true_count(state))
        return {
            "road": road_of(self.parcel),
            "exempt": state.arrived[0],
            "contract": state.arrived[1],
            "assessment": state.arrived[2],
            "visible": float(state.check.visible),
            "hidden": float(state.check.hidden),
            "passed": state.passed,
            "refused": state.refused,
            "unique": 100 * state.crowd.unique,
            "smallest": state.crowd.smallest,
            "median": state.crowd.median,
            "true_count": true,
            "answer": answers[-1] if answers else true,
            "mean_answer": total(answers) / len(answers) if answers else true,
            "noise": noise_sd(self.epsilon),
            "spent": state.spent,
        }

    def parts(self, state: State) -> dict[str, PartWords]:
        return {
            "parcel": words_of_parcel(state.trips[0].parcel, len(state.trips) > 1),
            **{
                f"gate_{road}": words_of_gate(
                    road, next((rule_for(trip.parcel) for trip in state.trips if trip.road == road), None)
                )
                for road in ROADS
            },
            "abroad": words_of_abroad(state.arrived),
            "table": words_of_table(rule_for(self.parcel)),
            "file": words_of_file(len(state.file), state.check, state.passed, state.refused),
            "label_visible": words_of_label("visible", state.check.visible, ""),
            "label_hidden": words_of_label("hidden", state.check.hidden, state.check.number),
            "crowd": words_of_crowd(state.shared, state.crowd),
            "count": words_of_count(state.answers, true_count(state), noise_sd(self.epsilon), state.spent),
        }

    def touched(self, state: State, part: str) -> tuple[ThreeGates, State]:
        """Send the smallest parcel that needs a gate, remove or add a label, or share one attribute more."""
        match part:
            case "parcel":
                return self, self.act(state, "pair")
            case "gate_exempt" | "gate_contract" | "gate_assessment":
                people = {
                    "gate_exempt": PEOPLE_FOR_CONTRACT - 1,
                    "gate_contract": PEOPLE_FOR_CONTRACT,
                    "gate_assessment": PEOPLE_FOR_ASSESSMENT,
                }[part]
                plain = Parcel(people)
                return self.having(
                    people=people,
                    sensitive=plain.sensitive,
                    purpose=plain.purpose,
                    important=plain.important,
                    operator=plain.operator,
                    zone_free=plain.zone_free,
                ), state
            case "label_visible":
                return self, relabelled(state, not state.marked, state.tagged)
            case "label_hidden":
                return self, relabelled(state, state.marked, not state.tagged)
            case "crowd":
                return self.having(shared=self.shared % len(ATTRIBUTES) + 1), state
            case "count":
                return self, self.act(state, "ask")
        return self, state

    def profile(self, state: State, output: str) -> Profile:
        if output == "road":
            edges = (0, PEOPLE_FOR_CONTRACT, PEOPLE_FOR_ASSESSMENT, 2_000_000)
            y = tuple(float(road_of(replace(self.parcel, people=max(1, edge)))) for edge in edges[:-1])
            return Profile(tuple(map(float, edges)), y, ((float(self.people), THIS_PARCEL),))
        if output == "unique":
            edges_of = tuple(shared + 0.5 for shared in range(len(ATTRIBUTES) + 1))
            return Profile(edges_of, tuple(100 * share for share in state.uniques))
        return super().profile(state, output)

    def _sent_on(self, state: State) -> State:
        """Advance the parcels; when all have arrived, send the parcel again."""
        trips = tuple(trip._replace(ticks=trip.ticks + 1) for trip in state.trips)
        came = [ROADS.index(trip.road) for trip, before in zip(trips, state.trips, strict=True)
                if trip.arrived and not before.arrived]  # fmt: skip
        first, second, third = (state.arrived[road] + came.count(road) for road in range(3))
        if all(trip.arrived for trip in trips):
            trips = (Trip(self.parcel),)
        return replace(state, trips=trips, arrived=(first, second, third), walls=moved(state.walls, trips))

    def _read_on(self, state: State) -> State:
        """Advance the file to the reader, judge it, and replace it by the next one."""
        ticks = state.file_ticks + 1
        if ticks == VERDICT_STEPS:
            good = state.check.passes
            state = replace(state, passed=state.passed + good, refused=state.refused + (not good))
        if ticks < FILE_STEPS:
            return replace(state, file_ticks=ticks)
        foundry = self._made(state.foundry, GENERATIONS)
        file = file_of(foundry, state.marked, state.tagged)
        return replace(state, foundry=foundry, file=file, check=checked(file), file_ticks=0)

    def _made(self, foundry: content.State, generations: int) -> content.State:
        """Advance the foundry's search by some generations."""
        brief = content.BuildingBrief(seed=self.seed, steps_per_generation=1)
        for _ in range(generations):
            foundry = brief.step(foundry)
        return foundry
