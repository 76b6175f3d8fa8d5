"""Connections of the show to phones, another screen, a line or a fleet, made and ended in the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple, Protocol

from PySide6.QtWidgets import QSizePolicy, QWidget

from ....i18n import Text, Translatable, tr
from ....net.room.addresses import Address
from ...style.theme import Theme
from ...widgets import (
    Button,
    Card,
    Column,
    Flow,
    Option,
    Prose,
    Segmented,
    Themed,
    as_widget,
)
from .connect_fields import CodeField, FileField, FolderField, Guests, LineField, WifiRows

PHONES_NETWORK = Text("Network of the phones")
PAGES = Text("The park for their browsers: a published folder (optional)")
CONNECTION_MEANINGS: dict[str, Text] = {
    "phones": Text(
        "By a QR code on this screen: the running exhibit, questions, a visit to take home, a presenter’s remote. "
        "Laptops can follow this screen."
    ),
    "follow": Text(
        "This screen goes along with another one, in your own language. Type the six digits on that screen; it is "
        "looked for in this network."
    ),
    "line": Text(
        "Exhibits show the values of a machine: an OPC UA server, a bridge on MQTT, or a recording. Nothing is written to it."
    ),
    "fleet": Text(
        "This computer becomes one booth of many. The hub sees how it is, counts its visits and sends content. Kept for "
        "later starts."
    ),
}
BEGIN_WORDS: dict[str, Text] = {
    "phones": Text("Let phones join"),
    "follow": Text("Follow"),
    "line": Text("Connect"),
    "fleet": Text("Join", context="fleet"),
}
END_WORDS: dict[str, Text] = {
    "phones": Text("No more phones"),
    "follow": Text("Stop following"),
    "line": Text("Disconnect"),
    "fleet": Text("Leave the fleet"),
}
CONNECTIONS: dict[str, Text] = {
    "phones": Text("Let phones join"),
    "follow": Text("Follow a screen"),
    "line": Text("A real line"),
    "fleet": Text("A fleet"),
}


Kind = Literal["phones", "follow", "line", "fleet"]
Phase = Literal["off", "starting", "on", "failed"]
ICONS: dict[Kind, str] = {
    "phones": "smartphone",
    "follow": "monitor",
    "line": "factory",
    "fleet": "layout-grid",
}


class Standing(NamedTuple):
    """Status of a connection."""

    phase: Phase = "off"
    words: Translatable | None = None  # its address, or the reason of a failure


class Connections(Guests, Protocol):
    """Starts and ends connections without blocking.

    Attributes
    ----------
    offered : the kinds that can be started here.
    """

    @property
    def offered(self) -> Sequence[Kind]: ...
    @property
    def networks(self) -> tuple[Address, ...]:
        """Addresses of this computer that phones may reach."""
        ...

    @property
    def staff_url(self) -> str:
        """Address for a presenter's phone; "" while no phone can join."""
        ...

    def standing(self, kind: Kind) -> Standing:
        """Present status of a connection."""
        ...

    def kept(self, kind: Kind) -> Sequence[str]:
        """The entries of last time."""
        ...

    def begin(self, kind: Kind, words: Sequence[str]) -> None:
        """Start a connection with these entries; its status reports the outcome."""
        ...

    def end(self, kind: Kind) -> None:
        """End a connection."""
        ...


