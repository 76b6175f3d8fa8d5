"""Reading aloud: the text of the visitor's place, and the layer that speaks it and asks *Still there?* aloud."""

from __future__ import annotations

from dataclasses import replace

from ...i18n import Text, is_cjk, tr
from ...park.model import Language, Zone
from ...park.paragraphs import paragraphs
from ...visit import Presence, Visit
from ..exhibit.readouts import format_reading
from ..input.keymap import Command
from ..speech.voice import Voice
from ..style.theme import Theme
from ..widgets import plain
from ..window.layer import Layer, LayerContext
from ..window.view_state import Reading

ENDS = (".", "!", "?", "。", "！", "？", "…")


def script_of(visit: Visit, theme: Theme) -> str:
    """The text for the visitor's place; "" if there is nothing to read."""
    zone = visit.open_zone
    if zone is None:
        return ""
    if visit.operating and visit.run is not None:
        return _of_exhibit(visit, zone, theme)
    return _of_article(zone, theme.language)


def _of_article(zone: Zone, language: Language) -> str:
    article = paragraphs(zone.article[language])
    business = paragraphs(zone.business[language]) if zone.business is not None else []
    return _spoken([zone.title[language], zone.lead[language], *article, *business], language)


def _of_exhibit(visit: Visit, zone: Zone, theme: Theme) -> str:
    """The title, the description, then all present readings."""
    language, run, place = theme.language, visit.run, zone.exhibit
    assert run is not None
    assert place is not None
    words = [tr(place.exhibit_class.title, language), place.see[language]]
    readings = run.readings
    for output in type(run.exhibit).outputs:
        value = format_reading(output, readings[output.name], theme)
        words.append(tr(Text("{label}: {value}"), language, label=tr(output.words, language), value=value))
    return _spoken(words, language)


def _spoken(words: list[str], language: Language) -> str:
    """Sentences, each with final punctuation: a voice pauses there."""
    end = "。" if is_cjk(language) else "."
    sentences = [part for part in (plain(part).strip() for part in words) if part]
    return "\n".join(part if part.endswith(ENDS) else part + end for part in sentences)


PRESENT_EVERY_S = 10.0
"""Interval at which a listening visitor counts as present."""
LONGEST_S = 900.0
"""Time after which reading stops: a voice that hangs must not keep a kiosk from its next visitor."""


class ReadAloudLayer(Layer):
    """Reads to one visitor at a time, at the volume of the visitor's settings.

    Parameters
    ----------
    voice : speaks; None uses the system's.
    """

    def __init__(self, context: LayerContext, voice: Voice | None = None) -> None:
        self._context, self._theme = context, context.theme
        self.voice = voice or Voice()
        self._visit: Visit | None = None
        self._wanted = False
        self._listened: int | None = None  # the visitor who started reading
        self._place: object = None
        self._volume = -1
        self._since_s = self._noted_s = 0.0

    # ---- for the window

    @property
    def state(self) -> object:
        return self._context.views.state.reading

    @property
    def speaks(self) -> bool:
        return self.voice.speaking

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme

    def answers(self, command: Command, visit: Visit) -> bool:
        if command != "read aloud":
            return False
        if self.voice.speaking or self._wanted:
            self._stop()
        elif script_of(visit, self._theme):
            self._wanted = True
            self._listened = self._context.views.state.visitor
            self.voice.prepare()
            self._begin(visit)
        return True

    def update_from(self, visit: Visit) -> None:
        before, self._visit = self._visit, visit
        visitor = self._context.views.state.visitor
        place = (visitor, visit.zone, visit.operating, visit.settings.language, visit.playback is None)
        if place != self._place:
            self._place = place
            self._stop()
        if visit.settings.volume != self._volume:
            self._volume = visit.settings.volume
            self.voice.turn_to(self._volume / 100)
        if self._listened == visitor and _asks(visit) and not (before is not None and _asks(before)):
            self._say(tr(Text("Still there?"), visit.settings.language), visit)
        self._show("reading" if self.voice.speaking or self._wanted else "offered")

    def advance(self, dt_s: float) -> bool:
        visit = self._visit
        if visit is None:
            return False
        if self._wanted:
            self._begin(visit)
        elif self.voice.speaking:
            self._since_s += dt_s
            self._noted_s += dt_s
            if self._since_s > LONGEST_S:
                self._stop()
            elif self._noted_s > PRESENT_EVERY_S and not _asks(visit):
                self._noted_s = 0.0
                self._context.do(Presence())
        return False

    def close(self) -> None:
        self.voice.close()

    # ---- reading

    def _begin(self, visit: Visit) -> None:
        """Start reading as soon as the list of voices is known."""
        if not self.voice.known:
            return
        self._wanted = False
        language = visit.settings.language
        if self.voice.can(visit.park.title.language_for(language)):
            self._say(script_of(visit, self._theme), visit)
        else:
            self._show("lacking")
            self._context.notify(tr(Text("There is no voice for this language here."), language))

    def _say(self, words: str, visit: Visit) -> None:
        self._since_s = self._noted_s = 0.0
        language = visit.park.title.language_for(visit.settings.language)
        self.voice.say(words, language, volume=visit.settings.volume / 100)

    def _stop(self) -> None:
        self._wanted = False
        self.voice.stop()

    def _show(self, reading: Reading) -> None:
        views = self._context.views
        if views.state.reading not in ("lacking", reading):
            views.state = replace(views.state, reading=reading)


def _asks(visit: Visit) -> bool:
    """Whether the kiosk is asking if the visitor is still there."""
    return visit.kiosk is not None and visit.kiosk.phase == "asking"
