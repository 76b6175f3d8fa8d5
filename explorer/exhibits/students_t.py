"""The 97.5 % point of Student's t, for 95 % intervals of a mean."""

from __future__ import annotations

from ..base.total import total

NORMAL_975 = 1.959963984540054
T_975_SMALL = (12.7062, 4.3027, 3.1824, 2.7764)


def t_975(freedom: float) -> float:
    """The 97.5 % point of Student's t.

    A table below 5 degrees of freedom, then the expansion about the normal point of Abramowitz and Stegun, "Handbook of
    mathematical functions", 26.7.5, which is right to 0.0005 there.
    """
    if freedom < 5:
        return T_975_SMALL[max(int(freedom), 1) - 1]
    z = NORMAL_975
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + total(term / freedom ** (power + 1) for power, term in enumerate(terms))
