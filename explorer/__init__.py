"""Park Explorer: a virtual industrial park whose buildings explain a plan."""

import os

__version__ = "0.3.0"

# Read by numpy when it is first imported. Matrices of this project are small; after one that is just large enough to be
# shared, the second thread spins for a tenth of a second, in case there is more, on a processor that draws pictures.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
