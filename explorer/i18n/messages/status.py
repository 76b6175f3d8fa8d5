"""What is said of the picture itself: how much of it is drawn, and why."""

WORDS: dict[str, tuple[str, str]] = {
    "status.key": ("drawing quality", "画面状态"),
    "status.title": ("Picture", "画面"),
    "status.why": (
        "How much is drawn while you move depends on how fast this computer is. F3 shows this line over the park.",
        "运动时画多少，取决于这台电脑的速度。按F3可让这行信息显示在园区上方。",
    ),
    "status.name": ("Picture: {state}", "画面：{state}"),
}
