"""What is said in a classroom and in the quiz. To pupils Chinese says 你, to a single visitor 您."""

WORDS: dict[str, tuple[str, str]] = {
    "lesson.key.quiz": ("Quiz; in a lesson its next question", "问答；课堂上为本站的下一题"),
    "lesson.key.class": ("In a lesson: time for a task, note, gather, pause", "课堂上：任务计时、备注、召集、全班暂停"),
}
