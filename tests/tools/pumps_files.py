"""Makes the pictures, the slides, the model and the table of `scenes/pumps`: `python -m tests.tools.pumps_files [FOLDER]`.

All of them follow from the few numbers here, and belong to this project: nothing in them was taken from elsewhere.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterable, Sequence
from math import cos, pi, sin
from pathlib import Path

import numpy as np

SCENE = Path(__file__).parents[2] / "scenes" / "pumps"
BLUE, DEEP, AMBER, GREEN, RED, PAPER, STEEL, PALE, WATER = (
    "#005EB8", "#0B2A4A", "#F2A33A", "#1FA588", "#D0396B", "#F6F8FB", "#8FA3B8", "#DDE5EE", "#57B6E8",
)  # fmt: skip
WIDE, HIGH = 1600, 900

# the wheels of the table: rise at no flow (m), what each m3/h squared takes of it, best efficiency (%), flow there (m3/h)
WHEELS: dict[str, tuple[float, float, float, float]] = {
    "closed": (62.0, 0.0058, 78.0, 52.0),
    "open": (50.0, 0.0052, 68.0, 50.0),
    "free-flow": (38.0, 0.0047, 52.0, 44.0),
}
FLOWS = tuple(range(10, 81, 10))
WEIGHT_KN_M3, SECONDS_H = 9.81, 3600.0

Points = Iterable[tuple[float, float]]


def head_m(wheel: str, flow_m3_h: float) -> float:
    rise, loss, _, _ = WHEELS[wheel]
    return rise - loss * flow_m3_h**2


def efficiency_percent(wheel: str, flow_m3_h: float) -> float:
    _, _, best, at = WHEELS[wheel]
    x = flow_m3_h / at
    return best * x * (2 - x)


def power_kw(wheel: str, flow_m3_h: float) -> float:
    water_kw = WEIGHT_KN_M3 * flow_m3_h / SECONDS_H * head_m(wheel, flow_m3_h)
    return water_kw / (efficiency_percent(wheel, flow_m3_h) / 100)


# ---- drawings


def polygon(points: Points, fill: str, more: str = "") -> str:
    rounded = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{rounded}" fill="{fill}" {more}/>'


def line(points: Points, colour: str, width: float, more: str = "") -> str:
    rounded = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<polyline points="{rounded}" fill="none" stroke="{colour}" stroke-width="{width}" '
        f'stroke-linecap="round" stroke-linejoin="round" {more}/>'
    )


def rect(x: float, y: float, wide: float, high: float, fill: str, more: str = "") -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}" {more}/>'


def circle(x: float, y: float, r: float, fill: str, more: str = "") -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="{fill}" {more}/>'


def words(x: float, y: float, text: str, px: int = 34, colour: str = DEEP, anchor: str = "middle") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="Figtree, sans-serif" font-size="{px}" '
        f'font-weight="600" fill="{colour}" text-anchor="{anchor}">{text}</text>'
    )


def svg(parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}">\n'
        + "\n".join((rect(0, 0, WIDE, HIGH, PAPER), *parts))
        + "\n</svg>\n"
    )


def around(
    x: float, y: float, r: float, start_deg: float, end_deg: float, count: int = 40
) -> list[tuple[float, float]]:
    angles = np.radians(np.linspace(start_deg, end_deg, count))
    return [(x + r * cos(a), y + r * sin(a)) for a in angles]


def blade(
    x: float, y: float, inner: float, outer: float, at_deg: float, turn_deg: float
) -> list[tuple[float, float]]:
    shares = np.linspace(0, 1, 24)
    return [
        (
            x + (inner + (outer - inner) * s) * cos(pi / 180 * (at_deg + turn_deg * s**1.2)),
            y + (inner + (outer - inner) * s) * sin(pi / 180 * (at_deg + turn_deg * s**1.2)),
        )
        for s in shares
    ]


def spiral(x: float, y: float, least: float, most: float) -> list[tuple[float, float]]:
    """From the tongue at the upper right against the clock to the right, where it is widest."""
    shares, found = np.linspace(0, 1, 91), []
    for share in shares:
        angle, r = -pi / 6 - share * 11 / 6 * pi, least + (most - least) * share
        found.append((x + r * cos(angle), y + r * sin(angle)))
    return found


def mark(x: float, y: float, number: int) -> str:
    return circle(x, y, 34, AMBER) + words(x, y + 13, str(number), 38, DEEP)


def arrow(start: tuple[float, float], end: tuple[float, float], colour: str, width: float = 14) -> str:
    (x, y), (u, v) = start, end
    long = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    a, b = (u - x) / long, (v - y) / long
    head = width * 2.2
    base = (u - a * head, v - b * head)
    tip = [
        (u, v),
        (base[0] - b * head * 0.62, base[1] + a * head * 0.62),
        (base[0] + b * head * 0.62, base[1] - a * head * 0.62),
    ]
    return line([start, base], colour, width) + polygon(tip, colour)


def pump_drawing() -> str:
    """A centrifugal pump from the front, its casing open: water comes in at the middle and leaves at the top."""
    x, y = 700.0, 500.0
    parts = [rect(300, 810, 860, 34, STEEL, 'rx="8"'), rect(500, 740, 400, 76, DEEP, 'rx="10"')]
    outer, inner = spiral(x, y, 236, 338), spiral(x, y, 214, 300)
    parts += [
        polygon(outer, BLUE), rect(x + 180, y - 420, 158, 424, BLUE), polygon(inner, WATER),
        rect(x + 206, y - 420, 100, 424, WATER), rect(x + 150, y - 446, 218, 40, DEEP, 'rx="8"'),
    ]  # fmt: skip
    parts += [circle(x, y, 205, "#EAF4FB"), circle(x, y, 205, "none", f'stroke="{STEEL}" stroke-width="8"')]
    for n in range(7):
        parts.append(line(blade(x, y, 74, 200, n * 360 / 7, 78), DEEP, 17))
    parts += [
        circle(x, y, 78, WATER),
        circle(x, y, 78, "none", f'stroke="{DEEP}" stroke-width="12"'),
        circle(x, y, 26, AMBER),
    ]
    parts.append(line(around(x, y, 236, 150, 92), "#FFFFFF", 12))
    tip = around(x, y, 236, 92, 84, 2)
    parts.append(arrow(tip[0], tip[1], "#FFFFFF", 12))
    parts.append(arrow((x + 256, y - 60), (x + 256, y - 390), "#FFFFFF", 18))
    named = (
        ((1240, 560), (x + 60, y + 10)),
        ((1240, 420), (x + 150, y - 110)),
        ((1240, 700), (x + 250, y + 130)),
        ((1240, 180), (x + 300, y - 330)),
    )
    for n, ((u, v), target) in enumerate(named, 1):
        parts.append(line([(u - 40, v), target], DEEP, 4))
        parts.append(mark(u, v, n))
    return svg(parts)


def wheels_drawing() -> str:
    """Three wheels side by side: closed, open, and one that leaves the way free."""
    parts: list[str] = []
    for n, (x, turn, blades, width) in enumerate(((300, 80, 7, 16), (800, 62, 5, 20), (1300, 20, 8, 18)), 1):
        y, r = 400.0, 210.0
        disc = PALE if n == 1 else "#EAF1F8"
        parts += [circle(x, y + 12, r + 8, "#D3DCE6"), circle(x, y, r, disc)]
        if n == 1:
            parts.append(circle(x, y, r, "none", f'stroke="{BLUE}" stroke-width="26"'))
        outer = r - 8 if n < 3 else r * 0.62
        for k in range(blades):
            parts.append(
                line(blade(x, y, 66, outer, k * 360 / blades, turn), BLUE if n < 3 else GREEN, width)
            )
        parts += [circle(x, y, 66, DEEP), circle(x, y, 30, PAPER)]
        parts.append(mark(x, 720, n))
    for k, (x, y, r) in enumerate(((1376, 268, 24), (1448, 360, 17), (1190, 510, 28), (1130, 420, 15))):
        parts.append(circle(x, y, r, AMBER if k % 2 else "#C98A2B"))
    return svg(parts)


def curves_drawing() -> str:
    """How high each wheel lifts how much: computed as the table is."""
    left, right, top, foot = 190.0, 1500.0, 90.0, 760.0
    most_flow, most_head = 80.0, 70.0

    def at(flow: float, head: float) -> tuple[float, float]:
        return left + (right - left) * flow / most_flow, foot - (foot - top) * head / most_head

    parts = []
    for head in range(0, 71, 10):
        parts += [
            line([at(0, head), at(80, head)], PALE, 3),
            words(left - 24, at(0, head)[1] + 12, str(head), 34, DEEP, "end"),
        ]
    for flow in range(0, 81, 20):
        parts += [line([at(flow, 0), at(flow, 70)], PALE, 3), words(at(flow, 0)[0], foot + 52, str(flow))]
    parts += [words(left, 58, "m", 36), words(right, foot + 104, "m³/h", 36, DEEP, "end")]
    for n, (wheel, colour) in enumerate(zip(WHEELS, (BLUE, AMBER, GREEN), strict=True), 1):
        parts.append(line([at(q, head_m(wheel, q)) for q in np.linspace(0, 80, 60)], colour, 12))
        x, y = at(80, head_m(wheel, 80))
        parts.append(circle(x, y, 30, colour) + words(x, y + 12, str(n), 34, PAPER))
    system = [at(q, 18 + 0.0075 * q**2) for q in np.linspace(0, 80, 60)]
    parts.append(line(system, DEEP, 8, 'stroke-dasharray="4 24"'))
    return svg(parts)


def way_drawing() -> str:
    """From the well to the tap: four places, at three of which a pump works."""
    ground = 620.0
    parts = [rect(0, 0, WIDE, ground, "#EAF4FB"), rect(0, ground, WIDE, HIGH - ground, "#D9CDB8")]
    parts.append(polygon([(0, 790), (420, 770), (760, 800), (760, 900), (0, 900)], WATER))
    parts += [
        rect(150, 560, 90, 250, STEEL),
        rect(164, 620, 62, 190, "#BFD9EA"),
        polygon([(130, 560), (260, 560), (195, 490)], DEEP),
    ]
    parts += [rect(430, 500, 250, 120, BLUE, 'rx="8"'), polygon([(415, 500), (695, 500), (555, 430)], DEEP)]
    parts += [rect(475, 540, 40, 80, PAPER), rect(590, 540, 60, 40, PAPER)]
    parts += [
        polygon([(860, 620), (900, 300), (980, 300), (1020, 620)], PALE),
        rect(820, 190, 240, 130, BLUE, 'rx="26"'),
    ]
    parts.append(rect(836, 236, 208, 72, WATER, 'rx="12"'))
    for k in range(3):
        x, tall = 1180 + k * 130, 200 + 90 * ((k * 2) % 3)
        parts.append(rect(x, ground - tall, 104, tall, PAPER, f'stroke="{STEEL}" stroke-width="5"'))
        for row in range(int(tall // 56)):
            for column in range(2):
                parts.append(
                    rect(
                        x + 18 + column * 42,
                        ground - tall + 18 + row * 54,
                        26,
                        30,
                        WATER if (row + column) % 2 else AMBER,
                    )
                )
    parts.append(line([(195, 620), (195, 690), (555, 690), (555, 620)], BLUE, 14))
    parts.append(line([(640, 620), (640, 690), (940, 690), (940, 320)], BLUE, 14))
    parts.append(line([(990, 320), (990, 690), (1530, 690)], BLUE, 14))
    for k in range(3):
        parts.append(line([(1232 + k * 130, 690), (1232 + k * 130, 620)], BLUE, 12))
    for n, (x, y) in enumerate(((195, 840), (555, 755), (940, 755), (1362, 755)), 1):
        parts.append(mark(x, y, n))
    return svg(parts)


# ---- slides


def write_leaflet(path: Path) -> None:
    """Two slides as PDF, in both languages of the scene."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
    from PySide6.QtGui import QColor, QGuiApplication, QPageSize, QPainter, QPdfWriter, QPen

    from explorer.shell.style import fonts

    application = QGuiApplication.instance() or QGuiApplication([])
    writer = QPdfWriter(str(path))
    writer.setTitle("Kessler")
    writer.setCreator("")
    writer.setPageSize(QPageSize(QSizeF(320, 180), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(127)  # 1600 by 900 dots
    painter = QPainter(writer)

    def write(x: float, y: float, text: str, px: int, colour: str = DEEP, weight: int = 600) -> None:
        painter.setPen(QColor(colour))
        painter.setFont(fonts.font("en", px, weight))
        painter.drawText(QRectF(x, y, WIDE - x - 60, px * 1.5), Qt.AlignmentFlag.AlignVCenter, text)

    painter.fillRect(QRectF(0, 0, WIDE, HIGH), QColor(PAPER))
    painter.fillRect(QRectF(0, 0, WIDE, 190), QColor(BLUE))
    write(80, 48, "Kessler K 50-200", 66, PAPER, 700)
    rows = (
        ("Förderstrom · Flow", "50 m³/h"), ("Förderhöhe · Head", f"{head_m('closed', 50):.1f} m"),
        ("Wirkungsgrad · Efficiency", f"{efficiency_percent('closed', 50):.0f} %"),
        ("Leistung · Power", f"{power_kw('closed', 50):.1f} kW"), ("Drehzahl · Speed", "2900 min⁻¹"),
    )  # fmt: skip
    for n, (label, value) in enumerate(rows):
        y = 240 + n * 104
        write(80, y, label, 44, DEEP, 500)
        write(1080, y, value, 50, BLUE, 700)
        painter.setPen(QPen(QColor(PALE), 3))
        painter.drawLine(80, y + 88, WIDE - 80, y + 88)
    write(80, 800, "Erfundene Pumpe, gerechnete Werte · Invented pump, computed values", 30, "#4A5C70", 500)
    writer.newPage()
    painter.fillRect(QRectF(0, 0, WIDE, HIGH), QColor(PAPER))
    painter.fillRect(QRectF(0, 0, WIDE, 190), QColor(BLUE))
    write(80, 48, "Strom in zehn Jahren · Electricity in ten years", 54, PAPER, 700)
    hours, years, price = 4000, 10, 0.22
    lift_kw = WEIGHT_KN_M3 * 40 / SECONDS_H * 30
    costs = [lift_kw / (efficiency_percent(wheel, 40) / 100) * hours * years * price for wheel in WHEELS]
    names = ("geschlossen · closed", "offen · open", "Freistrom · free-flow")
    for n, (name, cost, colour) in enumerate(zip(names, costs, (BLUE, AMBER, GREEN), strict=True)):
        y = 260 + n * 150
        write(80, y, name, 42, DEEP, 500)
        painter.fillRect(QRectF(620, y, 640 * cost / max(costs), 74), QColor(colour))
        write(
            640 + 640 * cost / max(costs),
            y + 4,
            f"{round(cost, -3):,.0f} €".replace(",", "\u202f"),
            42,
            DEEP,
            700,
        )
    write(80, 740, f"40 m³/h · 30 m · {hours} h/a · {price:.2f} €/kWh", 34, "#4A5C70", 500)
    write(80, 800, "Erfundene Pumpen, gerechnete Werte · Invented pumps, computed values", 30, "#4A5C70", 500)
    painter.end()
    del application


# ---- the model and the table


def write_model(path: Path) -> None:
    """A pump as tall as a house: casing, flange, shaft housing and motor with fins, on a base. A pavilion of the works."""
    import trimesh
    from trimesh.transformations import rotation_matrix, translation_matrix

    scene = trimesh.Scene()

    def add(mesh: trimesh.Trimesh, colour: str, *matrices: np.ndarray) -> None:
        for matrix in matrices:
            mesh.apply_transform(matrix)
        mesh.apply_transform(rotation_matrix(-pi / 2, (1, 0, 0)))  # GLB stands with y up
        rgb = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        material = trimesh.visual.material.PBRMaterial(
            baseColorFactor=[*(c**2.2 for c in rgb), 1.0], metallicFactor=0.0, roughnessFactor=0.7
        )
        mesh.visual = trimesh.visual.TextureVisuals(material=material)
        scene.add_geometry(mesh)

    lie_x, lie_y = rotation_matrix(pi / 2, (0, 1, 0)), rotation_matrix(pi / 2, (1, 0, 0))
    cylinder, box, torus = trimesh.creation.cylinder, trimesh.creation.box, trimesh.creation.torus
    add(box((26, 14, 0.8)), "#C9CFD6", translation_matrix((0, 0, 0.4)))
    add(box((23, 7, 0.9)), DEEP, translation_matrix((0, 0, 1.2)))
    axis = 7.2
    # the casing: a spiral of balls grown together is a ring that widens
    for n in range(28):
        angle, r = 2 * pi * n / 28, 1.25 + 0.75 * n / 28
        ball = trimesh.creation.icosphere(subdivisions=2, radius=r)
        reach = 3.0 + 0.5 * n / 28
        add(
            ball,
            BLUE,
            translation_matrix((-7.0, reach * cos(angle + pi / 2), axis + reach * sin(angle + pi / 2))),
        )
    add(cylinder(3.3, 2.4, sections=48), BLUE, lie_x, translation_matrix((-7.0, 0, axis)))
    add(cylinder(1.9, 2.4, sections=40), BLUE, lie_x, translation_matrix((-9.4, 0, axis)))
    add(cylinder(2.7, 0.5, sections=40), STEEL, lie_x, translation_matrix((-10.6, 0, axis)))
    add(cylinder(1.45, 0.3, sections=40), DEEP, lie_x, translation_matrix((-10.8, 0, axis)))
    add(cylinder(1.5, 5.4, sections=36), BLUE, translation_matrix((-7.0, 3.4, axis + 3.4)))
    add(cylinder(2.3, 0.5, sections=36), STEEL, translation_matrix((-7.0, 3.4, axis + 6.1)))
    add(cylinder(1.2, 0.3, sections=36), DEEP, translation_matrix((-7.0, 3.4, axis + 6.3)))
    add(cylinder(1.5, 4.2, sections=36), STEEL, lie_x, translation_matrix((-3.7, 0, axis)))
    add(cylinder(2.1, 0.6, sections=36), AMBER, lie_x, translation_matrix((-1.5, 0, axis)))
    add(cylinder(3.1, 9.4, sections=48), "#2C6FB5", lie_x, translation_matrix((4.4, 0, axis)))
    for n in range(13):
        add(cylinder(3.45, 0.22, sections=40), DEEP, lie_x, translation_matrix((0.6 + n * 0.62, 0, axis)))
    add(cylinder(3.2, 1.5, sections=40), DEEP, lie_x, translation_matrix((9.7, 0, axis)))
    add(
        torus(2.5, 0.16, major_sections=36, minor_sections=8),
        AMBER,
        lie_x,
        translation_matrix((10.5, 0, axis)),
    )
    add(box((2.6, 2.2, 1.4)), AMBER, translation_matrix((4.4, 0, axis + 3.6)))
    for x in (-7.0, 2.0, 7.4):
        add(box((1.6, 4.6, axis - 2.6)), DEEP, translation_matrix((x, 0, 1.6 + (axis - 2.6) / 2)))
    del lie_y
    path.write_bytes(trimesh.exchange.gltf.export_glb(scene))


def write_table(path: Path) -> None:
    """What each wheel does at each flow."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("wheel", "flow", "head", "efficiency", "power"))
        for wheel in WHEELS:
            for flow in FLOWS:
                rows.writerow((
                    wheel, flow, round(head_m(wheel, flow), 1), round(efficiency_percent(wheel, flow), 1),
                    round(power_kw(wheel, flow), 2),
                ))  # fmt: skip


DRAWINGS = {"pump": pump_drawing, "wheels": wheels_drawing, "curves": curves_drawing, "way": way_drawing}


def write_files(scene: Path) -> None:
    """Write all of them into a scene."""
    for folder in ("media", "models", "data"):
        (scene / folder).mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWINGS.items():
        (scene / "media" / f"{name}.svg").write_text(draw(), "utf-8")
    write_leaflet(scene / "media" / "leaflet.pdf")
    write_model(scene / "models" / "pump.glb")
    write_table(scene / "data" / "wheels.csv")


if __name__ == "__main__":
    write_files(Path(sys.argv[1]) if len(sys.argv) > 1 else SCENE)
