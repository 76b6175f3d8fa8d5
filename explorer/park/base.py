"""Building blocks of scene files: names, numbers, dates, colours, and texts in every language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationInfo,
    create_model,
)
from pydantic_core import core_schema

from ..i18n import Language, Text, nearest_language, next_language

Mark = Literal["P", "F", "V"]
Certainty = Literal["A", "B"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")
"""The languages of a scene that does not list its own."""

ID, CLAIM_ID = r"^[a-z0-9][a-z0-9-]*$", r"^C\d{2,3}$"
COLOUR, DATE, ADDRESS = r"^#[0-9A-Fa-f]{6}$", r"^\d{4}(-\d{2}(-\d{2})?)?$", r"^https?://"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
PART = r"^(title|byline|(paragraph|bullet|technology) \d{1,3})$"

LONGEST_ID = 60

Id = Annotated[str, Field(pattern=ID, max_length=LONGEST_ID)]
ClaimId = Annotated[str, Field(pattern=CLAIM_ID, max_length=4)]
LanguageCode = Annotated[str, Field(pattern=LANGUAGE, max_length=20)]
Colour = Annotated[str, Field(pattern=COLOUR, max_length=7)]
Date = Annotated[str, Field(pattern=DATE, max_length=10)]
Address = Annotated[str, Field(pattern=ADDRESS, max_length=500)]
Email = Annotated[str, Field(pattern=EMAIL, max_length=120)]
Part = Annotated[str, Field(pattern=PART, max_length=20)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
FileName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]

FARTHEST_M = 2_000.0
"""Limit of coordinates: beyond are map coordinates and typing errors, metres from the middle of the park."""
SMALLEST_M, LARGEST_M = 0.1, 1_000.0
LONGEST_NAME, LONGEST_TEXT, LONGEST_ARTICLE = 80, 2_000, 8_000
"""Characters of a single line, of a paragraph, of an article."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Count = Annotated[int, Field(strict=True)]
Metres = Annotated[Number, Field(ge=-FARTHEST_M, le=FARTHEST_M, json_schema_extra={"unit": "m"})]
Length = Annotated[Number, Field(ge=SMALLEST_M, le=LARGEST_M, json_schema_extra={"unit": "m"})]
Heading = Annotated[Number, Field(ge=0, lt=360, json_schema_extra={"unit": "deg"})]
Point2 = tuple[Metres, Metres]
Point3 = tuple[Metres, Metres, Metres]
Size2 = tuple[Length, Length]
Size3 = tuple[Length, Length, Length]


class WrongValue(ValueError):
    """A value that a file must not contain: what is wrong with it and what to do."""

    def __init__(self, what: Text, remedy: Text) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(str(what))


def _number(value: Any) -> Any:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise WrongValue(Text("should be a number"), Text("write a plain number"))
    return value


NotFlag = BeforeValidator(_number)
"""For numbers with a few allowed values: refuses `true`, which Python takes for 1."""


def _readable(text: str) -> str:
    text = text.strip()
    if not text:
        raise WrongValue(Text("empty text"), Text("write the text"))
    for character in text:
        if (character < " " and character not in "\n\t") or character == "\x7f":
            code = f"U+{ord(character):04X}"
            raise WrongValue(
                Text("holds an invisible character, {code}", code=code),
                Text("delete it"),
            )
    return text


def _on_one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise WrongValue(Text("should be one line"), Text("write it without line breaks"))
    return text


Readable = Annotated[str, AfterValidator(_readable)]
Line = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_readable), AfterValidator(_on_one_line)]
"""A text that is the same in every language: the name of a company, a street."""


class Key(NamedTuple):
    """What authors learn of a key of a scene file, and how a form offers it: metadata of a field of a model.

    Forms, schemas, comments of new files and messages follow from it; `park.keys` reads it.
    """

    label: str = ""  # its name in forms; without one it is shown as written
    about: str = ""  # what it is for
    asks: Text | None = None  # what an author is asked to write in place of a new text
    refers: str = ""  # what its value names: zones, views, sources ...; of a list, each of its values
    files: str = ""  # the kind of file that it names, of `checks.scene_files.KINDS`
    values: tuple[str, ...] = ()  # labels of the allowed words, in their order
    context: str = "value in a scene"  # of these labels, for translators
    words: tuple[str, ...] = ()  # words that may be written in place of a value, such as auto
    main: bool = False  # of a group: the value that may be written in place of the whole group
    short: bool = False  # a group that may be written as that value alone
    found: bool = False  # a scene with `site:` may leave it out
    baked: bool = False  # a change shows in a baked park only after the next bake
    of_kind: bool = False  # belongs to one kind of exhibit: another kind does not take it over
    shown_empty: bool = False  # a form shows it from the start, since only the author knows its value
    unseen: bool = False  # the stage does not draw it, or compares it separately

    @property
    def name(self) -> Text | None:
        """Its label as a text of the program; None without one."""
        return Text(self.label, context="key of a scene") if self.label else None


Poster = Annotated[
    FileName | None,
    Key(
        "Picture in place of the video",
        "of a video, the picture that is shown where it cannot be played",
        files="poster",
    ),
]


class Content(BaseModel):
    """A piece of a scene file: frozen, and it refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class SceneText:
    """A text of a scene in the scene's languages, which `park.yaml` names: a group of keys in the file."""

    __slots__ = ("_texts",)
    most: ClassVar[int] = LONGEST_TEXT
    on_one_line: ClassVar[bool] = False

    def __init__(self, texts: Mapping[Language, str]) -> None:
        self._texts = dict(texts)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages it has, in the order of the scene."""
        return tuple(self._texts)

    def language_for(self, language: Language) -> Language:
        """The language shown to a reader of this one: the same, else English, else the scene's first."""
        return nearest_language(language, self.languages)

    def __getitem__(self, language: Language) -> str:
        return self._texts.get(language) or self._texts[self.language_for(language)]

    def beside(self, language: Language) -> str:
        """The text in the language after this one; "" if the scene has only one."""
        other = next_language(self.language_for(language), self.languages)
        return "" if other == self.language_for(language) else self._texts[other]

    def in_language(self, language: Language, /, **values: object) -> str:
        """The text shown for a language."""
        return self[language]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SceneText) and self._texts == other._texts

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._texts!r})"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.with_info_plain_validator_function(cls._validated)

    @classmethod
    def _validated(cls, data: Any, info: ValidationInfo) -> Self:
        """The text in the required languages; missing and surplus keys are reported one by one."""
        if isinstance(data, cls):
            return data
        languages = (info.context or {}).get("languages", LANGUAGES)
        return cls(dict(_keys_of(languages, cls.most, cls.on_one_line).model_validate(data)))


class Name(SceneText):
    """A text on one line: a title, letters on a building."""

    __slots__ = ()
    most = LONGEST_NAME
    on_one_line = True


class Article(SceneText):
    """A text of several paragraphs."""

    __slots__ = ()
    most = LONGEST_ARTICLE


@cache
def _keys_of(languages: tuple[Language, ...], most: int, on_one_line: bool) -> type[Content]:
    """The keys of a text in a file: one for each language."""

    def limited(text: str) -> str:
        if len(text) > most:
            raise WrongValue(
                Text("{count:,} characters", count=len(text)),
                Text("write at most {most:,}", context="characters", most=most),
            )
        return _on_one_line(text) if on_one_line else text

    field: Any = Annotated[Readable, AfterValidator(limited)]
    keys: Any = dict.fromkeys(languages, (field, ...))
    made: type[Content] = create_model("SceneText", __base__=Content, **keys)
    return made
