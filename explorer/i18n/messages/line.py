"""Words at an exhibit that a real line feeds."""

from __future__ import annotations

from .. import Text

WORDS: dict[str, Text] = {
    "line.live": Text("Live", context="values of a real line"),
    "line.stale": Text("Stale", context="values of a real line"),
    "line.replayed": Text("Replayed", context="values of a real line"),
    "line.simulated": Text("Simulated", context="values of a real line"),
    "line.live.means": Text("Values come from the real line now. The model follows its conditions."),
    "line.stale.means": Text("The real line has fallen silent. These are its last values."),
    "line.replayed.means": Text("These values come from a recording of a line."),
    "line.simulated.means": Text("Nothing comes from the real line. The model runs on its own."),
    "line.now": Text("less than 1 s old"),
    "line.age": Text("{seconds} s old"),
    "line.recorded": Text("recorded {moment}"),
    "line.silent": Text("line silent for {seconds} s"),
    "line.alone": Text("the model runs on its own"),
    "line.gap": Text("line {real} · model {model} · gap {gap}"),
    "line.both": Text("line {real} · model {model}"),
    "line.uncertain": Text("{words} (uncertain)"),
    "line.figure.line": Text("{label} · line"),
    "line.figure.model": Text("{label} · model"),
    "line.title": Text("From a real line"),
    "line.watch": Text("The values here come from a real line. Watch what it does."),
    "line.off": Text("Off while values come from a real line: it would change the model alone."),
}
