"""A park as a folder for browsers: plain pages, the model in its own light, texts, pictures; written whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from ...editor.writing import GAP
from ...i18n import Language, Text, html_tag, languages, name_of, tr
from ...park.model import Park
from ...park.tour import KINDS, Tour
from ...shell.style import headless, logo
from ...stage import NoGraphics
from ...stage.scene.models import read_models
from ..export import NotExported
from .clips import write_clips
from .core import Edition, write_core
from .crowd import write_crowd
from .exhibit_words import WORDS as EXHIBIT_WORDS
from .exhibits import write_exhibits
from .folder import Folder, new_folder
from .ground import write_ground
from .pages import Site, footer, index, write_pages
from .planes import write_models
from .posters import tall_pose, write_at_work, write_logo, write_posters
from .spots import write_spot_pictures
from .words import WORDS, Links, article, language_tag, text_language

PAGE = Path(__file__).parent / "page"
PAGE_FILES = ("viewer.js", "crowd.js", "clips.js", "app.js", "answers.js", "moves.js", "park.css")
"""Files of `page/` that are copied."""

INDENTS_AND_REMARKS = re.compile(r"^ +| // [^\"'`\n]*$", re.MULTILINE)
"""Left out of scripts: a tenth of their packed bytes."""
kB = 1000
MOST_BYTES = 20_000 * kB

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Wishes:
    """What an edition is to hold."""

    languages: tuple[Language, ...] = ()  # () = those of the program and of the scene
    tour: str = ""  # "" = the first of the kind that plays automatically
    at: str = ""  # the address it will have
    draft: bool = False  # texts that are still to be written may go out
    exhibits: bool = True
    pictures: bool = True  # posters are drawn


@dataclass(frozen=True)
class Size:
    """Packed bytes of a part of the edition, and its budget."""

    name: Text
    packed: int
    budget: int


@dataclass(frozen=True)
class Report:
    """Result of an export for browsers."""

    folder: Path
    files: int
    sizes: tuple[Size, ...]
    warnings: tuple[Text, ...]


def publish(
    park: Park, models: Path, target: Path, wishes: Wishes, progress: Progress = lambda share, step: None
) -> Report:
    """Write the edition. Raises NotExported with a reason; OSError if it cannot be written.

    Parameters
    ----------
    models : folder of the baked park, or its parent.
    target : the folder; an edition that is there is replaced when the new one is complete.
    progress : called with the share done, 0..1, and the current step.
    """
    spoken = wishes.languages or tuple(dict.fromkeys((*park.languages, *languages())))
    texts = tuple(dict.fromkeys(text_language(park, one) for one in spoken))
    if not wishes.draft:
        _check_texts(park)
    with new_folder(target) as folder:
        edition = Edition(
            park, read_models(park, models, keeps_textures=False, keeps_clips=True), folder, spoken, texts,
            tall_pose(park), at=wishes.at, tour=_tour(park, wishes.tour),
        )  # fmt: skip
        edition.warnings += edition.models.missing
        progress(0.02, tr(park.title, spoken[0]))
        vertices = write_models(edition.models, folder)
        _check_size(folder, vertices)
        write_ground(edition.models.baked, folder)
        write_crowd(edition.models.baked, folder)
        edition.clips = write_clips(park, edition.tour, edition.models.rigs, folder)
        progress(0.12, tr(Text("Pictures"), spoken[0]))
        site = _write_pictures(edition, models, wishes, progress)
        write_spot_pictures(park, folder)
        write_pages(site, folder)
        if wishes.exhibits:
            _write_exhibits(
                edition, lambda share: progress(0.3 + share * 0.68, tr(Text("Exhibits"), spoken[0]))
            )
        for language in texts:
            links = Links(
                "#/{}", f"{language if language in spoken else spoken[0]}/glossary.html#{{}}", "pictures/"
            )
            rows = {zone.id: article(park, zone, language, 3, links) for zone in park.zones.values()}
            folder.script(f"text/{language}", rows)
        write_core(edition)
        _write_page(edition, site)
        sizes = sizes_of(folder, texts[0])
    progress(1.0, str(target))
    return Report(target, len(folder.packed_bytes), sizes, tuple(edition.warnings))


def _tour(park: Park, name: str) -> Tour | None:
    """The tour of that name; without one, the first of the kind that plays automatically."""
    if name:
        return park.tours[name]
    return min(park.tours.values(), key=lambda tour: KINDS.index(tour.kind), default=None)


def _check_texts(park: Park) -> None:
    for zone in park.zones.values():
        for text in (zone.lead, zone.article, zone.business):
            for language in text.languages if text is not None else ():
                if GAP in text[language]:  # type: ignore[index]
                    raise NotExported(
                        Text(
                            "{zone}: a text is still to be written (TO DO, language {language}). Write it, or "
                            "publish a draft with --draft.",
                            zone=zone.title,
                            language=language,
                        )
                    )


def _check_size(folder: Folder, vertices: dict[str, int]) -> None:
    if folder.sum_of("data/") > MOST_BYTES:
        largest = sorted(vertices, key=lambda name: -vertices[name])[:3]
        raise NotExported(
            Text(
                "The models take {size} MB, more than {most} MB. Make the largest smaller: {names}",
                size=round(folder.sum_of("data/") / 1e6, 1),
                most=MOST_BYTES // 1_000_000,
                names=", ".join(name.rpartition("/")[2] for name in largest),
            )
        )


def _write_pictures(edition: Edition, models: Path, wishes: Wishes, progress: Progress) -> Site:
    """Posters, exhibits at work, the logo."""
    park, folder, language = edition.park, edition.folder, edition.texts[0]
    pictures = write_at_work(park, edition.languages, folder)
    if wishes.pictures:
        missing = [id for id in park.zones if id not in pictures]
        try:
            drawn = write_posters(park, models, edition.tall, missing, folder, language)
            pictures |= {id: dict.fromkeys(edition.texts, file) for id, file in drawn.items()}
        except NoGraphics as why:
            edition.warnings.append(
                Text("Nothing can be drawn here, so the page has no poster ({why}).", why=str(why))
            )
    progress(0.3, tr(park.title, language))
    return Site(park, edition.languages, pictures, wishes.draft, write_logo(park, folder))


def _write_exhibits(edition: Edition, progress: Callable[[float], None]) -> None:
    """Exhibits that answer: their tables, and the words of their part of the page."""
    made = write_exhibits(edition.park, edition.folder, edition.languages, progress)
    edition.tries, edition.words = frozenset(made.zones), EXHIBIT_WORDS
    edition.warnings += made.warnings


def _write_page(edition: Edition, site: Site) -> None:
    """The files of `page/`, and the first page with all that is read before a script runs."""
    park, folder, language = edition.park, edition.folder, edition.languages[0]
    spoken = text_language(park, language)
    for name in PAGE_FILES:
        text = INDENTS_AND_REMARKS.sub("", (PAGE / name).read_text("utf-8"))
        folder.text(name, text + (_brand(park) if name == "park.css" else ""))
    scripts = [name for name in PAGE_FILES if name.endswith(".js")]
    scripts.insert(1, "data/core.js")
    posters = "pictures/poster.webp" in folder.packed_bytes
    opening = park.opening
    values = {
        "lang": html_tag(language),
        "text": html_tag(spoken),
        "title": escape(park.title[spoken]),
        "about": escape(park.subtitle[spoken]),
        "what": escape((opening.what if opening else park.title)[spoken]),
        "do": escape((opening.do if opening else park.subtitle)[spoken]),
        "damaged": escape(tr(WORDS["damaged"], language, file="data/core.js")),
        "poster": POSTER.format(escape(park.title[spoken])) if posters else "",
        "logo": f'<img class="logo" src="pictures/{site.logo}" alt="">' if site.logo else "",
        "ways": " ".join(
            f'<a href="{one}/index.html" hreflang="{html_tag(one)}" {language_tag(one)}>{name_of(one)}</a>'
            for one in edition.languages
        ),
        "index": index(site, language, f"{language}/"),
        "footer": footer(site, language),
        "scripts": "".join(f'<script src="{name}" defer></script>' for name in scripts),
    }
    page = (PAGE / "index.html").read_text("utf-8")
    for key, value in values.items():
        page = page.replace(f"{{{{{key}}}}}", value)
    folder.text("index.html", page)


POSTER = (
    '<picture><source media="(max-aspect-ratio: 20/23)" srcset="pictures/poster-tall.webp">'
    '<img src="pictures/poster.webp" width="1408" height="640" alt="{}" fetchpriority="high"></picture>'
)


def _brand(park: Park) -> str:
    """The owner's colour in place of the park's own, and the backing that the logo needs by day or at night."""
    rules = f":root{{--brand:{park.brand.colour}}}\n" if park.brand and park.brand.colour else ""
    if stamp := logo.stamp_of(park.brand, "logo"):
        application = headless.application()
        by_day, at_night = (logo.ground(stamp, surface) for surface in ("#fbf7f0", "#1e1d30"))
        del application
        if by_day:
            rules += f".logo{{--ground:{by_day}}}\n"
        if at_night:
            rules += f".dark .logo{{--ground:{at_night}}}\n"
            rules += f"@media screen and (prefers-color-scheme:dark){{.plain .logo{{--ground:{at_night}}}}}\n"
    return rules


def sizes_of(folder: Folder, language: Language) -> tuple[Size, ...]:
    """Packed bytes of an edition in one language, against their budgets."""
    size, start = (
        folder.packed_bytes,
        ("data/core.js", "data/first.js", "data/ground.js", "data/far.js", "data/crowd.js"),
    )
    words = size["index.html"] + size["park.css"]
    scripts = sum(size.get(name, 0) for name in PAGE_FILES if name.endswith(".js"))
    poster = max(size.get(f"pictures/{name}.webp", 0) for name in ("poster", "poster-tall"))
    letters = next((n for n in (f"data/letters/{language}.js", "data/letters/en.js") if n in size), "")
    first = words + scripts + poster + sum(size.get(name, 0) for name in start) + size.get(letters, 0)
    day = first + folder.sum_of("data/fine/") + size[f"data/text/{language}.js"]
    night = folder.sum_of("data/night/") - folder.sum_of("data/night/letters/")
    night += size.get(letters.replace("data/", "data/night/"), 0)
    exhibits: dict[str, int] = {}
    for path, packed in size.items():
        kind, _, zone = path.removeprefix("data/").partition("/")
        if kind in ("answers", "words", "moves"):
            zone = zone.removesuffix(".js").partition("/")[0]
            exhibits[zone] = exhibits.get(zone, 0) + packed
    rows = [
        Size(Text("first words"), words, 15 * kB),
        Size(Text("scripts"), scripts, 35 * kB),
        Size(Text("poster"), poster, 80 * kB),
        Size(Text("first 3D picture"), first, 1200 * kB),
        Size(Text("everything by day, one language"), day, 2500 * kB),
        Size(Text("at dusk, in addition"), night, 600 * kB),
    ]
    if exhibits:
        largest = max(exhibits, key=exhibits.__getitem__)
        rows.append(Size(Text("an exhibit: {zone}", zone=largest), exhibits[largest], 150 * kB))
    return tuple(rows)
