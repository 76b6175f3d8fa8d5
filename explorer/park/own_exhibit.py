"""Exhibits in a scene's own words, and those that need no code: formula, table, gallery."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import Content, Count, FileName, Name, Number, SceneText, Word
from .tour import Setting

NAME = r"^[a-z][a-z0-9_]{0,30}$"
QuantityName = Annotated[str, Field(pattern=NAME, max_length=31)]
UnitWords = Annotated[str, Field(max_length=40)]
FormulaWords = Annotated[str, Field(min_length=1, max_length=400)]


class ParameterWords(Content):
    """A dial of a kind of exhibit in this scene.

    Attributes
    ----------
    label : what it is called.
    meaning : what it does, in a sentence.
    low, high : a narrower range than the kind has.
    default : how it stands at first.
    expert : whether it is shown only on demand.
    """

    label: Name | None = None
    meaning: SceneText | None = None
    low: Number | None = None
    high: Number | None = None
    default: Setting | None = None
    expert: bool | None = None


class DialOfFormula(Content):
    """What a visitor sets.

    Attributes
    ----------
    label : what it is called.
    unit : such as kg, m/s or kWh; none for a plain number.
    low, high : the range, ends included.
    step : the smallest change.
    default : how it stands at first; the middle if not given.
    """

    label: Name
    unit: UnitWords = ""
    low: Number
    high: Number
    step: Number | None = Field(None, gt=0)
    default: Number | None = None


class Constant(Content):
    """A number with a name.

    Attributes
    ----------
    value, unit : the number and what it is measured in.
    """

    value: Number
    unit: UnitWords = ""


class ReadingOfFormula(Content):
    """What follows from the dials.

    Attributes
    ----------
    label : what it is called.
    unit : what it is measured in; checked against the formula.
    equals : the formula: names of dials, constants and earlier readings, numbers, + - * / ^ ( ) and functions.
    low, high : the range that is shown; found from the dials if not given.
    """

    label: Name
    unit: UnitWords = ""
    equals: FormulaWords
    low: Number | None = None
    high: Number | None = None


class FormulaSheet(Content):
    """Dials, and readings that follow from them by formulas.

    Attributes
    ----------
    dials, constants, readings : each by a name of small letters that formulas use.
    """

    dials: dict[QuantityName, DialOfFormula] = Field(min_length=1, max_length=8)
    constants: dict[QuantityName, Constant] = Field(default_factory=dict, max_length=30)
    readings: dict[QuantityName, ReadingOfFormula] = Field(min_length=1, max_length=6)


class DialOfTable(Content):
    """A column of a table that a visitor chooses from.

    Attributes
    ----------
    label : what it is called.
    unit : of a column of numbers.
    column : the name of the column in the file; that of the dial if not given.
    default : how it stands at first; the first row if not given.
    choices : words for the texts in the column, each in all languages.
    """

    label: Name
    unit: UnitWords = ""
    column: Word | None = None
    default: Setting | None = None
    choices: dict[Word, Name] = Field(default_factory=dict, max_length=12)


class ReadingOfTable(Content):
    """A column of a table that is read off.

    Attributes
    ----------
    label : what it is called.
    unit : what it is measured in.
    column : the name of the column in the file; that of the reading if not given.
    """

    label: Name
    unit: UnitWords = ""
    column: Word | None = None


class TableSheet(Content):
    """A table whose rows a visitor goes through.

    Attributes
    ----------
    file : a .csv or .xlsx file of the scene; its first row names the columns.
    dials, readings : columns, each by a name of small letters.
    """

    file: FileName
    dials: dict[QuantityName, DialOfTable] = Field(min_length=1, max_length=4)
    readings: dict[QuantityName, ReadingOfTable] = Field(min_length=1, max_length=6)


class SlideRow(Content):
    """A picture of a gallery, some pages of a PDF, or a video.

    Attributes
    ----------
    file : a .png, .jpg, .webp, .svg, .pdf, .mp4 or .webm file of the scene.
    caption : what is said of it.
    pages : which pages of a PDF, from 1; all of them if not given.
    poster : of a video, the picture that is shown where it cannot be played.
    lasts_s : how long it stays while the gallery plays by itself.
    """

    file: FileName
    caption: SceneText | None = None
    pages: tuple[Annotated[Count, Field(ge=1, le=2_000)], ...] = Field((), max_length=60)
    poster: FileName | None = None
    lasts_s: Number | None = Field(None, ge=2, le=600, json_schema_extra={"unit": "s"})


class GallerySheet(Content):
    """Pictures that a visitor looks through, on a screen in the zone.

    Attributes
    ----------
    source : whose pictures they are.
    each_s : how long each one stays while the gallery plays by itself.
    slides : the pictures in their order.
    """

    source: SceneText
    each_s: Number = Field(8.0, ge=2, le=600, json_schema_extra={"unit": "s"})
    slides: tuple[SlideRow, ...] = Field(min_length=1, max_length=60)
