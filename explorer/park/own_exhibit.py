"""Exhibits in a scene's own words, and those that need no code: formula, table, gallery."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from ..exhibits.exhibit import Exhibit, PartWords
from ..i18n import Text
from .base import Content, Count, FileName, Key, Name, Number, Poster, SceneText, Word
from .tour import Setting

NAME = r"^[a-z][a-z0-9_]{0,30}$"
QuantityName = Annotated[str, Field(pattern=NAME, max_length=31)]
UnitWords = Annotated[str, Field(max_length=40)]
FormulaWords = Annotated[str, Field(min_length=1, max_length=400)]


class ParameterWords(Content):
    """A dial of a kind of exhibit in this scene."""

    label: Annotated[Name | None, Key("Name", "what it is called")] = None
    meaning: Annotated[SceneText | None, Key("Meaning", "what it does, in a sentence")] = None
    low: Annotated[Number | None, Key("From", "a narrower range than the kind has")] = None
    high: Annotated[Number | None, Key("To", "a narrower range than the kind has")] = None
    default: Annotated[Setting | None, Key("At first", "how it stands at first")] = None
    expert: Annotated[bool | None, Key("On demand only", "whether it is shown only on demand")] = None


class DialOfFormula(Content):
    """What a visitor sets."""

    label: Annotated[Name, Key("Name", "what it is called")]
    unit: Annotated[UnitWords, Key("Unit", "such as kg, m/s or kWh; none for a plain number")] = ""
    low: Annotated[Number, Key("From", "the range, ends included")]
    high: Annotated[Number, Key("To", "the range, ends included")]
    step: Annotated[Number | None, Key("Step", "the smallest change")] = Field(None, gt=0)
    default: Annotated[Number | None, Key("At first", "how it stands at first; the middle if not given")] = (
        None
    )


class Constant(Content):
    """A number with a name."""

    value: Annotated[Number, Key("Value", "the number and what it is measured in")]
    unit: Annotated[UnitWords, Key("Unit", "the number and what it is measured in")] = ""


class ReadingOfFormula(Content):
    """What follows from the dials."""

    label: Annotated[Name, Key("Name", "what it is called")]
    unit: Annotated[UnitWords, Key("Unit", "what it is measured in; checked against the formula")] = ""
    equals: Annotated[
        FormulaWords,
        Key(
            "Equals",
            "the formula: names of dials, constants and earlier readings, numbers, + - * / ^ ( ) and functions",
        ),
    ]
    low: Annotated[
        Number | None, Key("From", "the range that is shown; found from the dials if not given")
    ] = None
    high: Annotated[
        Number | None, Key("To", "the range that is shown; found from the dials if not given")
    ] = None


class FormulaSheet(Content):
    """Dials, and readings that follow from them by formulas."""

    dials: Annotated[
        dict[QuantityName, DialOfFormula], Key("Dials", "each by a name of small letters that formulas use")
    ] = Field(min_length=1, max_length=8)
    constants: Annotated[
        dict[QuantityName, Constant], Key("Constants", "each by a name of small letters that formulas use")
    ] = Field(default_factory=dict, max_length=30)
    readings: Annotated[
        dict[QuantityName, ReadingOfFormula],
        Key("Readings", "each by a name of small letters that formulas use"),
    ] = Field(min_length=1, max_length=6)


class DialOfTable(Content):
    """A column of a table that a visitor chooses from."""

    label: Annotated[Name, Key("Name", "what it is called")]
    unit: Annotated[UnitWords, Key("Unit", "of a column of numbers")] = ""
    column: Annotated[
        Word | None, Key("Column", "the name of the column in the file; that of the dial if not given")
    ] = None
    default: Annotated[
        Setting | None, Key("At first", "how it stands at first; the first row if not given")
    ] = None
    choices: Annotated[
        dict[Word, Name], Key("Choices", "words for the texts in the column, each in all languages")
    ] = Field(default_factory=dict, max_length=12)


class ReadingOfTable(Content):
    """A column of a table that is read off."""

    label: Annotated[Name, Key("Name", "what it is called")]
    unit: Annotated[UnitWords, Key("Unit", "what it is measured in")] = ""
    column: Annotated[
        Word | None, Key("Column", "the name of the column in the file; that of the reading if not given")
    ] = None


class TableSheet(Content):
    """A table whose rows a visitor goes through."""

    file: Annotated[
        FileName,
        Key("File", "a .csv or .xlsx file of the scene; its first row names the columns", files="table"),
    ]
    dials: Annotated[
        dict[QuantityName, DialOfTable], Key("Dials", "columns, each by a name of small letters")
    ] = Field(min_length=1, max_length=4)
    readings: Annotated[
        dict[QuantityName, ReadingOfTable], Key("Readings", "columns, each by a name of small letters")
    ] = Field(min_length=1, max_length=6)


class SlideRow(Content):
    """A picture of a gallery, some pages of a PDF, or a video."""

    file: Annotated[
        FileName,
        Key("File", "a .png, .jpg, .webp, .svg, .pdf, .mp4 or .webm file of the scene", files="picture"),
    ]
    caption: Annotated[SceneText | None, Key("Caption", "what is said of it")] = None
    pages: Annotated[
        tuple[Annotated[Count, Field(ge=1, le=2_000)], ...],
        Key("Pages", "which pages of a PDF, from 1; all of them if not given"),
    ] = Field((), max_length=60)
    poster: Poster = None
    lasts_s: Annotated[
        Number | None, Key("Seconds on show", "how long it stays while the gallery plays by itself")
    ] = Field(None, ge=2, le=600, json_schema_extra={"unit": "s"})


class GallerySheet(Content):
    """Pictures that a visitor looks through, on a screen in the zone."""

    source: Annotated[
        SceneText, Key("Source", "whose pictures they are", asks=Text("Say whose pictures these are."))
    ]
    each_s: Annotated[
        Number, Key("Seconds for each picture", "how long each one stays while the gallery plays by itself")
    ] = Field(8.0, ge=2, le=600, json_schema_extra={"unit": "s"})
    slides: Annotated[tuple[SlideRow, ...], Key("Pictures", "the pictures in their order")] = Field(
        min_length=1, max_length=60
    )


def noted(kind: type[Exhibit[Any]], notes: Mapping[str, SceneText]) -> type[Exhibit[Any]]:
    """The class of a kind with a scene's notes added to the words of parts; unknown parts are ignored."""

    def parts(self: Any, state: Any) -> dict[str, PartWords]:
        found = kind.parts(self, state)
        return found | {
            name: words._replace(reading=Text("{state}; {fact}", state=words.reading, fact=notes[name]))
            for name, words in found.items()
            if name in notes
        }

    metaclass: Any = type(kind)
    namespace = {"__module__": kind.__module__, "__doc__": kind.__doc__, "parts": parts}
    made: type[Exhibit[Any]] = metaclass(kind.__name__, (kind,), namespace)
    return made
