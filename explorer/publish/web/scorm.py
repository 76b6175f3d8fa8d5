"""A web edition as a lesson for a school's system: SCORM 1.2, one SCO that reports stops seen and the questions."""

from __future__ import annotations

import io
import zipfile
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from ...i18n import Language, Text, html_tag, tr
from ...park.model import Park

SCRIPT = Path(__file__).parent / "page" / "scorm.js"
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={id} version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" \
xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="park"><organization identifier="park"><title>{title}</title>
<item identifier="visit" identifierref="page"><title>{title}</title></item></organization></organizations>
<resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
{files}
</resource></resources>
</manifest>
"""


def scorm_package(folder: Path, park: Park, language: Language) -> bytes:
    """The package (ZIP) of an edition, with the questions of the park in one language."""
    spoken = park.title.language_for(language)
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    page = files["index.html"].decode("utf-8")
    added = f'{_questions(park, language)}\n<script src="scorm.js" defer></script>\n'
    files["index.html"] = page.replace("</body>", f"{added}</body>").encode()
    files["scorm.js"] = SCRIPT.read_bytes()
    rows = "\n".join(f"<file href={quoteattr(name)}/>" for name in files)
    files["imsmanifest.xml"] = MANIFEST.format(
        id=quoteattr(f"park-{park.id}"), title=xml(park.title[spoken]), files=rows
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _questions(park: Park, language: Language) -> str:
    """The questions of the park as a form in a dialog; nothing for a park without any."""
    if not park.quiz:
        return ""
    spoken = park.title.language_for(language)
    rows = []
    for question in park.quiz.values():
        options = "".join(
            f'<label><input type="radio" name="{question.id}" value="{number}"> {escape(option[spoken])}</label>'
            for number, option in enumerate(question.options, 1)
        )
        why = f'<p class="why" hidden>{escape(question.explanation[spoken])}</p>'
        asked = f"<legend>{escape(question.question[spoken])}</legend>"
        rows.append(f'<fieldset data-right="{question.right}">{asked}{options}{why}</fieldset>')
    asks, check = tr(ASKS, language), tr(CHECK, language)
    score = tr(SCORE, language, right="{right}", count="{count}")
    return (
        f'<button id="asks" lang="{html_tag(language)}">{escape(asks)}</button>'
        f'<dialog id="questions" lang="{html_tag(spoken)}" aria-label="{escape(asks)}"><form method="dialog">'
        f'<button class="x" value="close" aria-label="×">×</button>{"".join(rows)}'
        f'<p role="status" id="score" data-words="{escape(score)}"></p>'
        f'<button class="main" id="check" type="button">{escape(check)}</button></form></dialog>'
    )


ASKS, CHECK = Text("Questions"), Text("Check answers")
SCORE = Text("{right} of {count} right")
