"""A scene as USD text, through usd-core, which is installed with the extra `usd`. Z is up, one unit is a metre.

The sky light on level ground is an image, which a text file cannot contain: the ground has only its colour.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import numpy as np

from ... import __version__
from ...i18n import Text
from .gltf import COPYRIGHT
from .scene import MATERIALS, Group, MaterialName, Mesh, Scene, Thing
from .tables import NotExported

POINT_DIGITS, NORMAL_DIGITS, COLOUR_DIGITS = 3, 3, 4
"""Decimals in the text file, to keep it small; a millimetre is fine enough."""


def require() -> None:
    """Check that usd-core is installed. Raises NotExported with the command to install it."""
    if find_spec("pxr") is None:
        raise NotExported(Text("USD files need the extra 'usd'. Type: pip install usd-core"))


def to_usda(scene: Scene) -> bytes:
    """The text of the USD file."""
    from pxr import Kind, Sdf, Usd, UsdGeom

    layer = Sdf.Layer.CreateAnonymous(".usda")
    stage = Usd.Stage.Open(layer)
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.z)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    layer.documentation = "\n".join((scene.title, scene.notice, COPYRIGHT))
    layer.customLayerData = {"creator": f"Park Explorer {__version__}", "notice": scene.notice}
    root = UsdGeom.Xform.Define(stage, f"/{_name(scene.id)}").GetPrim()
    root.SetDisplayName(scene.title)
    Usd.ModelAPI(root).SetKind(Kind.Tokens.assembly)
    stage.SetDefaultPrim(root)
    used = {mesh.material for mesh in scene.meshes}
    materials = {name: _material(stage, root, name) for name in MATERIALS if name in used}
    for group in scene.groups:
        _group(stage, root, group, materials)
    text: str = layer.ExportToString()
    return text.encode()


def _name(id: str) -> str:
    """A valid USD name: letters, digits and underscores, not starting with a digit."""
    name = id.replace("-", "_")
    return f"_{name}" if name[:1].isdigit() else name


def _group(stage: Any, root: Any, group: Group, materials: dict[MaterialName, Any]) -> None:
    from pxr import Kind, Usd, UsdGeom

    prim = UsdGeom.Xform.Define(stage, root.GetPath().AppendChild(_name(group.id))).GetPrim()
    prim.SetDisplayName(group.title)
    Usd.ModelAPI(prim).SetKind(Kind.Tokens.group)
    for thing in group.things:
        _thing(stage, prim, thing, materials)


def _thing(stage: Any, parent: Any, thing: Thing, materials: dict[MaterialName, Any]) -> None:
    from pxr import Gf, Kind, Usd, UsdGeom

    form = UsdGeom.Xform.Define(stage, parent.GetPath().AppendChild(_name(thing.id)))
    prim = form.GetPrim()
    prim.SetDisplayName(thing.title)
    Usd.ModelAPI(prim).SetKind(Kind.Tokens.component)
    if any(thing.origin):
        form.AddTranslateOp().Set(Gf.Vec3d(*thing.origin))
    if zone := thing.zone:
        facts = {"zone": zone.id, "number": zone.number, "district": zone.district}
        titles = {f"title:{language}": zone.title[language] for language in zone.title.languages}
        for key, value in {**facts, **titles}.items():
            prim.SetCustomDataByKey(key, value)
    for mesh in thing.meshes:
        _mesh(stage, prim, mesh, materials[mesh.material])


def _mesh(stage: Any, parent: Any, mesh: Mesh, material: Any) -> None:
    from pxr import Sdf, UsdGeom, UsdShade, Vt

    shape = UsdGeom.Mesh.Define(stage, parent.GetPath().AppendChild(mesh.material))
    points = np.round(mesh.points, POINT_DIGITS) + np.float32(0)  # turns -0 into 0
    shape.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(points))
    shape.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(mesh.indices), 3, np.int32)))
    shape.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(mesh.indices.ravel().astype(np.int32)))
    shape.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(np.round(mesh.normals, NORMAL_DIGITS) + np.float32(0)))
    shape.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    shape.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    shape.CreateExtentAttr(Vt.Vec3fArray.FromNumpy(np.stack([points.min(axis=0), points.max(axis=0)])))
    primvars = UsdGeom.PrimvarsAPI(shape)
    colours = np.ascontiguousarray(np.round(mesh.colours, COLOUR_DIGITS))
    primvars.CreatePrimvar("displayColor", Sdf.ValueTypeNames.Color3fArray, UsdGeom.Tokens.vertex).Set(
        Vt.Vec3fArray.FromNumpy(np.ascontiguousarray(colours[:, :3]))
    )
    if MATERIALS[mesh.material].see_through:
        primvars.CreatePrimvar("displayOpacity", Sdf.ValueTypeNames.FloatArray, UsdGeom.Tokens.vertex).Set(
            Vt.FloatArray.FromNumpy(np.ascontiguousarray(colours[:, 3]))
        )
    UsdShade.MaterialBindingAPI.Apply(shape.GetPrim()).Bind(material)


def _material(stage: Any, root: Any, name: MaterialName) -> Any:
    """A preview surface whose colour, and opacity if it is transparent, come from the vertices."""
    from pxr import Sdf, UsdGeom, UsdShade

    types = Sdf.ValueTypeNames
    surface = MATERIALS[name]
    UsdGeom.Scope.Define(stage, root.GetPath().AppendChild("materials"))
    path = root.GetPath().AppendPath(f"materials/{name}")
    material = UsdShade.Material.Define(stage, path)
    shader = UsdShade.Shader.Define(stage, path.AppendChild("surface"))
    shader.CreateIdAttr("UsdPreviewSurface")
    shader.CreateInput("roughness", types.Float).Set(surface.roughness)
    shader.CreateInput("metallic", types.Float).Set(0.0)
    sources = [("diffuseColor", "displayColor", "float3", types.Color3f, types.Float3)]
    if surface.see_through:
        sources.append(("opacity", "displayOpacity", "float", types.Float, types.Float))
    for target, primvar, kind, wanted, given in sources:
        reader = UsdShade.Shader.Define(stage, path.AppendChild(primvar))
        reader.CreateIdAttr(f"UsdPrimvarReader_{kind}")
        reader.CreateInput("varname", types.String).Set(primvar)
        output = reader.CreateOutput("result", given)
        shader.CreateInput(target, wanted).ConnectToSource(output)
    material.CreateSurfaceOutput().ConnectToSource(shader.CreateOutput("surface", types.Token))
    return material
