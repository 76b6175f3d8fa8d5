"""`python -m explorer.lan broker`: the processes beside a show."""

from __future__ import annotations

import sys


def main(words: list[str]) -> int:
    """Be the process that is named."""
    if words == ["broker"]:
        from .broker import main as broker

        return broker()
    if words == ["gateway"]:
        from .gateway.server import main as gateway

        return gateway()
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
