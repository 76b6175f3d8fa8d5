"""Makes ground and buildings of a scene, in plain light: `python -m explorer.editor FOLDER ASSETS`.

Started by the editing window. The results go to the user's cache, where the window finds them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from explorer.park.load import read

if __name__ == "__main__":
    read(Path(sys.argv[1]), Path(sys.argv[2]), light_later=True)
