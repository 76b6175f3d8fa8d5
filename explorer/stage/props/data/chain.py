"""The ledger as blocks in a row: what each pays, the digest on its front, the links between them, and an attack on it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import panda3d.core as p3d

from ....exhibits.data.exhibit import SealedExchange, State
from ....exhibits.data.ledger import Block
from ...primitives.instancing import Instances, static_node
from ...primitives.meshes import Floats, box, cylinder, heading, joined, torus
from ...primitives.palette import GOLD, INK, PAPER, RED
from ...scene.mesh import rgb

SHOWN = 12
"""Number of blocks shown on the balcony; one more place is for the block being sealed."""

REACHED = 7
"""Number of blocks that can be picked, from the last but one back."""

CHAIN_Y_M, CHAIN_FLOOR_M, BLOCK_M, STEP_M = -12.0, 0.12, 1.25, 1.72
DIGITS = 16
YUAN_A_METRE = 1300.0
SLIDE_TICKS = 12
LIFT_M, TILT_DEG = 0.75, 24.0
LIE, RESEALED = "#B4532A", "#D79A5C"


class Chain:
    """The end of the ledger: the attacker's copy during an attack, otherwise the honest one.

    Parameters
    ----------
    makers : colours of the makers, shape (3, 3).
    light, own : the accent of the zone by night and by day.
    """

    def __init__(self, parent: p3d.NodePath, makers: Floats, light: Floats, own: Floats) -> None:
        self._makers, self._light, self._own = makers, light, own
        self.path = parent.attach_new_node("chain")
        self._blocks = Instances("blocks", box(BLOCK_M, BLOCK_M, BLOCK_M), SHOWN + 1)
        self._digits = Instances("digits", box(0.045, 0.06, 1.0), (SHOWN + 1) * DIGITS)
        self._links = Instances("links", joined([box(0.62, 0.3, 0.3)]), 2 * (SHOWN + 1))
        self._paid = Instances("paid", box(0.28, 0.28, 1.0), (SHOWN + 1) * 3)
        for instances in (self._blocks, self._digits, self._links, self._paid):
            instances.path.reparent_to(self.path)
        self._cursor = static_node("cursor", cylinder(0.02, 0.7, 8, 0.42).painted(RED, 0.5))
        self._cursor.reparent_to(self.path)
        self._hammer = static_node("hammer", torus(0.62, 0.1, 20, 6).painted(RED, 0.9))
        self._hammer.reparent_to(self.path)
        self._pins = Instances("pins", box(0.16, 0.16, 1.0), 3)
        self._pins.path.reparent_to(parent)
        self._seen: tuple[object, ...] = ()
        self._newest = SHOWN - 1

    def x_of(self, depth: int) -> float:
        """Position of the block with `depth` blocks on top of it."""
        return _slot_x(self._newest - depth) + self.path.get_x()

    def show(self, exhibit: SealedExchange, state: State, later: float) -> None:
        self._newest = SHOWN if state.sealed else SHOWN - 1
        gone = (state.phase_tick + later) / SLIDE_TICKS
        begun = state.ticks > state.phase_tick  # the first exchange has no block to make room for
        self.path.set_x(STEP_M * max(0.0, 1 - gone) ** 2 if begun and not state.sealed else 0.0)
        attack = state.attack
        ledger = attack.ledger if attack else state.ledger
        nonce = attack.nonce if attack and attack.sealing is not None else 0
        tried = state.sealing_nonce if state.phase == "seal" else 0
        seen = (
            ledger,
            state.ledger,
            attack and (attack.broken, attack.sealing),
            nonce,
            tried,
            state.sealed,
            exhibit,
        )
        if seen != self._seen:
            self._seen = seen
            self._lay(exhibit, state, ledger)

    def _lay(self, exhibit: SealedExchange, state: State, ledger: tuple[Block, ...]) -> None:
        attack = state.attack
        broken = set(attack.broken) if attack else set()
        first = len(ledger) - 1 - self._newest
        numbers = range(max(first, 0), len(ledger))
        lies = np.array([ledger[n].record != state.ledger[n].record for n in numbers])
        resealed = np.array([ledger[n].digest != state.ledger[n].digest for n in numbers])
        bad = np.array([n in broken for n in numbers])
        x = np.array([_slot_x(n - first) for n in numbers])
        n = len(x)
        turn = _tilted(np.where(bad, TILT_DEG, 0.0))
        at = np.column_stack([x, np.full(n, CHAIN_Y_M), CHAIN_FLOOR_M + np.where(bad, LIFT_M, 0.0)])
        colours = np.where(bad[:, None], rgb(RED), self._own)
        colours = np.where((resealed & ~bad)[:, None], rgb(RESEALED), colours)
        colours = np.where((lies & ~bad)[:, None], rgb(LIE), colours)
        self._blocks.set(at, turn, 1.0, colours, np.where(bad, 0.5, 0.12))
        self._write_digests(state, [ledger[i] for i in numbers], at, turn)
        self._pay([ledger[i] for i in numbers], at, turn)
        self._tie(at, bad)
        place = len(ledger) - 1 - exhibit.depth - first
        self._cursor.set_pos(_slot_x(place), CHAIN_Y_M, CHAIN_FLOOR_M + 2.75)
        sealing = attack.sealing if attack else None
        if sealing is not None and sealing < len(ledger):
            self._hammer.unstash()
            self._hammer.set_pos(_slot_x(sealing - first), CHAIN_Y_M, CHAIN_FLOOR_M + 2.5)
        else:
            self._hammer.stash()
        owed = np.arange(3) < exhibit.zeros
        pins = [(_slot_x(SHOWN) + (i - 1) * 0.34, CHAIN_Y_M - 0.9, CHAIN_FLOOR_M) for i in range(3)]
        sizes = [(1.0, 1.0, 0.8 if up else 0.12) for up in owed]
        self._pins.set(pins, None, sizes, np.where(owed[:, None], rgb(GOLD), rgb(INK)), owed * 0.5)

    def _write_digests(self, state: State, blocks: list[Block], at: Floats, turn: Floats) -> None:
        """The first digits of each digest as bars on the front; for a block being sealed, those of the last try."""
        attack, texts = state.attack, []
        for block in blocks:
            if attack and attack.sealing == block.number:
                texts.append(replace(block, nonce=max(attack.nonce - 1, 0)).true_digest()[:DIGITS])
            else:
                texts.append(block.digest[:DIGITS])
        value = np.array([[int(digit, 16) for digit in text] for text in texts], float).reshape(
            len(blocks), -1
        )
        across = (np.arange(DIGITS) - (DIGITS - 1) / 2) * (BLOCK_M * 0.86 / DIGITS)
        local = np.zeros((len(blocks), DIGITS, 3))
        local[..., 0] = across
        local[..., 1] = -BLOCK_M / 2 - 0.02
        local[..., 2] = BLOCK_M * 0.16
        positions = np.einsum("nij,nkj->nki", turn, local) + at[:, None]
        size = np.ones((len(blocks), DIGITS, 3))
        size[..., 2] = 0.03 + value / 15 * BLOCK_M * 0.66
        self._digits.set(
            positions.reshape(-1, 3), np.repeat(turn, DIGITS, axis=0), size.reshape(-1, 3), rgb(PAPER), 0.6
        )

    def _pay(self, blocks: list[Block], at: Floats, turn: Floats) -> None:
        """Payments to the makers on top of each block, a bar for each."""
        paid = np.array([json.loads(block.record).get("paid_yuan", (0, 0, 0)) for block in blocks], float)
        local = np.zeros((len(blocks), 3, 3))
        local[..., 0] = (np.arange(3) - 1) * 0.36
        local[..., 2] = BLOCK_M
        positions = np.einsum("nij,nkj->nki", turn, local) + at[:, None]
        size = np.ones((len(blocks), 3, 3))
        size[..., 2] = paid / YUAN_A_METRE
        size[paid == 0] = 0
        self._paid.set(
            positions.reshape(-1, 3),
            np.repeat(turn, 3, axis=0),
            size.reshape(-1, 3),
            np.tile(self._makers, (len(blocks), 1)),
            0.3,
        )

    def _tie(self, at: Floats, bad: Floats) -> None:
        """A link before every block; a broken one is torn in two."""
        left = at[1:] - np.array((STEP_M / 2, 0.0, 0.0))
        left[:, 2] = CHAIN_FLOOR_M + 0.45
        torn = bad[1:].astype(bool)
        near, far = left.copy(), left.copy()
        near[torn] += (-0.16, 0, -0.25)
        far[torn] += (0.3, 0, 0.75)
        colours = np.where(torn[:, None], rgb(RED), self._light)
        turn = np.where(torn[:, None, None], _tilted(np.full(len(torn), -50.0)), heading(0.0))
        size = np.where(torn[:, None], (0.5, 1.0, 1.0), (1.0, 1.0, 1.0))
        self._links.set(
            np.concatenate([near, far[torn]]),
            np.concatenate([turn, turn[torn]]),
            np.concatenate([size, size[torn]]),
            np.concatenate([colours, colours[torn]]),
            0.75,
        )


def _slot_x(slot: float) -> float:
    return (slot - SHOWN / 2) * STEP_M


def _tilted(angle_deg: Floats) -> Floats:
    """Rotations about the axis towards the visitor, (n,) degrees to (n, 3, 3)."""
    angle = np.radians(np.asarray(angle_deg, np.float32))
    c, s, zero, one = np.cos(angle), np.sin(angle), np.zeros_like(angle), np.ones_like(angle)
    rows = [[c, zero, s], [zero, one, zero], [-s, zero, c]]
    return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2).astype(np.float32)
