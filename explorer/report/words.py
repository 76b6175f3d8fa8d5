"""Every word of the report, in both languages of the park."""

from __future__ import annotations

from ..park.faults import Said

TITLE = Said("What visitors looked at", "参观记录")
PERIOD = Said("{first} to {last}", "{first}至{last}")
NOTE = Said(
    "Counted by the explorer on this machine. No names and no device numbers are stored.",
    "由本机上的程序自动计数，不记录姓名，也不记录设备编号。",
)
ZONES_NOTE = Said(
    "Zones that a visitor opened, and those that a tour opened while a visitor was there.",
    "包括参观者打开的展区，以及有人参观时由导览打开的展区。",
)

VISITS = Said("visits", "参观次数")
MEDIAN = Said("median active time, without bounces", "有效时长中位数（不计跳出）")
QUARTILES = Said(
    "half of them were active for {lower} to {upper}", "其中一半的有效时长在{lower}至{upper}之间"
)
BOUNCES = Said("bounces: one touch, nothing opened", "跳出：只轻触一次，未打开任何内容")
ZONES_A_VISIT = Said("zones opened per visit", "每次参观打开的展区")
RIGHT_SHARE = Said("quiz answers correct", "答题正确率")

OVERVIEW = Said("Visits", "参观概况")
FIGURE = Said("figure", "指标")
VALUE = Said("value", "数值")
OVERVIEW_ROWS = {
    "visits": Said("visits", "参观次数"),
    "bounces": BOUNCES,
    "active_lower_quartile_s": Said("active time, lower quartile, s", "有效时长下四分位数（秒）"),
    "active_median_s": Said("active time, median, s", "有效时长中位数（秒）"),
    "active_upper_quartile_s": Said("active time, upper quartile, s", "有效时长上四分位数（秒）"),
    "staff": Said("opened by staff, not counted", "工作人员进入，不计入"),
}
ACTIVE_NOTE = Said(
    "Active: from the first touch to the last sign of life. Visits that an earlier version recorded include the silence"
    " at their end.",
    "有效时长：从首次轻触到最后一次操作。较早版本记录的参观仍包含结尾无人操作的时间。",
)

DAYS = Said("Visits by day", "每日参观")
HOURS = Said("Visits by hour of the day", "每日各时段参观")
ZONES = Said("Zones", "展区")
EXHIBITS = Said("Exhibits", "展项")
LANGUAGES = Said("Languages", "语言")
QUIZ = Said("Quiz", "答题")
CLASSES = Said("Questions in class", "课堂提问")
CLASSES_NOTE = Said(
    "Hands that the teacher counted in lessons; no names are stored.",
    "由教师在课堂上清点的举手人数，不记录任何人的姓名。",
)
ENDINGS = Said("How visits ended", "参观如何结束")
MODES = Said("Type of show", "展示方式")

DAY = Said("day", "日期")
HOUR = Said("hour", "时段")
ZONE = Said("zone", "展区")
EXHIBIT = Said("exhibit", "展项")
LANGUAGE = Said("language", "语言")
QUESTION = Said("question", "题目")
ENDING = Said("ending", "结束方式")
MODE = Said("type", "方式")
OPENINGS = Said("opened", "打开次数")
MEDIAN_S = Said("median active s", "有效时长中位数（秒）")
ACTS = Said("actions", "操作次数")
LESSONS = Said("lessons", "课次")
HANDS = Said("hands", "举手人数")
ANSWERS = Said("answers", "作答数")
RIGHT = Said("correct", "答对")
CHOSEN = Said("chosen (option: times)", "各选项次数")
COUNTED = Said("counted (option: hands)", "各选项人数")
SWITCHED = Said(
    "The language was changed in {count} of {visits} visits.", "{visits}次参观中有{count}次切换了语言。"
)
TABLE = Said("as a table", "以表格显示")

NAMES: dict[str, Said] = {
    "en": Said("English", "英文"),
    "zh": Said("Chinese", "中文"),
    "silence": Said("left: no answer to “Still there?”", "已离开：无人回应“您还在吗？”"),
    "start over": Said("pressed “Start over”", "点按“重新开始”"),
    "quit": Said("the explorer was closed", "程序关闭"),
    "cut off": Said("interrupted, or still running", "中断，或仍在进行"),
    "explore": Said("explore", "自由参观"),
    "kiosk": Said("kiosk", "无人展台"),
    "present": Said("present", "讲解"),
    "teach": Said("teach", "课堂"),
}

NO_VISITS = Said("No visits yet in {path}.", "{path}中还没有参观记录。")
AND = Said(" and ", "、")
NO_VISITS_BETWEEN = Said(
    "No visits from {since} to {until} in {path}.", "{path}中{since}至{until}没有参观记录。"
)
NO_VISITS_UNTIL = Said("No visits until {until} in {path}.", "{path}中截至{until}没有参观记录。")
NO_VISITS_SINCE = Said("No visits since {since} in {path}.", "{path}中自{since}起没有参观记录。")
UNREADABLE: dict[str, Said] = {
    "missing": Said(
        "There are no visit statistics at {path}. The modes kiosk and teach write them: python3 -m explorer run --mode kiosk",
        "{path}处没有参观记录文件。kiosk和teach模式会自动记录：python3 -m explorer run --mode kiosk",
    ),
    "broken": Said(
        "{path} is not a file of visit statistics, or it is damaged ({detail}).",
        "{path}不是参观记录文件，或已损坏（{detail}）。",
    ),
    "newer": Said(
        "{path} was written by a later version of the explorer. Use that version.",
        "{path}由更新版本的程序写成，请使用该版本。",
    ),
}


def named(key: str) -> Said:
    """The words for a key of the database; the key itself where there are none."""
    return NAMES.get(key, Said(key, key))
