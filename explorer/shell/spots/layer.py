"""The layer of hot spots: pins at the building of the open zone, and the card of the one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import QRect, Qt

from ...base.geometry import Vec3
from ...base.suffixes import PICTURES
from ...park.model import Spot, Zone
from ...park.spots.hidden import hidden_spots
from ...park.spots.products import products
from ...park.spots.spot import file_key
from ...visit import Presence, ShowSpot, Visit
from ..overlay.label_overlay import REST_S
from ..panels.article.page import open_in_browser
from ..pictures import Pictures
from ..style.theme import Theme
from ..widgets import Surface
from ..window.layer import Layer, LayerContext
from ..window.layout import Room
from .card import SpotCard
from .pin import Pin, icon_of
from .product_view import ProductView


class SpotsLayer(Layer):
    """Pins appear when the camera rests before a zone. Without hot spots it costs nothing.

    Attributes
    ----------
    pins : those of the open zone, by id.
    product : the product that is turned by hand, if any.
    """

    def __init__(self, context: LayerContext) -> None:
        self._context, self._theme = context, context.theme
        self._visit: Visit | None = None
        self._zone: str | None = None
        self._pictures: Pictures | None = None
        self._card: SpotCard | None = None
        self._shown_s = 0.0
        self._hidden = frozenset[str]()
        self._hidden_from: Vec3 | None = None
        self.pins: dict[str, Pin] = {}
        self.product: ProductView | None = None

    @property
    def card(self) -> SpotCard | None:
        """The card, once a hot spot was open."""
        return self._card

    @property
    def surfaces(self) -> Sequence[Surface]:
        return () if self._card is None else (self._card,)

    @property
    def state(self) -> object:
        visit = self._visit
        spot = visit.open_spot if visit is not None else None
        return spot.id if spot is not None else None, self._is_at_rest

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.product is not None:
            self.product.apply_theme(theme)
        for pin in self.pins.values():
            pin.apply_theme(theme)

    def update_from(self, visit: Visit) -> None:
        self._visit = visit
        zone = visit.open_zone if not visit.operating else None
        if (zone.id if zone is not None and zone.spots else None) != self._zone:
            self._make_pins(zone if zone is not None and zone.spots else None)
        spot = visit.open_spot
        if spot is None or visit.guided:
            self._close_product()
        for id, pin in self.pins.items():
            pin.show_open(spot is not None and spot.id == id)
        self._place_pins(visit, spot)
        if spot is not None and self._card is None:
            self._make_card()
        if self._card is not None:
            is_own = spot is not None and spot.id == visit.spot
            if self._card.show_spot(visit.zone, spot if self._is_at_rest else None, is_own):
                self._shown_s = 0.0
                self._context.arrange_again()

    @property
    def _is_at_rest(self) -> bool:
        visit = self._visit
        return visit is not None and not visit.moving and visit.rest_s >= REST_S

    def advance(self, dt_s: float) -> bool:
        visit, card = self._visit, self._card
        if self.product is not None:
            return self.product.advance(dt_s)
        if card is None or card.isHidden() or visit is None or self._pictures is None:
            if self._pictures is not None:
                self._pictures.video.stop()
            return False
        if card.show_picture():
            self._context.arrange_again()
        picture = card.picture
        if picture is None:
            return False
        self._shown_s += dt_s
        if picture.kind == "video":
            self._pictures.video.play(
                picture.path, self._shown_s, paused=False, settings=visit.settings, ducked=False
            )
        return picture.kind == "video" and not self._pictures.has_failed(picture)

    @property
    def speaks(self) -> bool:
        return self._pictures is not None and self._pictures.sounds

    def arrange(self, room: Room) -> Room:
        if self.product is not None:
            self.product.fill(QRect(0, 0, room.size.width(), room.size.height()))
        if self._card is not None and not self._card.isHidden():
            margin = room.margin
            free = QRect(margin, room.top_px, room.free_px - 2 * margin, max(room.bottom_px - room.top_px, 1))
            self._card.arrange(free, self._at_pin())
        return room

    def close(self) -> None:
        self._close_product()
        self._make_pins(None)
        if self._pictures is not None:
            self._pictures.close()

    # ---- implementation

    def _make_card(self) -> None:
        context = self._context
        self._pictures = Pictures()
        opens = open_in_browser if context.visit().mode.links else None
        self._card = SpotCard(
            self._theme, context.park, self._pictures, self._close_card, opens, self._turn, context.window
        )

    def _turn(self) -> None:
        """Show the product of the open hot spot on the whole window."""
        visit, context = self._context.visit(), self._context
        spot = visit.open_spot
        found = [p for p in products(context.park) if p.zone == visit.zone and p.spot == spot]
        if found and self.product is None:
            self.product = ProductView(
                self._theme,
                context.stage,
                found[0].spot,
                found[0].number,
                self._close_product,
                lambda: context.do(Presence()),
                context.window,
            )

    def _close_product(self) -> None:
        product, self.product = self.product, None
        if product is not None:
            product.hide()
            product.deleteLater()
            self._context.window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_card(self) -> None:
        self._context.do(ShowSpot(None))

    def _make_pins(self, zone: Zone | None) -> None:
        for pin in self.pins.values():
            pin.hide()
            pin.deleteLater()
        self.pins, self._zone = {}, zone.id if zone is not None else None
        self._hidden_from = None
        for spot in zone.spots if zone is not None else ():
            if zone is None or spot.at_m is None:
                continue
            path = self._context.park.spot_files.get(file_key(zone.id, spot.id, "file"))
            icon = icon_of(spot, PICTURES[path.suffix.lower()] if path is not None else None)
            press = partial(self._press, spot)
            self.pins[spot.id] = Pin(self._theme, spot, zone.accent, icon, press, self._context.viewport)

    def _press(self, spot: Spot, *_: object) -> None:
        visit = self._context.visit()
        self._context.do(ShowSpot(None if visit.spot == spot.id else spot.id))

    def _place_pins(self, visit: Visit, open_spot: Spot | None) -> None:
        """Move the pins to where their points are seen.

        They are hidden while the camera moves, behind walls, and in a tour, but for that of the open card.
        """
        zone = visit.open_zone
        if zone is None or not self.pins:
            return
        points = [pin.spot.place_m(zone.place.centre_m, zone.place.heading_deg) for pin in self.pins.values()]
        seen = np.asarray(self._context.stage.project([point for point in points if point is not None]))
        view = self._context.viewport.size()
        if self._is_at_rest and self._hidden_from != visit.pose.eye:
            self._hidden_from = visit.pose.eye
            self._hidden = hidden_spots(zone, visit.pose.eye, self._context.park.solids)
        for pin, (x, y) in zip(self.pins.values(), seen.tolist(), strict=True):
            is_open = open_spot is not None and open_spot.id == pin.spot.id
            is_meant = is_open or not (visit.guided or pin.spot.id in self._hidden)
            is_seen = self._is_at_rest and is_meant and 0 < x < 1 and 0 < y < 1
            if is_seen:
                pin.centre_at(x * view.width(), y * view.height())
            if pin.isHidden() == is_seen:
                pin.setVisible(is_seen)

    def _at_pin(self) -> tuple[float, float] | None:
        """The middle of the open pin, in pixels of the window."""
        visit = self._visit
        spot = visit.open_spot if visit is not None else None
        pin = self.pins.get(spot.id) if spot is not None else None
        if pin is None or pin.isHidden():
            return None
        at = pin.mapTo(self._context.window, pin.rect().center())
        return float(at.x()), float(at.y())
