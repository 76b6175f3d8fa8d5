"""Users' model files (GLB, OBJ, STL, PLY): read, checked and fitted into a place. No graphics here."""

from .mesh import PAPER, Mesh, NotRead
from .placing import Placing, fitted
from .reading import SUFFIXES, read_mesh
from .texture import NoTexture, linear, pixels
