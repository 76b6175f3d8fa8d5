"""What is said of the one thing that is followed from zone to zone."""

WORDS: dict[str, tuple[str, str]] = {
    "thread.at": ("{title}, {at} of {count}", "{title}，第{at}站，共{count}站"),
    "thread.before": ("Previous stop: {title}", "上一站：{title}"),
    "thread.after": ("Next stop: {title}", "下一站：{title}"),
}
