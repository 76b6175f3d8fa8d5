"""State codes live as long as their number: one printed of each exhibit still opens to the readings it was printed at.

If this fails, an exhibit's arithmetic, dials or acts have changed, and worksheets, tours and postcards with its code are wrong
from now on. Either the change keeps old codes as they are, or `state_code.VERSION` gets a new number, which says so to whoever
types an old one, and the codes are printed anew: `python -m tests.visit.test_state_codes_live`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.exhibits.kinds import KINDS
from explorer.visit.state_code import VERSION, code_of, kind_of, opened

from .test_state_code import after_experiment

PRINTED = Path(__file__).with_name("state_codes.txt")
CODES = PRINTED.read_text("ascii").split() if PRINTED.exists() else []


def test_each_exhibit_has_one_of_this_number() -> None:
    assert [kind_of(code) for code in CODES] == list(KINDS)
    assert {code.partition("~")[0] for code in CODES} == {VERSION}


@pytest.mark.parametrize("code", CODES)
def test_it_opens_as_it_was_printed(code: str) -> None:
    assert opened(code).is_same


if __name__ == "__main__":
    codes = [code_of(after_experiment(kind).advance(3.0)) for kind in KINDS]
    PRINTED.write_text("\n".join(codes) + "\n", "ascii")
