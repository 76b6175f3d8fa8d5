"""What is said when something does not work: what happened, what to do, what is safe."""

WORDS: dict[str, tuple[str, str]] = {
    "fault.language": ("中文", "English"),
    "fault.language.name": ("切换到中文", "Switch to English"),
    "fault.retry": ("Try again", "重试"),
    "fault.quit": ("Quit", "退出"),
    "fault.copy": ("Copy details", "复制详情"),
    "fault.copied": ("Copied", "已复制"),
    "fault.opengl.title": ("This computer can’t show the 3D park", "这台电脑无法显示三维园区"),
    "fault.opengl.what": (
        "OpenGL 3.2 was not found. You can still open all {count} zones and exhibits from this map.",
        "没有找到OpenGL 3.2。全部{count}个展区和展项仍可从地图进入。",
    ),
    "fault.opengl.remedy": (
        "A newer graphics driver often helps. On Linux without a graphics card, install libgl1-mesa-dri.",
        "更新显卡驱动通常可以解决。没有显卡的Linux电脑，请安装libgl1-mesa-dri。",
    ),
    "fault.font.title": ("Chinese text can’t be shown", "无法显示中文"),
    "fault.font.linux": (
        "This system has no Chinese font. On Debian and Ubuntu install fonts-noto-cjk, on Fedora and openSUSE "
        "google-noto-sans-cjk-fonts, on Arch noto-fonts-cjk, then start the park again. Everything else works.",
        "系统中没有中文字体。Debian和Ubuntu请安装fonts-noto-cjk，Fedora和openSUSE请安装"
        "google-noto-sans-cjk-fonts，Arch请安装noto-fonts-cjk，然后重新打开园区。其他功能不受影响。",
    ),
    "fault.font.win32": (
        "This system has no Chinese font. In Settings, Apps, Optional features, add Chinese (Simplified) "
        "Supplemental Fonts, then start the park again. Everything else works.",
        "系统中没有中文字体。请在“设置”“应用”“可选功能”中添加“简体中文补充字体”，然后重新打开园区。其他功能不受影"
        "响。",
    ),
    "fault.font.darwin": (
        "This system has no Chinese font. Open Font Book and restore the standard fonts, then start the park "
        "again. Everything else works.",
        "系统中没有中文字体。请打开“字体册”恢复标准字体，然后重新打开园区。其他功能不受影响。",
    ),
    "fault.font.copy": ("Copy the package’s name", "复制软件包名称"),
    "fault.font.stay": ("Stay in English", "继续使用英文"),
    "fault.scene.title": ("The park’s files contain errors", "园区文件有误"),
    "fault.scene.one": (
        "One problem must be fixed before the park can open.",
        "有一处需要修正，园区才能打开。",
    ),
    "fault.scene.many": (
        "{count} problems must be fixed before the park can open.",
        "有{count}处需要修正，园区才能打开。",
    ),
    "fault.scene.rest": ("and {count} more; the command check lists all", "另有{count}处；命令check列出全部"),
    "fault.scene.list": ("Errors", "错误列表"),
    "fault.stage.title": ("The 3D view could not be prepared", "三维画面准备失败"),
    "fault.stage.one": (
        "The park’s files can be read, but the program failed while it prepared them.",
        "园区文件可以读取，但程序在准备画面时出错。",
    ),
    "fault.stage.remedy": (
        "try again; if it happens again, send this line to the people who look after the program",
        "请重试；如再次出现，请把这一行发给程序维护人员",
    ),
    "fault.scene.safe": (
        "No file was changed, and your settings are safe.",
        "文件没有任何改动，您的设置也不受影响。",
    ),
}
