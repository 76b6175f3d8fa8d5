"""What every piece of a scene file is made of: names, dates, colours, and texts in every language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Language = Literal["en", "zh"]
Mark = Literal["P", "F", "V"]
Certainty = Literal["A", "B"]

LANGUAGES: tuple[Language, ...] = ("en", "zh")

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)]
ClaimId = Annotated[str, Field(pattern=r"^C\d{2,3}$")]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
Date = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


def _no_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("empty text")
    return text.strip()


Words = Annotated[str, AfterValidator(_no_blank)]


class Content(BaseModel):
    """A piece of a scene file: frozen, and it refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Text(Content):
    """The same thing said in every language of the park."""

    en: Words
    zh: Words

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en
