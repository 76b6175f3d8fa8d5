"""An avatar file in two rule books: translated clause by clause and validated, all in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Literal, NamedTuple

import numpy as np

Clause = Literal["units", "axes", "consent", "label"]
CLAUSES: tuple[Clause, ...] = ("units", "axes", "consent", "label")
"""Clauses that a bridge learns to translate, in order."""

JOINTS = ("feet", "hips", "neck", "head")
HEIGHTS = (0.0, 0.53, 0.86, 1.0)
"""Heights of the joints, as shares of the body height."""

CHANNELS = ("gaze", "hands")
"""Data an avatar may transmit that need the person's consent."""

LOWEST_M, HIGHEST_M = 0.5, 2.5
Entry = dict[str, Any]


class Verdict(NamedTuple):
    """Verdict of the common book on a file: whether it is valid, and the first clause it violates."""

    valid: bool
    offends: Clause | None


def home_avatar(random: np.random.Generator) -> bytes:
    """A file under the home book: centimetres, y up, one consent for all, and its own key for the maker."""
    height_cm = round(float(random.uniform(150, 195)), 1)
    entry = {
        "book": "home",
        "unit": "cm",
        "up": "y",
        "joints": {name: [0.0, round(share * height_cm, 2), 0.0] for name, share in zip(JOINTS, HEIGHTS, strict=True)},
        "shares": [channel for channel in CHANNELS if random.random() < 0.4],
        "agreed": True,
        "made_by": "machine" if random.random() < 0.5 else "person",
    }  # fmt: skip
    return json.dumps(entry).encode()


def clauses_of(bridge: float) -> tuple[Clause, ...]:
    """Clauses translated by a bridge of a quality of 0..1: one per full quarter."""
    return CLAUSES[: int(len(CLAUSES) * bridge + 1e-9)]


def translated(file: bytes, clauses: Sequence[Clause]) -> bytes:
    """The file in the common book for the given clauses; the rest is unchanged."""
    entry = json.loads(file)
    for clause in CLAUSES:
        if clause in clauses:
            _TRANSLATE[clause](entry)
    return json.dumps({**entry, "book": "common"}).encode()


def validated(file: bytes) -> Verdict:
    """Check a file against the common book, clause by clause; an unreadable file violates the first clause."""
    try:
        entry = json.loads(file)
        for clause in CLAUSES:
            if not _HOLDS[clause](entry):
                return Verdict(False, clause)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Verdict(False, CLAUSES[0])
    return Verdict(True, None)


def _to_metres(entry: Entry) -> None:
    if entry["unit"] == "cm":
        joints = entry["joints"]
        entry["joints"] = {name: [round(x / 100, 4) for x in place] for name, place in joints.items()}
        entry["unit"] = "m"


def _to_z_up(entry: Entry) -> None:
    """Rotate by a quarter turn about x, which keeps axes right-handed: (x, y, z) -> (x, -z, y)."""
    if entry["up"] == "y":
        entry["joints"] = {name: [x, -z, y] for name, (x, y, z) in entry["joints"].items()}
        entry["up"] = "z"


def _to_consents(entry: Entry) -> None:
    """Replace the single consent by one per channel; a refusal consents to none."""
    if "agreed" in entry:
        entry["consents"] = list(entry["shares"]) if entry.pop("agreed") else []


def _to_label(entry: Entry) -> None:
    if "made_by" in entry:
        entry["generated"] = entry.pop("made_by") == "machine"
        if entry["generated"]:
            entry["ai_label"] = True


def _in_metres(entry: Entry) -> bool:
    reach = max(max(map(abs, place)) for place in entry["joints"].values())
    return bool(entry["unit"] == "m" and LOWEST_M <= reach <= HIGHEST_M)


def _upright(entry: Entry) -> bool:
    heights = [entry["joints"][name][2] for name in JOINTS]
    return bool(entry["up"] == "z" and all(low < high for low, high in pairwise(heights)))


def _consented(entry: Entry) -> bool:
    return set(entry["shares"]) <= set(entry.get("consents", ()))


def _labelled(entry: Entry) -> bool:
    generated = entry.get("generated", entry.get("made_by") == "machine")
    return not generated or bool(entry.get("ai_label"))


_TRANSLATE: dict[Clause, Callable[[Entry], None]] = {
    "units": _to_metres,
    "axes": _to_z_up,
    "consent": _to_consents,
    "label": _to_label,
}
_HOLDS: dict[Clause, Callable[[Entry], bool]] = {
    "units": _in_metres,
    "axes": _upright,
    "consent": _consented,
    "label": _labelled,
}
