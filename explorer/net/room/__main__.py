"""`python -m explorer.net.room`: the gateway process of a show."""

import sys

from .gateway.server import main

if __name__ == "__main__":
    sys.exit(main())
