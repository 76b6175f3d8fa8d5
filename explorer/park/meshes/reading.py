"""One entry point for all model formats: the result is a mesh or a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from ...base.bootstrap import start_line
from ...i18n import Text
from .files import read_obj, read_ply, read_stl
from .glb import read_glb, read_moving
from .mesh import Mesh, NotRead, Primitive, joined

MOST_BYTES = 100_000_000

_READERS: Mapping[str, Callable[[Path], tuple[list[Primitive], list[Text]]]] = {
    ".glb": read_glb, ".obj": read_obj, ".stl": read_stl, ".ply": read_ply,
}  # fmt: skip


def read_mesh(path: Path, keeps_textures: bool = False, keeps_clips: bool | None = None) -> Mesh:
    """The model in a file, in the units and axes of the file.

    Parameters
    ----------
    keeps_textures : whether textures stay images; else they become colours of small triangles.
    keeps_clips : whether clips are read; None: as textures.

    Raises
    ------
    NotRead
        With the reason and what to do. Nothing else is raised for any file.
    """
    try:
        if not path.is_file():
            raise NotRead(Text("it is not a file"), Text("put the model there"))
        if path.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1_000_000
            raise NotRead(
                Text("the file is larger than {limit} MB", limit=limit),
                Text("reduce the model or its textures"),
            )
        with np.errstate(all="ignore"):
            reads_clips = keeps_textures if keeps_clips is None else keeps_clips
            if reads_clips and path.suffix.lower() == ".glb":
                parts, losses, rig = read_moving(path)
                return replace(joined(parts, losses, keeps_textures), rig=rig)
            return joined(*_READERS[path.suffix.lower()](path), keeps_textures)
    except NotRead:
        raise
    except ImportError as fault:
        raise NotRead(
            Text("the package {name} is missing", name=fault.name),
            Text("run `{start}` once with a network", start=start_line()),
        ) from fault
    except OSError as fault:
        raise NotRead(
            Text("the system cannot read it ({strerror})", strerror=fault.strerror),
            Text("check the permissions of the file"),
        ) from fault
    # a damaged file can fail its reader anywhere; the remedy is always the same
    except Exception as fault:
        raise NotRead(
            Text("it is damaged, or not the {suffix} file its name says", suffix=path.suffix),
            Text("open it in a program such as Blender, and export it again"),
        ) from fault
