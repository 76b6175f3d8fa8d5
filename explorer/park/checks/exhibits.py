"""Makes the exhibits that a scene words or defines itself, and notes what does not fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from ...base.suffixes import TABLES
from ...exhibits.asked import bounds, domain
from ...exhibits.exhibit import Exhibit, Value, parameter
from ...exhibits.kinds import KINDS
from ...exhibits.sheets import FORMULA, GALLERY, TABLE
from ...exhibits.sheets.formula_sheet import Line, WrongLine, computing
from ...exhibits.sheets.sheet import (
    Compute,
    Dial,
    Reading,
    Sheet,
    SheetExhibit,
    can_be_named,
    exhibit_of,
    sampled,
)
from ...exhibits.sheets.table_file import NotRead, Table, read_table
from ...exhibits.sheets.table_sheet import MOST_CHOICES, choices_of, is_of_texts, looking_up
from ...exhibits.sheets.units import WrongUnit, unit_named
from ...i18n import Text, Verbatim, text_of
from ..model import ExhibitPlace, Zone
from ..own_exhibit import (
    DialOfFormula,
    DialOfTable,
    FormulaSheet,
    ParameterWords,
    ReadingOfFormula,
    ReadingOfTable,
    TableSheet,
)
from ..yaml_file import Key, YamlFile, dotted
from .gallery import make_gallery
from .names import Names

ROOM = 0.04
"""Margin of an automatic range beyond the extreme readings, as a share of their span."""
Where = tuple[Key, ...]
HERE: Where = ("exhibit",)
NARROW = Text("narrow the dials, or use where(...) in the formula")


def make_exhibits(names: Names, zones: Mapping[str, Zone], folder: Path) -> None:
    """Make the class of each exhibit that a scene words or defines itself; faults are noted."""
    for id, zone in zones.items():
        place = zone.exhibit
        if place is None:
            continue
        maker = _Maker(names, names.files[f"zones/{id}"], zone, place, folder)
        made = maker.make()
        if made is not None:
            place.be(made)


class _Maker:
    def __init__(self, names: Names, file: YamlFile, zone: Zone, place: ExhibitPlace, folder: Path) -> None:
        self.names, self.file, self.zone, self.place, self.folder = names, file, zone, place, folder

    def fault(self, where: Where, what: Text, remedy: Text) -> None:
        place = (*HERE, *where)
        self.file.fault(place, Text("{name}: {what}", name=dotted(place), what=what), remedy)

    def make(self) -> type[Exhibit[Any]] | None:
        place = self.place
        for kind, given in ((FORMULA, place.formula), (TABLE, place.table), (GALLERY, place.gallery)):
            if given is not None and place.kind != kind:
                remedy = Text("write `kind: {kind}`, or delete it", kind=kind)
                self.fault((kind,), Text("is of another kind of exhibit"), remedy)
                return None
            if given is None and place.kind == kind:
                if self._is_written(kind):  # its own faults have already been noted
                    return None
                remedy = Text("add `{kind}:` with dials and readings", kind=kind)
                if kind == GALLERY:
                    remedy = Text("add `gallery:` with slides")
                self.fault(("kind",), Text("the exhibit has nothing to show"), remedy)
                return None
        if place.formula is not None:
            return self._formula(place.formula)
        if place.table is not None:
            return self._table(place.table)
        if place.gallery is not None:
            return make_gallery(place.gallery, self.zone, self.folder, self._note_of_gallery)
        return self._worded() if place.kind in KINDS and place.is_worded else None

    def _note_of_gallery(self, where: Where, what: Text, remedy: Text, warning: bool) -> None:
        place = (*HERE, GALLERY, *where)
        self.file.fault(place, Text("{name}: {what}", name=dotted(place), what=what), remedy, warning=warning)

    def _is_written(self, key: str) -> bool:
        data = self.file.data
        written = data.get(HERE[0]) if isinstance(data, dict) else None
        return isinstance(written, dict) and bool(written.get(key))

    # ---- a kind in a scene's own words

    def _worded(self) -> type[Exhibit[Any]] | None:
        place, kind = self.place, KINDS[self.place.kind]
        fields = [name for name in kind.model_fields if name != "seed"]
        before = len(self.file.faults)
        self._need("parameters", place.parameters, fields)
        self._need("readings", place.readings, [output.name for output in kind.outputs])
        self._need("actions", place.actions, [action.name for action in kind.actions])
        for name, words in place.parameters.items():
            if name not in fields:
                continue
            try:
                fitted(kind.model_fields[name], words)
                if words.default is not None:
                    kind().having(**{name: words.default})
            except Unfit as unfit:
                self._out(("parameters", name, unfit.key), getattr(words, unfit.key), unfit.what)
            except ValueError:
                allowed = domain(kind.model_fields[name])
                self._out(("parameters", name, "default"), words.default, allowed)
        if len(self.file.faults) > before:
            return None
        return worded(kind, place)

    def _need(self, part: str, given: Mapping[str, object], known: Collection[str]) -> None:
        for name in given:
            self.names.need(self.file, (*HERE, part, name), name, known)

    def _out(self, where: Where, value: object, allowed: Text) -> None:
        what = Text("{value} is out of range", value=f"{value:g}" if isinstance(value, float) else str(value))
        self.fault(where, what, Text("it must be {limits}", limits=allowed))

    # ---- formulas

    def _formula(self, sheet: FormulaSheet) -> type[SheetExhibit] | None:
        if not self._names_are_free("formula", [*sheet.dials, *sheet.readings], sheet.constants):
            return None
        dials = [self._dial(name, dial) for name, dial in sheet.dials.items()]
        good = [dial for dial in dials if dial is not None]
        units_right = [
            self._unit(("formula", part, name), each.unit)
            for part, rows in (
                ("dials", sheet.dials),
                ("constants", sheet.constants),
                ("readings", sheet.readings),
            )
            for name, each in rows.items()
        ]
        if len(good) < len(dials) or not all(units_right):
            return None
        constants = {name: (constant.value, constant.unit) for name, constant in sheet.constants.items()}
        lines = [Line(name, r.label, r.unit, r.equals) for name, r in sheet.readings.items()]
        try:
            compute = computing(good, constants, lines)
        except WrongLine as wrong:
            self.fault(("formula", "readings", wrong.name, "equals"), wrong.what, wrong.remedy)
            return None
        return self._sheet(FORMULA, tuple(good), sheet.readings, compute)

    def _dial(self, name: str, dial: DialOfFormula) -> Dial | None:
        where: Where = ("formula", "dials", name)
        if dial.low >= dial.high:
            self.fault((*where, "high"), Text("not above low"), Text("write the greater number in high"))
            return None
        default = (dial.low + dial.high) / 2 if dial.default is None else dial.default
        if not dial.low <= default <= dial.high:
            self._out((*where, "default"), default, _range(dial.low, dial.high))
            return None
        step = dial.step or (dial.high - dial.low) / 100
        return Dial(name, dial.label, dial.unit, dial.low, dial.high, step, default)

    def _unit(self, where: Where, words: str) -> bool:
        try:
            unit_named(words)
        except WrongUnit as wrong:
            self.fault((*where, "unit"), wrong.what, wrong.remedy)
            return False
        return True

    # ---- a table

    def _table(self, sheet: TableSheet) -> type[SheetExhibit] | None:
        if not self._names_are_free("table", [*sheet.dials, *sheet.readings], ()):
            return None
        table = self._read(sheet.file)
        if table is None:
            return None
        columns: dict[str, str] = {}
        for part, rows in (("dials", sheet.dials), ("readings", sheet.readings)):
            for name, each in rows.items():
                columns[name] = each.column or name
                where: Where = (*HERE, "table", part, name)
                self.names.need(self.file, where, columns[name], list(table.columns))
        if any(column not in table.columns for column in columns.values()):
            return None
        named = Table({name: table.columns[column] for name, column in columns.items()})
        dials = [self._dial_of_table(named, name, dial) for name, dial in sheet.dials.items()]
        good = [dial for dial in dials if dial is not None]
        if len(good) < len(dials):
            return None
        try:
            compute = looking_up(named, list(sheet.dials), list(sheet.readings))
        except NotRead as wrong:
            self._wrong_table(sheet.file, wrong)
            return None
        return self._sheet(TABLE, tuple(good), sheet.readings, compute)

    def _read(self, name: str) -> Table | None:
        path = self.folder / name.replace("\\", "/")
        where: Where = ("table", "file")
        try:
            inside = path.resolve().is_relative_to(self.folder.resolve())
        except (OSError, RuntimeError, ValueError):
            inside = False
        if not inside:
            self.fault(
                where,
                Text("{name!r} leads out of the scene folder", name=name),
                Text("copy it into the scene folder"),
            )
        elif path.suffix.lower() not in TABLES:
            kinds = ", ".join(TABLES)
            self.fault(
                where,
                Text("{name!r} is of a kind that is not read", name=name),
                Text("use one of {kinds}", kinds=kinds),
            )
        elif not path.is_file():
            self.fault(where, Text("there is no file {name!r}", name=name), Text("put the table there"))
        else:
            try:
                return read_table(path)
            except NotRead as wrong:
                self._wrong_table(name, wrong)
        return None

    def _wrong_table(self, name: str, wrong: NotRead) -> None:
        self.fault(("table", "file"), Text("{name}: {what}", name=name, what=wrong.what), wrong.remedy)

    def _dial_of_table(self, table: Table, name: str, dial: DialOfTable) -> Dial | None:
        where: Where = ("table", "dials", name)
        if is_of_texts(table, name):
            words = choices_of(table, name)
            if len(words) > MOST_CHOICES:
                self.fault(
                    where,
                    Text("{count} different texts in the column", count=len(words)),
                    Text("use a column with at most {most}", most=MOST_CHOICES),
                )
                return None
            self._need_choices(where, dial, words)
            if dial.default is not None and dial.default not in words:
                self.names.need(self.file, (*HERE, *where, "default"), str(dial.default), words)
                return None
            shown = tuple((word, dial.choices.get(word) or Verbatim(word)) for word in words)
            return Dial(name, dial.label, default=dial.default or words[0], choices=shown)
        numbers = sorted({float(cell) for cell in table.columns[name]})
        if len(numbers) < 2:
            self.fault(where, Text("the column has one number alone"), Text("use a column with several"))
            return None
        default: Value = numbers[0] if dial.default is None else dial.default
        if isinstance(default, str | bool) or not numbers[0] <= default <= numbers[-1]:
            self._out((*where, "default"), str(default), _range(numbers[0], numbers[-1]))
            return None
        step = (numbers[-1] - numbers[0]) / 100
        return Dial(name, dial.label, dial.unit, numbers[0], numbers[-1], step, float(default))

    def _need_choices(self, where: Where, dial: DialOfTable, words: Collection[str]) -> None:
        for word in dial.choices:
            self.names.need(self.file, (*HERE, *where, "choices", word), word, words)

    # ---- formulas and tables

    def _names_are_free(self, part: str, names: Collection[str], more: Collection[str]) -> bool:
        """Check that each name is used once, and is not reserved by exhibits."""
        seen: set[str] = set()
        good = True
        for name in (*names, *more):
            if name in seen or not can_be_named(name, is_field=name in names):
                self.fault((part,), Text("{name!r} is taken already", name=name), Text("choose another name"))
                good = False
            seen.add(name)
        return good

    def _sheet(
        self,
        kind: str,
        dials: tuple[Dial, ...],
        rows: Mapping[str, ReadingOfFormula | ReadingOfTable],
        compute: Compute,
    ) -> type[SheetExhibit] | None:
        place = self.place
        found = sampled(dials, compute)
        readings = []
        for name, row in rows.items():
            low, high = getattr(row, "low", None), getattr(row, "high", None)
            where: Where = (kind, "readings", name)
            values = [value for value, _ in found[name] if value is not None]
            if len(values) < len(found[name]):
                at = next(at for value, at in found[name] if value is None)
                self.fault(where, Text("has no value at {at}", at=_at(at)), NARROW)
                return None
            least, most = min(values), max(values)
            room = (most - least) * ROOM or abs(most) * ROOM or 1.0
            low = (0.0 if 0 <= least <= most / 2 else least - room) if low is None else low
            high = most + room if high is None else high
            if least < low or most > high:
                worst = max(found[name], key=lambda each: max(low - (each[0] or 0), (each[0] or 0) - high))
                self.fault(
                    where,
                    Text("comes to {value:.4g} at {at}", value=worst[0], at=_at(worst[1])),
                    Text("widen low and high: {least:.4g} to {most:.4g}", least=least, most=most),
                )
                return None
            readings.append(Reading(name, row.label, row.unit, low, high))
        title = place.title or self.zone.title
        return exhibit_of(
            Sheet(kind, title, dials, tuple(readings), compute, place.real, place.try_this, self.zone.id)
        )


def _range(low: float, high: float) -> Text:
    return Text("{low} to {high}", low=f"{low:g}", high=f"{high:g}")


def _at(values: Mapping[str, Value]) -> str:
    return ", ".join(
        f"{name} = {value:g}" if isinstance(value, float) else f"{name} = {value}"
        for name, value in values.items()
    )


# ---- a kind in the words of a scene


class Unfit(ValueError):
    """A setting that does not fit the kind: its key below the parameter, and the allowed values."""

    def __init__(self, key: str, what: Text) -> None:
        self.key, self.what = key, what
        super().__init__(str(what))


def worded(kind: type[Exhibit[Any]], own: ExhibitPlace) -> type[Exhibit[Any]]:
    """The class of a kind with a scene's texts; all names in them are the kind's.

    Raises Unfit if a range exceeds the kind's, or a default its range.
    """
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__module__": kind.__module__, "__doc__": kind.__doc__}
    ranges: dict[str, tuple[float, float]] = {}
    for name, given in own.parameters.items():
        info = kind.model_fields[name]
        low, high, default = fitted(info, given)
        if low is not None and high is not None:
            ranges[name] = low, high
        annotations[name], namespace[name] = info.annotation, _field(info, given, low, high, default)
    if own.title is not None:
        namespace["title"] = text_of(own.title)
    if own.try_this is not None:
        namespace["try_this"] = text_of(own.try_this)
    namespace["outputs"] = tuple(
        replace(output, label=text_of(own.readings[output.name]), plain=None)
        if output.name in own.readings
        else output
        for output in kind.outputs
    )
    namespace["actions"] = tuple(
        replace(action, label=text_of(own.actions[action.name])) if action.name in own.actions else action
        for action in kind.actions
    )
    if ranges:
        namespace["having"] = _within(kind, ranges)
    metaclass: Any = type(kind)
    made: type[Exhibit[Any]] = metaclass(
        kind.__name__, (kind,), {**namespace, "__annotations__": annotations}
    )
    made.walkthrough = tuple(step for step in kind.walkthrough if _fits(ranges, dict(step.values)))
    return made


def fitted(info: FieldInfo, given: ParameterWords) -> tuple[float | None, float | None, Value]:
    """Range and default of a parameter after a scene's settings. Raises Unfit if they do not fit."""
    low, high = bounds(info)
    for key, value in (("low", given.low), ("high", given.high)):
        if value is not None and (low is None or high is None or not low <= value <= high):
            raise Unfit(key, domain(info))
    own_low, own_high = (
        kept if value is None else value for kept, value in ((low, given.low), (high, given.high))
    )
    if own_low is not None and own_high is not None and own_low >= own_high:
        raise Unfit("high", Text("more than {low}", low=f"{own_low:g}"))
    default: Any = info.default if given.default is None else given.default
    is_number = isinstance(default, int | float) and not isinstance(default, bool)
    if own_low is not None and own_high is not None:
        if not is_number:
            raise Unfit("default", domain(info))
        if not own_low <= default <= own_high:
            if given.default is not None:
                raise Unfit("default", _range(own_low, own_high))
            default = type(default)(min(max(default, own_low), own_high))
    return own_low, own_high, default