class ConnectCard(Card):
    """One connection; folded, it shows its name and status.

    Parameters
    ----------
    on_fold : called when its head is pressed.
    on_begun : called when a connection attempt has started.
    """

    kind: Kind

    def __init__(
        self,
        theme: Theme,
        connections: Connections,
        on_fold: Callable[[], object],
        on_begun: Callable[[], object],
    ) -> None:
        self._connections, self._on_begun = connections, on_begun
        self.theme = theme
        self._shown: object = None
        self.head = Button(theme, " ", ICONS[self.kind], kind="quiet", left=True, on_press=on_fold)
        self.head.setCheckable(True)
        self._means, self.state = Prose(theme, " ", "fine", "ink2"), Prose(theme, " ", "label")
        self.begin_button = Button(theme, " ", ICONS[self.kind], kind="primary", on_press=self.begin)
        self.end_button = Button(theme, " ", "x", on_press=lambda: connections.end(self.kind))
        self._fields, more = self._made_fields(theme, connections.kept(self.kind))
        buttons = Flow(theme, self.begin_button, self.end_button, gap=8)
        filled = (self._means, *self._fields, self.state)
        self.body = as_widget(Column(theme, *filled, buttons, *more, gap=8, margins=(10, 0, 10, 4)))
        super().__init__(theme, Column(theme, self.head, self.body, gap=6), padding=(6, 6, 6, 6))

    def _made_fields(self, theme: Theme, kept: Sequence[str]) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        """The fields to fill in before it starts, and those that can be used at any time."""
        raise NotImplementedError

    @property
    def words(self) -> tuple[str, ...]:
        """The entries in the fields."""
        raise NotImplementedError

    def _set_field_texts(self) -> None:
        """Set the names of the fields, in the language of the theme."""

    def _show_fields(self, state: str) -> str:
        """Show the choices available in a state; return the text to show if there is no other."""
        return state

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        language = theme.language
        self._means.set_text(tr(CONNECTION_MEANINGS[self.kind], language))
        self.begin_button.set_text(tr(BEGIN_WORDS[self.kind], language))
        self.end_button.set_text(tr(END_WORDS[self.kind], language))
        self._set_field_texts()
        self._shown = None
        self.update_standing()

    def fold(self, folded: bool) -> None:
        """Fold to the name alone, or unfold."""
        self.body.setVisible(not folded)
        self.head.setChecked(not folded)

    def update_standing(self) -> None:
        """Show the present status of the connection."""
        connections, language = self._connections, self.theme.language
        standing = connections.standing(self.kind)
        shown = standing, connections.networks, self.words, self.theme
        if shown == self._shown:
            return
        self._shown = shown
        runs = standing.phase in ("starting", "on")
        sub = tr(Text("on", context="connection"), language) if standing.phase == "on" else ""
        self.head.set_text(tr(CONNECTIONS[self.kind], language), sub=sub)
        for field in self._fields:
            field.setVisible(not runs)
        self.begin_button.setVisible(not runs)
        self.end_button.setVisible(runs)
        state = tr(standing.words, language) if standing.words is not None else ""
        if not runs:
            state = self._show_fields(state)
        self.state.set_text(state or " ", "err" if standing.phase == "failed" else "ink")
        self.state.setVisible(bool(state))
        self.updateGeometry()

    def begin(self) -> None:
        """Start the connection with the entries."""
        self._connections.begin(self.kind, self.words)
        self.update_standing()
        if self._connections.standing(self.kind).phase != "failed":
            self._on_begun()


class PhonesCard(ConnectCard):
    """Lets phones join: the network to use, the park for their browsers, and the Wi-Fi that guests are shown."""

    kind = "phones"

    def _made_fields(self, theme: Theme, kept: Sequence[str]) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        self._network = kept[0] if kept else ""
        self.networks: Segmented | None = None
        self._place = as_widget(Column(theme, gap=0))
        self.pages = FolderField(theme, PAGES, self.begin)
        self.pages.line.setText("".join(kept[1:2]))
        self.wifi = WifiRows(theme, self._connections)
        return (self._place, self.pages), (self.wifi,)

    @property
    def words(self) -> tuple[str, ...]:
        return self._network, self.pages.text

    def _set_field_texts(self) -> None:
        self.pages.set_texts(self.theme)
        self.wifi.apply_theme(self.theme)

    def _show_fields(self, state: str) -> str:
        networks, language = self._connections.networks, self.theme.language
        if self._network not in [one.ip for one in networks]:
            self._network = networks[0].ip if networks else ""
        self.begin_button.setEnabled(bool(networks))
        self._offer(networks if len(networks) > 1 else ())
        if not networks:
            return tr(Text("This computer is in no network. Join one, or start a hotspot."), language)
        if len(networks) > 1:
            return state or tr(PHONES_NETWORK, language)
        one = networks[0]
        return state or tr(
            Text("Network: {address} ({interface})"), language, address=one.ip, interface=one.interface
        )

    def _offer(self, networks: Sequence[Address]) -> None:
        """Show the networks to choose from, or none."""
        column, before = self._place.layout(), self.networks
        assert column is not None
        if before is not None:
            column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.networks = None
        self._place.setVisible(bool(networks))
        if networks:
            options = [Option(one.ip, f"{one.ip} ({one.interface})") for one in networks]
            name = tr(PHONES_NETWORK, self.theme.language)
            self.networks = Segmented(self.theme, options, self._network, name=name, on_choose=self._choose)
            column.addWidget(self.networks)

    def _choose(self, address: str) -> None:
        self._network = address


