"""What is said in a booth that nobody looks after. The screens before a visitor has chosen a language say it in both."""

WORDS: dict[str, tuple[str, str]] = {
    "booth.call": ("Invitation", "邀请"),
    "booth.call.building": ("Touch any building", "轻触任意一座建筑"),
    "booth.call.exhibit": ("Touch to try it", "轻触，动手试试"),
    "booth.caption": ("Now showing", "正在展示"),
    "booth.pause": ("Pause", "暂停"),
    "booth.go-on": ("Continue", "继续"),
    "booth.in-english": ("English", "English"),
    "booth.in-chinese": ("中文", "中文"),
    "booth.still": ("Still there?", "您还在吗？"),
    "booth.begins": (
        "The park starts again for the next visitor in {seconds} seconds.",
        "{seconds}秒后，园区将为下一位访客重新开始。",
    ),
    "booth.begins.one": (
        "The park starts again for the next visitor in 1 second.",
        "1秒后，园区将为下一位访客重新开始。",
    ),
    "booth.left": ("{seconds} seconds left", "还剩{seconds}秒"),
    "booth.left.one": ("1 second left", "还剩1秒"),
    "booth.here": ("I’m here, keep going", "我还在，继续"),
    "booth.start-over": ("Start over", "重新开始"),
    "booth.start-over.name": ("Start over: reset the park for a new visitor", "重新开始：园区恢复最初的样子"),
    "booth.pad": ("Number pad", "数字键盘"),
    "booth.pad.typed": ("{count} digits entered", "已输入{count}位"),
    "booth.pad.delete": ("Delete the last digit", "删除最后一位"),
    "booth.pad.enter": ("Enter", "确认"),
    "booth.pad.close": ("Close", "关闭"),
    "booth.pad.rests": (
        "Three wrong numbers. Try again in {seconds} seconds.",
        "密码已输错三次，请在{seconds}秒后重试。",
    ),
    "booth.pad.rests.one": ("Three wrong numbers. Try again in 1 second.", "密码已输错三次，请在1秒后重试。"),
    "booth.leave": ("Leave the park", "退出园区"),
    "booth.restart": ("Restart the program", "重新启动程序"),
    "booth.back": ("Back to the park", "返回园区"),
}