def _field(
    info: FieldInfo, given: ParameterWords, low: float | None, high: float | None, default: Value
) -> Any:
    extra: Any = info.json_schema_extra
    label = text_of(given.label) if given.label is not None else extra["label"]
    whole = info.annotation is int
    return parameter(
        int(default) if whole and isinstance(default, float) else default,
        label=label,
        meaning=text_of(given.meaning) if given.meaning is not None else extra["meaning"],
        unit=extra["unit"],
        low=low,
        high=high,
        step=extra["step"],
        expert=extra["expert"] if given.expert is None else given.expert,
        choices=extra["choices"],
        ends=extra["ends"] or None,
    )


def _within(kind: type[Exhibit[Any]], ranges: Mapping[str, tuple[float, float]]) -> Any:
    def having(self: Any, **values: Value) -> Any:
        """The exhibit with other parameters; those it sets itself are clamped to the scene's range."""
        for name, (low, high) in ranges.items():
            value = values.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                values[name] = type(value)(min(max(value, low), high))
        return kind.having(self, **values)

    return having


def _fits(ranges: Mapping[str, tuple[float, float]], values: Mapping[str, Value]) -> bool:
    for name, (low, high) in ranges.items():
        value = values.get(name)
        if isinstance(value, int | float) and not low <= value <= high:
            return False
    return True
