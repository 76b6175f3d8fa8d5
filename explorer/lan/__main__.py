"""`python -m explorer.lan`: the gateway, the process beside a show."""

import sys

from .gateway.server import main

if __name__ == "__main__":
    sys.exit(main())
