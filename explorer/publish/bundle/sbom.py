"""A bill of materials in CycloneDX 1.6 format, reproducible.

Standard library only: the build of the wheel runs this file on its own.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from typing import Any

Part = dict[str, Any]
"""A CycloneDX component."""

KNOWN = frozenset((
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "FTL", "GPL-2.0-only", "GPL-3.0-only",
    "HPND-sell-variant", "IJG", "ISC", "LGPL-2.1-only", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0", "MIT-CMU",
    "MIT-Modern-Variant", "MPL-2.0", "NCSA", "OFL-1.1", "OpenSSL", "PSF-2.0", "Unicode-3.0", "Zlib", "libpng-2.0", "libtiff",
))  # fmt: skip
"""SPDX identifiers used by wheels; other licences are written as plain names."""
MEANT = {
    "MIT License": "MIT", "Apache 2.0": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "ISC License (ISCL)": "ISC",
    "GNU Lesser General Public License v3 or later": "LGPL-3.0-or-later", "Modified BSD License": "BSD-3-Clause",
}  # fmt: skip
"""Licence names in wheel metadata -> SPDX identifier."""
FILE = "park-explorer.cdx.json"


def part(
    name: str,
    version: str = "",
    licence: str = "",
    *,
    kind: str = "library",
    purl: str = "",
    sha256: str = "",
    supplier: str = "",
    inside: Sequence[Part] = (),
    properties: dict[str, str] | None = None,
) -> Part:
    """A component; unknown values are left out.

    Parameters
    ----------
    kind : CycloneDX type: application, library, framework ….
    inside : components it is built with.
    """
    licence = MEANT.get(licence, licence)
    is_named = bool(licence) and set(re.split(r" (?:AND|OR) ", licence)) <= KNOWN
    made: Part = {"type": kind, "bom-ref": purl or f"{name}@{version}", "name": name}
    made |= {"version": version} if version else {}
    made |= {"supplier": {"name": supplier}} if supplier else {}
    made |= (
        {"licenses": [{"expression": licence} if is_named else {"license": {"name": licence}}]}
        if licence
        else {}
    )
    made |= {"purl": purl} if purl else {}
    made |= {"hashes": [{"alg": "SHA-256", "content": sha256}]} if sha256 else {}
    made |= (
        {
            "properties": [
                {"name": f"park-explorer:{key}", "value": value} for key, value in (properties or {}).items()
            ]
        }
        if properties
        else {}
    )
    if inside:
        made["components"] = [{**one, "bom-ref": f"{made['bom-ref']}#{one['bom-ref']}"} for one in inside]
    return made


def of_registry(name: str, version: str = "") -> str:
    """The package URL of a package on PyPI."""
    plain = re.sub(r"[-_.]+", "-", name).lower()
    return f"pkg:pypi/{plain}@{version}" if version else f"pkg:pypi/{plain}"


def bill(program: Part, parts: Sequence[Part]) -> str:
    """The bill of a program and its parts, as JSON."""
    whole: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": program},
        "components": list(parts),
        "dependencies": [{"ref": program["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
    }
    number = uuid.uuid5(uuid.NAMESPACE_OID, json.dumps(whole, sort_keys=True))
    return json.dumps({**whole, "serialNumber": f"urn:uuid:{number}"}, indent=1, ensure_ascii=False) + "\n"


def bill_of_wheel(version: str, requirements: Sequence[str]) -> str:
    """The bill of our wheel, which contains no third-party code: its requirements, with the allowed versions."""
    parts = []
    for wanted in requirements:
        name = re.match(r"[\w.-]+", wanted)
        assert name is not None
        parts.append(
            {
                **part(name[0], purl=of_registry(name[0]), properties={"requirement": wanted}),
                "scope": "required",
            }
        )
    program = part(
        "park-explorer", version, "MIT", kind="application", purl=of_registry("park-explorer", version)
    )
    return bill(program, parts)
