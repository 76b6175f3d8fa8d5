"""All words of the report."""

from __future__ import annotations

from ...i18n import Text, Translatable, Verbatim

TITLE = Text("What visitors looked at")
REPORT = Text("Report", context="progress of the files")
PERIOD = Text("{first} to {last}")
NOTE = Text("Counted by the explorer on this machine. No names and no device numbers are stored.")
ZONES_NOTE = Text("Zones that a visitor opened, and those that a tour opened while a visitor was there.")

VISITS = Text("visits")
VISITS_AND_STAFF = Text("visits; {count} of staff not counted")
MEDIAN = Text("median active time, without bounces")
QUARTILES = Text("half of them were active for {lower} to {upper}")
BOUNCES = Text("bounces: one touch, nothing opened")
ZONES_A_VISIT = Text("zones opened per visit")
RIGHT_SHARE = Text("quiz answers correct")

OVERVIEW = Text("Visits")
FIGURE = Text("figure")
VALUE = Text("value")
OVERVIEW_ROWS = {
    "visits": Text("visits"),
    "bounces": BOUNCES,
    "active_lower_quartile_s": Text("active time, lower quartile, s"),
    "active_median_s": Text("active time, median, s"),
    "active_upper_quartile_s": Text("active time, upper quartile, s"),
    "staff": Text("opened by staff, not counted"),
}
MORE = Text(
    "The page on a screen shows more: quiz, languages, how visits ended, and every number as a table."
)
ACTIVE_NOTE = Text(
    "Active: from the first touch to the last sign of life. Visits that an earlier version "
    "recorded include the silence at their end."
)

FUNNEL = Text("How far visitors came")
FUNNEL_NOTE = Text(
    "Visits to booths; a step can be taken without the one before. The survey belongs to no visit."
)
STEP = Text("step", context="of a visit")
STEPS = {
    "touched": Text("touched the screen"),
    "zone": Text("opened a zone"),
    "exhibit": Text("came to an exhibit"),
    "tried": Text("did an experiment"),
    "quiz": Text("answered a question"),
    "survey": Text("answered the survey"),
}
TRIED = STEPS["tried"]
BOUNCED = Text("bounces", context="column")
BOOTHS = Text("Booths compared")
BOOTH = Text("booth")
CALENDAR = Text("Visits by day and hour")
SURVEY = Text("Survey")
SURVEY_NOTE = Text("Counted by day, apart from visits.")
ANSWER = Text("answer")
SKIPPED = Text("skipped")
MOST = Text("The {shown} of {count} with most visits; the table has all.")
LATEST_DAYS = Text("The last {shown} of {count} days; the table has all.")

DAYS = Text("Days compared")
HOURS = Text("Visits by hour of the day")
ZONES = Text("Zones")
EXHIBITS = Text("Exhibits")
LANGUAGES = Text("Languages")
QUIZ = Text("Quiz", context="in the report")
CLASSES = Text("Questions in class")
CLASSES_NOTE = Text("Hands that the teacher counted in lessons; no names are stored.")
RESULTS = Text("Results of pairs in class")
RESULTS_NOTE = Text(
    "What pairs with a screen of their own came to when their teacher collected it; no names are stored."
)
PAIRS = Text("pairs")
LOWEST = Text("lowest")
HALF = Text("median", context="column")
HIGHEST = Text("highest")
READING = Text("exhibit: reading")
ENDINGS = Text("How visits ended")
MODES = Text("Type of show")

DAY = Text("day")
HOUR = Text("hour")
ZONE = Text("zone")
EXHIBIT = Text("exhibit")
LANGUAGE = Text("language", context="column")
QUESTION = Text("question")
ENDING = Text("ending")
MODE = Text("type")
OPENINGS = Text("opened")
MEDIAN_S = Text("median active s")
ACTS = Text("actions")
LESSONS = Text("lessons")
HANDS = Text("hands")
ANSWERS = Text("answers")
RIGHT = Text("correct")
CHOSEN = Text("chosen (option: times)")
COUNTED = Text("counted (option: hands)")
SWITCHED = Text("The language was changed in {count} of {visits} visits.")
TABLE = Text("as a table")

NAMES: dict[str, Text] = {
    "en": Text("English", context="name of a language"),
    "zh": Text("Chinese", context="name of a language"),
    "de": Text("German", context="name of a language"),
    "silence": Text("left: no answer to “Still there?”"),
    "start over": Text("pressed “Start over”"),
    "quit": Text("the explorer was closed"),
    "cut off": Text("interrupted, or still running"),
    "explore": Text("explore"),
    "kiosk": Text("kiosk"),
    "present": Text("present"),
    "teach": Text("teach"),
}

NO_VISITS = Text("No visits yet in {path}.")
NO_VISITS_THEN = Text("No visits in this time.")
AND = Text(" and ")
NO_VISITS_BETWEEN = Text("No visits from {since} to {until} in {path}.")
NO_VISITS_UNTIL = Text("No visits until {until} in {path}.")
NO_VISITS_SINCE = Text("No visits since {since} in {path}.")
UNREADABLE: dict[str, Text] = {
    "missing": Text("There are no visit statistics at {path}. The modes kiosk and teach write them: {start}"),
    "closed": Text("{path} could not be read: {detail}"),
    "broken": Text("{path} is not a file of visit statistics, or it is damaged ({detail})."),
    "booth": Text("No visits of booth {path}. There are: {detail}"),
    "no booths": Text(
        "These visits name no booth. The file of a fleet’s hub does: report --ledger fleet/visits.sqlite"
    ),
    "newer": Text("{path} was written by a later version of the explorer. Use that version."),
}


def named(key: str) -> Translatable:
    """The words for a key of the database; the key itself if it has none."""
    return NAMES.get(key, Verbatim(key))
