"""Texts and languages: English is in the code, every other language in a gettext catalogue of `locale/`.

Only the standard library is used here: the first start, before any package is installed, speaks every language too.
"""

from .catalogue import ENGLISH, Language, add_catalogue, languages, remove_catalogue
from .language import (
    CLAUSE_SEPARATOR,
    COLON,
    COMMA,
    LIST_SEPARATOR,
    first_language,
    html_tag,
    is_cjk,
    language_named,
    name_of,
    nearest_language,
    next_language,
)
from .text import Listed, Text, Translatable, Verbatim, number_text, text_of, tr, why_unreadable
