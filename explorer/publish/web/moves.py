"""The moving parts of an exhibit, recorded from its prop while the exhibit runs.

Meshes are written once; then for each moment the place of every instance, its rotation, size, colour and glow, as whole
numbers, differences in time, in planes of bytes. A prop needs no picture for this.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ...park.model import Zone
from ...stage.gl.shaders import new_owner, work_for
from ...stage.primitives.instancing import Drawn, Shown, watched
from ...stage.primitives.meshes import Mesh
from ...stage.props.prop import Prop
from ...stage.props.prop_manager import prop_class
from ...visit.exhibit_run import Running

RATES = ((1, True), (2, True), (3, True), (5, True), (2, False), (5, False))
"""Moments of the table to one of the record, and whether *Show me* is recorded: the first that is small enough."""
METRES, TURN, SIZE, GLOW, NODE = 100, 127, 100, 127, 1000
"""Units of the whole numbers, to one."""
DARK = 0.12
"""Brightness of a screen whose picture is not recorded."""

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.floating]
Numbers = npt.NDArray[Any]


class Body:
    """Whole numbers in planes of bytes, one column after another."""

    def __init__(self) -> None:
        self.bytes = bytearray()

    def add(self, values: Numbers) -> int:
        """Append a column, its last axis as differences; return its number of planes."""
        whole: Ints = np.rint(values).astype(np.int64)
        steps = np.diff(whole, axis=-1, prepend=0)
        zigzag: Ints = (steps << 1) ^ (steps >> 63)
        planes = max((int(zigzag.max(initial=0)).bit_length() + 7) // 8, 1)
        for plane in range(planes):
            self.bytes += ((zigzag >> 8 * plane) & 255).astype(np.uint8).tobytes()
        return planes

    def track(self, values: Numbers, usual: Sequence[float]) -> list[int]:
        """A column over time, shape (n, d, moments): [] if it is always as usual, else whether it moves, and planes."""
        whole = np.rint(values)
        if not whole.size or (whole == np.array(usual)[None, :, None]).all():
            return []
        moves = bool((whole != whole[..., :1]).any())
        return [int(moves), self.add(whole if moves else whole[..., 0])]


def recorded(
    zone: Zone, runs: Mapping[str, Sequence[Running]], most_bytes: int
) -> tuple[dict[str, Any], bytes] | None:
    """The head and the body of a record of these runs; None if its exhibit has no prop, or nothing small enough shows it.

    Parameters
    ----------
    runs : by name, a run at each moment of the table; `show` is left out first.
    most_bytes : of the body, deflated.
    """
    place = zone.exhibit
    kind = prop_class(place.kind) if place is not None else None
    if place is None or kind is None:
        return None
    work_for(new_owner(), {})
    with watched() as things:
        prop = kind(place, place.accent or zone.accent)
        fixed = len(things)
        moments = {name: [_moment(prop, things, run) for run in every] for name, every in runs.items()}
    # numbers in letters are made while the run shows them, and are left out
    kept = {at: thing for at, thing in enumerate(things) if at < fixed or thing.instances is not None}
    for stride, with_show in RATES:
        names = [name for name in moments if with_show or name != "show"]
        head, body = _written(prop, kept, {name: moments[name][::stride] for name in names})
        head |= {"place": [*place.centre_m], "turn_deg": 180 - place.heading_deg, "stride": stride}
        if len(zlib.compress(body, 9)) <= most_bytes:
            return head, body
    return None


def _moment(prop: Prop, things: Sequence[Drawn], run: Running) -> dict[int, tuple[Shown | None, Floats]]:
    """Each thing drawn at this moment: its instances, and the place of its node."""
    prop.show(run.exhibit, run.state, run.time_s)
    found = {}
    for number, thing in enumerate(things):
        path = thing.path
        if (
            not prop.root.is_ancestor_of(path)
            or path.is_stashed()
            or not path.get_hidden_ancestor().is_empty()
        ):
            continue
        state = path.get_transform(prop.root)
        node = (*state.get_pos(), *state.get_norm_quat(), *state.get_scale())
        found[number] = (thing.instances.shown if thing.instances else None, np.array(node))
    return found


def _written(
    prop: Prop, things: dict[int, Drawn], moments: dict[str, list[dict[int, tuple[Shown | None, Floats]]]]
) -> tuple[dict[str, Any], bytes]:
    seen = {number for rows in moments.values() for row in rows for number in row}
    shown = {number: thing for number, thing in things.items() if number in seen}
    body, meshes = Body(), {id(thing.mesh): thing.mesh for thing in shown.values()}
    numbers = {key: number for number, key in enumerate(meshes)}
    dark = {id(thing.mesh) for thing in shown.values() if thing.path.get_shader() is not None}
    head = {
        "room": [prop.sky, prop.lamps, prop.sun],
        "meshes": [_mesh(body, mesh, DARK if key in dark else 1.0) for key, mesh in meshes.items()],
        "things": [[numbers[id(thing.mesh)], int(thing.transparent)] for thing in shown.values()],
        "tracks": {
            name: {
                "moments": len(rows),
                "things": [_track(body, [row.get(number) for row in rows]) for number in shown],
            }
            for name, rows in moments.items()
        },
    }
    return head, bytes(body.bytes)


def _mesh(body: Body, mesh: Mesh, bright: float) -> list[int]:
    """Corners, triangles, and planes of: positions in 2 mm, normals, colours, glow, indices."""
    colours = np.clip(mesh.colours, 0, 1) * (bright, bright, bright, 1)
    columns = (
        mesh.positions.T * 500,
        mesh.normals.T * 127,
        colours.T * 255,
        np.clip(mesh.glow, 0, 1)[None] * GLOW,
    )
    planes = [body.add(column) for column in columns]
    return [len(mesh.positions), len(mesh.indices), *planes, body.add(mesh.indices.reshape(1, -1))]


def _track(body: Body, rows: Sequence[tuple[Shown | None, Floats] | None]) -> dict[str, Any]:
    """A thing over the moments of a run: `count` of instances, its `node`, and the columns of its instances."""
    counts = [0 if row is None else 1 if row[0] is None else len(row[0].positions) for row in rows]
    most, size = max(counts), len(rows)
    node = np.zeros((1, 10, size))
    node[0, 3] = node[0, 7:] = 1
    at, by, tint = np.zeros((most, 3, size)), np.ones((most, 3, size)), np.ones((most, 4, size))
    turn, glow = np.tile(np.array((1.0, 0, 0, 0))[None, :, None], (most, 1, size)), np.zeros((most, 1, size))
    for moment, row in enumerate(rows):
        if row is None:
            continue
        node[0, :, moment] = row[1]
        if row[0] is not None and (n := counts[moment]):
            at[:n, :, moment], by[:n, :, moment], tint[:n, :, moment] = (
                row[0].positions,
                row[0].scales,
                row[0].colours,
            )
            glow[:n, 0, moment] = row[0].glow
            if row[0].rotations is not None:
                turn[:n, :, moment] = _quaternions(row[0].rotations)
    usual = (0, 0, 0, NODE, 0, 0, 0, NODE, NODE, NODE)
    return {
        "count": counts if len(set(counts)) > 1 else counts[:1],
        "node": body.track(node * NODE, usual),
        "at": body.track(at * METRES, (0, 0, 0)),
        "turn": body.track(turn * TURN, (TURN, 0, 0, 0)),
        "by": body.track(by * SIZE, (SIZE, SIZE, SIZE)),
        "tint": _tints(body, np.rint(np.clip(tint, 0, 1) * 255)),
        "glow": body.track(np.clip(glow, 0, 1) * GLOW, (0,)),
    }


def _tints(body: Body, tint: Floats) -> list[Any]:
    """Colours as numbers of a list of colours, as most crowds have few."""
    if not tint.size or (tint == 255).all():
        return []
    colours, numbers = np.unique(tint.transpose(0, 2, 1).reshape(-1, 4), axis=0, return_inverse=True)
    each = numbers.reshape(tint.shape[0], 1, tint.shape[2])
    return [*body.track(each, (-1,)), colours.astype(int).tolist()]


def _quaternions(turns: Floats) -> Floats:
    """Rotations of shape (n, 3, 3) as unit quaternions, real part first."""
    m = turns.astype(float)
    diagonal = m[:, 0, 0], m[:, 1, 1], m[:, 2, 2]
    signs = ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))
    w, x, y, z = (
        np.sqrt(np.maximum(0.0, 1 + sum(s * d for s, d in zip(sign, diagonal, strict=True)))) / 2
        for sign in signs
    )
    x, y = np.copysign(x, m[:, 2, 1] - m[:, 1, 2]), np.copysign(y, m[:, 0, 2] - m[:, 2, 0])
    return np.column_stack([w, x, y, np.copysign(z, m[:, 1, 0] - m[:, 0, 1])])
