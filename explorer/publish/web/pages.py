"""Plain pages of a web edition: whole without scripts and on paper. A page a zone, an index, the glossary, the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ...i18n import Language, Text, html_tag, name_of, tr
from ...park.model import Park, Zone
from .folder import Folder
from .words import DRAFT, Links, article, language_tag, other_language, prose, source_list, text_language


@dataclass(frozen=True, slots=True)
class Site:
    """What all plain pages of an edition share."""

    park: Park
    languages: Sequence[Language]
    pictures: dict[str, dict[Language, str]]  # zone -> language -> file in `pictures/`
    draft: bool = False
    logo: str = ""  # file in `pictures/`


def write_pages(site: Site, folder: Folder) -> None:
    """Write the plain pages of all languages."""
    for language in site.languages:
        park, spoken = site.park, text_language(site.park, language)
        walk = park.walk or tuple(park.zones)
        for number, id in enumerate(walk):
            ahead = park.zones[walk[(number + 1) % len(walk)]]
            folder.text(f"{language}/{id}.html", _zone(site, park.zones[id], ahead, language))
        folder.text(
            f"{language}/index.html",
            _page(site, language, "index", park.title[spoken], index(site, language)),
        )
        if park.glossary:
            rows = "".join(
                f'<dt id="{term.id}">{escape(term.term[spoken])}</dt>'
                f"<dd>{prose(park, term.meaning[spoken], Links())}</dd>"
                for term in sorted(park.glossary.values(), key=lambda term: term.term[spoken].casefold())
            )
            title = tr(Text("Glossary"), language)
            folder.text(
                f"{language}/glossary.html", _page(site, language, "glossary", title, f"<dl>{rows}</dl>")
            )
        if park.sources:
            title = tr(Text("Sources"), language)
            rows = source_list(park, park.sources, spoken)
            folder.text(f"{language}/sources.html", _page(site, language, "sources", title, rows))


def index(site: Site, language: Language, start: str = "") -> str:
    """All zones by district, with links; `start` leads to the folder of the language."""
    park, spoken, parts = site.park, text_language(site.park, language), []
    for district in park.settled_districts:
        if len(park.settled_districts) > 1:
            parts.append(f"<h2>{escape(district.title[spoken])}</h2><p>{escape(district.lead[spoken])}</p>")
        rows = "".join(
            f'<li><a href="{start}{zone.id}.html"><b>{zone.number}</b> {escape(zone.title[spoken])}</a>'
            f"<br>{prose(park, zone.lead[spoken], Links(term=f'{start}glossary.html#{{}}'))}</li>"
            for zone in park.zones_of(district.id)
        )
        parts.append(f'<ul class="zones">{rows}</ul>')
    return "\n".join(parts)


def _zone(site: Site, zone: Zone, ahead: Zone, language: Language) -> str:
    park, spoken = site.park, text_language(site.park, language)
    picture = site.pictures.get(zone.id, {}).get(spoken)
    shown = ""
    if picture:
        see = escape(zone.exhibit.see[spoken] if zone.exhibit else zone.lead[spoken])
        shown = f'<img src="../pictures/{picture}" alt="{see}" loading="lazy">'
    title = zone.title[spoken]
    kicker = f'<p class="kicker">{zone.number} · {escape(park.district(zone.district).title[spoken])}</p>'
    words = tr(Text("Next: {title}"), language, title=ahead.title[spoken])
    after = f'<p><a href="{ahead.id}.html">{escape(words)}</a></p>'
    return _page(
        site, language, zone.id, title, shown + article(park, zone, spoken) + after,
        kicker=kicker, about=zone.lead[spoken], hash=f"#/{zone.id}",
    )  # fmt: skip


def _page(
    site: Site,
    language: Language,
    name: str,
    title: str,
    body: str,
    *,
    kicker: str = "",
    about: str = "",
    hash: str = "#/",
) -> str:
    park, spoken = site.park, text_language(site.park, language)
    park_title = park.title[spoken]
    links = [
        (f"../index.html?lang={language}{hash}", tr(Text("Open in the park"), language)),
        ("index.html", tr(Text("All places"), language)),
        *([("glossary.html", tr(Text("Glossary"), language))] if park.glossary else []),
        *([("sources.html", tr(Text("Sources"), language))] if park.sources else []),
    ]
    ways = " ".join(
        f'<a href="{there}">{escape(words)}</a>' for there, words in links if there != f"{name}.html"
    )
    others = " ".join(
        f'<a href="../{other}/{name}.html" hreflang="{html_tag(other)}" {language_tag(other)}>{name_of(other)}</a>'
        for other in site.languages
        if other != language
    )
    notes = (other_language(park, language), tr(DRAFT, language) if site.draft else "")
    note = "".join(
        f'<p class="note" {language_tag(language)}>{escape(words)}</p>' for words in notes if words
    )
    head = f"{title} · {park_title}" if title != park_title else title
    return f"""<!doctype html>
<html {language_tag(language)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{escape(head)}</title>
<meta name="description" content="{escape(about or park.subtitle[spoken])}">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../park.css">
</head>
<body class="plain">
<header><nav>{ways} {others}</nav></header>
<main {language_tag(spoken)}>
{kicker}<h1>{escape(title)}</h1>
{note}
{body}
</main>

{footer(site, language, "../")}
</body>
</html>
"""


def footer(site: Site, language: Language, start: str = "") -> str:
    """Whose park it is, and what readers should know of it."""
    park, spoken = site.park, text_language(site.park, language)
    parts = []
    brand = park.brand
    if site.logo:
        name = brand.contact.name if brand and brand.contact else park.title[spoken]
        parts.append(f'<img class="logo" src="{start}pictures/{site.logo}" alt="{escape(name)}">')
    if brand is not None and brand.contact is not None:
        lines = [escape(line) for line in (brand.contact.name, *brand.contact.lines)]
        parts.append(f"<p>{'<br>'.join(lines)}</p>")
    source = park.opening.source if park.opening else None
    for text in (park.notice, source):
        if text is not None:
            parts.append(f"<p>{escape(text[spoken])}</p>")
    return f"<footer {language_tag(spoken)}>{''.join(parts)}</footer>"
