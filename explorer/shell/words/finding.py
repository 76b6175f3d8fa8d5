"""What is said in the search."""

WORDS: dict[str, tuple[str, str]] = {
    "search.name": ("Search", "搜索"),
    "search.field": ("A word or a zone number", "词语或展区编号"),
    "search.empty": (
        "Zones, districts, articles, statements of the briefing, facts beyond it and the glossary are searched.",
        "可搜索展区、片区、介绍、简报中的说法、简报之外的资料和术语。",
    ),
    "search.nothing": (
        "Nothing found for “{words}”. Try a shorter word, or a zone number from 1 to {count}.",
        "没有找到“{words}”。请换个短一些的词，或输入1到{count}之间的展区编号。",
    ),
    "search.results": ("{count} found", "找到{count}条"),
    "search.key.enter": ("Enter", "回车"),
    "search.key.again": ("Enter again", "再按回车"),
    "search.key.escape": ("Esc", "Esc"),
    "search.point": ("point", "指出"),
    "search.fly": ("go there", "前往"),
    "search.close": ("close", "关闭"),
    "search.go": ("Fly there", "飞过去"),
    "search.kind.zone": ("Zone {number}", "{number}号展区"),
    "search.kind.district": ("District", "片区"),
    "search.kind.term": ("Glossary", "术语"),
    "search.kind.claim": ("Statement", "说法"),
    "search.kind.beyond": ("Beyond", "简报之外"),
    "search.kind.article": ("Article", "介绍"),
    "search.claim": ("{id} · {who} · told in zone {number}", "{id}·{who}·见{number}号展区"),
    "search.row": ("{kind}: {title}. {second}", "{kind}：{title}。{second}"),
}
