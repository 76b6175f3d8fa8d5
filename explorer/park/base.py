"""What every piece of a scene file is made of: names, numbers, dates, colours, and texts in every language."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from ..i18n import Language

Mark = Literal["P", "F", "V"]
Certainty = Literal["A", "B"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")

ID, CLAIM_ID = r"^[a-z0-9][a-z0-9-]*$", r"^C\d{2,3}$"
COLOUR, DATE, ADDRESS = r"^#[0-9A-Fa-f]{6}$", r"^\d{4}(-\d{2}(-\d{2})?)?$", r"^https?://"
PART = r"^(title|byline|(paragraph|bullet|technology) \d{1,3})$"

LONGEST_ID = 60

Id = Annotated[str, Field(pattern=ID, max_length=LONGEST_ID)]
ClaimId = Annotated[str, Field(pattern=CLAIM_ID, max_length=4)]
Colour = Annotated[str, Field(pattern=COLOUR, max_length=7)]
Date = Annotated[str, Field(pattern=DATE, max_length=10)]
Address = Annotated[str, Field(pattern=ADDRESS, max_length=500)]
Part = Annotated[str, Field(pattern=PART, max_length=20)]
Word = Annotated[str, Field(min_length=1, max_length=60)]
FileName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]

FARTHEST_M = 100_000.0
"""Nothing stands farther from the middle of the park: beyond, 32-bit coordinates are too coarse to draw."""
SMALLEST_M, LARGEST_M = 0.1, 1_000.0
LONGEST_NAME, LONGEST_TEXT, LONGEST_ARTICLE = 80, 2_000, 8_000
"""Characters of what stands on one line, of a paragraph, of an article."""

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
    """A value that a file must not have: what is wrong with it and what to do, each in both languages."""

    def __init__(self, what: tuple[str, str], remedy: tuple[str, str]) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what[0])


def _number(value: Any) -> Any:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise WrongValue(("should be a number", "应为数字"), ("write a plain number", "请写纯数字"))
    return value


NotFlag = BeforeValidator(_number)
"""Where one of some numbers is to be written: Python takes `true` for 1."""


def _readable(text: str) -> str:
    text = text.strip()
    if not text:
        raise WrongValue(("empty text", "内容为空"), ("write the text", "请补写文字"))
    for character in text:
        if (character < " " and character not in "\n\t") or character == "\x7f":
            code = f"U+{ord(character):04X}"
            raise WrongValue(
                (f"holds an invisible character, {code}", f"含有不可见字符{code}"),
                ("delete it", "请删除该字符"),
            )
    return text


def _on_one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise WrongValue(("should be one line", "应只有一行"), ("write it without line breaks", "请勿换行"))
    return text


def _up_to(most: int) -> AfterValidator:
    def limited(text: str) -> str:
        if len(text) > most:
            raise WrongValue(
                (f"{len(text):,} characters", f"共{len(text):,}个字符"),
                (f"write at most {most:,}", f"最多{most:,}个字符"),
            )
        return text

    return AfterValidator(limited)


Readable = Annotated[str, AfterValidator(_readable)]


class Content(BaseModel):
    """A piece of a scene file: frozen, and it refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Text(Content):
    """The same thing said in every language of the park."""

    en: Annotated[Readable, _up_to(LONGEST_TEXT)]
    zh: Annotated[Readable, _up_to(LONGEST_TEXT)]

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en


class Name(Text):
    """A text that stands on one line: a title, letters on a building."""

    en: Annotated[Readable, AfterValidator(_on_one_line), _up_to(LONGEST_NAME)]
    zh: Annotated[Readable, AfterValidator(_on_one_line), _up_to(LONGEST_NAME)]


class Article(Text):
    """Some paragraphs."""

    en: Annotated[Readable, _up_to(LONGEST_ARTICLE)]
    zh: Annotated[Readable, _up_to(LONGEST_ARTICLE)]
