"""The graphics adapters of this machine, as listed by the system; only the driver knows which of them draws."""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from pathlib import Path

PCI = Path("/sys/bus/pci/devices")
DISPLAY_CLASS = "0x03"
MAKERS = {
    "0x10de": "NVIDIA",
    "0x1002": "AMD",
    "0x8086": "Intel",
    "0x15ad": "VMware",
    "0x1af4": "virtio",
    "0x1234": "QEMU",
}
ANSWER_S = 8.0


def adapters(pci: Path = PCI) -> list[str]:
    """Their names, or what is known of them; empty if the system does not list them."""
    try:
        if sys.platform == "win32":
            return _windows()
        return _macos() if sys.platform == "darwin" else _linux(pci)
    except (OSError, ValueError, AttributeError, subprocess.SubprocessError):
        return []


def _linux(pci: Path) -> list[str]:
    """Vendor and ids of each display controller on the bus."""
    found = []
    for device in sorted(pci.glob("*")):
        kind, maker, number = ((device / name) for name in ("class", "vendor", "device"))
        if kind.is_file() and kind.read_text("ascii").startswith(DISPLAY_CLASS):
            code, model = (file.read_text("ascii").strip() for file in (maker, number))
            found.append(f"{MAKERS.get(code, 'PCI')} {code[2:]}:{model[2:]}")
    return found


class _DisplayDevice(ctypes.Structure):
    """DISPLAY_DEVICEW of wingdi.h."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("name", ctypes.c_wchar * 32),
        ("words", ctypes.c_wchar * 128),
        ("flags", ctypes.c_uint32),
        ("id", ctypes.c_wchar * 128),
        ("key", ctypes.c_wchar * 128),
    )


def _windows() -> list[str]:
    """The name of each adapter in Windows; one with several outputs is listed once."""
    ask = ctypes.CDLL("user32").EnumDisplayDevicesW
    found: list[str] = []
    for number in range(64):
        device = _DisplayDevice()
        device.size = ctypes.sizeof(device)
        if not ask(None, number, ctypes.byref(device), 0):
            break
        found.append(device.words)
    return list(dict.fromkeys(found))


def _macos() -> list[str]:
    listed = subprocess.run(
        ["system_profiler", "SPDisplaysDataType", "-json"], capture_output=True, check=True, timeout=ANSWER_S
    )
    return [str(one.get("sppci_model", "")) for one in json.loads(listed.stdout)["SPDisplaysDataType"]]