class FollowCard(ConnectCard):
    """Follows a screen: by its six digits, and by its address where it is not discovered."""

    kind = "follow"

    def _made_fields(self, theme: Theme, kept: Sequence[str]) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        self.code, self.address = CodeField(theme, self.begin), LineField(theme, self.begin)
        return (self.code, self.address), ()

    @property
    def words(self) -> tuple[str, ...]:
        return self.code.code, self.address.text().strip()

    def _set_field_texts(self) -> None:
        self.code.set_texts(self.theme)
        self.address.set_words(tr(Text("Its address, if it is not found: 192.168.1.20"), self.theme.language))


class LineCard(ConnectCard):
    """Feeds exhibits from a real line: its address or a recording; for OPC UA also a map and credentials."""

    kind = "line"

    def _made_fields(self, theme: Theme, kept: Sequence[str]) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        self.source, self.map, self.access = self.files = (
            FileField(
                theme, Text("opc.tcp://HOST:PORT, mqtt://HOST/LINE or a recording"), ("csv",), self.begin
            ),
            FileField(theme, Text("Map of tags: tags.yaml (optional)"), ("yaml", "yml"), self.begin),
            FileField(theme, Text("Access: access.json (optional)"), ("json",), self.begin),
        )
        for file, words in zip(self.files, kept, strict=False):
            file.line.setText(words)
        return self.files, ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(file.text for file in self.files)

    def _set_field_texts(self) -> None:
        for file in self.files:
            file.set_texts(self.theme)

    def _show_fields(self, state: str) -> str:
        for file in self.files[1:]:
            file.setVisible(self.source.text.startswith("opc.tcp:"))
        return state


class FleetCard(ConnectCard):
    """Joins a fleet as a booth, by its file."""

    kind = "fleet"

    def _made_fields(self, theme: Theme, kept: Sequence[str]) -> tuple[Sequence[QWidget], Sequence[QWidget]]:
        self.file = FileField(theme, Text("File of this booth: booth-NAME.json"), ("json",), self.begin)
        self.file.line.setText(kept[0] if kept else "")
        return (self.file,), ()

    @property
    def words(self) -> tuple[str, ...]:
        return (self.file.text,)

    def _set_field_texts(self) -> None:
        self.file.set_texts(self.theme)


CARDS: Mapping[Kind, type[ConnectCard]] = {
    card.kind: card for card in (PhonesCard, FollowCard, LineCard, FleetCard)
}


class ConnectRows(Themed, QWidget):
    """All connections that are offered, one of them unfolded at a time.

    Parameters
    ----------
    on_begun : called with the connection that was started.
    on_unfold : called with a card that was unfolded: another one above it may have folded.
    """

    def __init__(
        self,
        theme: Theme,
        connections: Connections,
        on_begun: Callable[[Kind], object] = lambda kind: None,
        on_unfold: Callable[[QWidget], object] = lambda card: None,
    ) -> None:
        super().__init__()
        self._title = Prose(theme, " ", "label")
        self._connections, self._on_unfold = connections, on_unfold
        self.cards: dict[Kind, ConnectCard] = {
            kind: card(theme, connections, partial(self._fold, kind), partial(on_begun, kind))
            for kind, card in CARDS.items()
        }
        for card in self.cards.values():
            card.fold(True)
        self.setLayout(Column(theme, self._title, *self.cards.values(), gap=8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.apply_theme(theme)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self._title.set_text(tr(Text("Phones and other machines"), theme.language))

    def update_standing(self) -> None:
        """Show the present status of the connections."""
        offered = self._connections.offered
        for kind, card in self.cards.items():
            card.setVisible(kind in offered)
            card.update_standing()

    def unfold(self, kind: Kind) -> None:
        """Unfold one of them."""
        for other, card in self.cards.items():
            card.fold(other != kind)
        self.update_standing()

    @property
    def first(self) -> QWidget | None:
        """The widget that gets the keyboard focus first."""
        return next((card.head for card in self.cards.values() if not card.isHidden()), None)

    def _fold(self, kind: Kind) -> None:
        card = self.cards[kind]
        if card.body.isHidden():
            self.unfold(kind)
            self._on_unfold(card)
        else:
            card.fold(True)
