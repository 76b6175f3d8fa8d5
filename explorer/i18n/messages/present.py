"""How the picture comes to the screen, and why so."""

WORDS: dict[str, tuple[str, str]] = {
    "present.copy": ("shown by copy", "经内存复制显示"),
    "present.blit": ("shown by blit", "不经内存，直接显示"),
    "present.asked": ("chosen with --present", "由--present指定"),
    "present.screenless": ("no graphics-card window here", "此处没有显卡窗口"),
    "present.software": ("the processor draws, and copying is faster for it", "由处理器绘制，复制更快"),
    "present.measured": (
        "measured here: {copy} ms a frame by copy, {blit} ms by blit",
        "本机实测：复制每帧{copy}毫秒，直接显示{blit}毫秒",
    ),
    "present.wrong": ("blit showed a wrong image here", "直接显示的画面在本机不正确"),
    "present.never-finished": ("the self-check of blit did not finish", "直接显示的自检未能完成"),
    "present.failed": ("blit is not possible: {what}", "无法直接显示：{what}"),
    "present.next-start": (
        "new graphics card: the self-check runs after the next start",
        "发现新的显卡，下次启动后自检",
    ),
    "present.to-check": ("the self-check has not run yet", "自检尚未进行"),
}
