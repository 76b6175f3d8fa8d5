"""One door for all kinds of model files: whatever is in them, it is a mesh or a reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from .files import read_obj, read_ply, read_stl
from .glb import read_glb
from .mesh import Mesh, NotRead, Primitive, Words, joined

MOST_BYTES = 100_000_000

_READERS: Mapping[str, Callable[[Path], tuple[list[Primitive], list[Words]]]] = {
    ".glb": read_glb, ".obj": read_obj, ".stl": read_stl, ".ply": read_ply,
}  # fmt: skip
SUFFIXES = tuple(_READERS)


def read_mesh(path: Path) -> Mesh:
    """The model in a file, in the units and axes of the file.

    Raises
    ------
    NotRead
        With the reason and what to do. Nothing else is raised, whatever the file holds.
    """
    try:
        if not path.is_file():
            raise NotRead(("it is not a file", "它不是文件"), ("put the model there", "请放入该模型"))
        if path.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1_000_000
            raise NotRead(
                (f"the file is larger than {limit} MB", f"文件超过{limit} MB"),
                ("reduce the model or its textures", "请简化模型或缩小贴图"),
            )
        with np.errstate(all="ignore"):
            return joined(*_READERS[path.suffix.lower()](path))
    except NotRead:
        raise
    except ImportError as fault:
        raise NotRead(
            (f"the package {fault.name} is missing", f"缺少软件包{fault.name}"),
            ("run `python3 -m explorer` once with a network", "请在联网时运行一次`python3 -m explorer`"),
        ) from fault
    except OSError as fault:
        raise NotRead(
            (
                f"the system cannot read it ({fault.strerror})",
                f"系统无法读取该文件（{fault.strerror}）",
            ),
            ("check the permissions of the file", "请检查文件权限"),
        ) from fault
    # a damaged file can break its reader anywhere; its author can do the same about it each time
    except Exception as fault:
        raise NotRead(
            (
                f"it is damaged, or not the {path.suffix} file its name says",
                f"文件已损坏，或并非真正的{path.suffix}文件",
            ),
            ("open it in a program such as Blender, and export it again", "请用Blender等软件打开后重新导出"),
        ) from fault
