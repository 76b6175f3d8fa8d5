"""Why an installation failed, in one sentence, from what pip or venv wrote."""

from __future__ import annotations

import re
import sys

from .words import say

CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        r"No space left on device|Disk quota exceeded|WinError 112|not enough space",
        "The disk is full. Free about 2 GB and start again.",
        "磁盘已满。请腾出约2GB空间后重新启动。",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError",
        "The network was reached, but its certificate is not trusted. Ask the administrator of this network.",
        "网络可以连接，但其证书不受信任。请联系网络管理员。",
    ),
    (
        r"ProxyError|Tunnel connection failed|407 Proxy",
        "The proxy refused the connection. Check the proxy settings of this machine.",
        "代理拒绝了连接。请检查本机的代理设置。",
    ),
    (
        r"NewConnectionError|Failed to establish a new connection|Name or service not known|getaddrinfo failed|"
        r"Temporary failure in name resolution|nodename nor servname|Network is unreachable|Connection refused|"
        r"ConnectTimeoutError|ReadTimeoutError|Max retries exceeded|Connection aborted|Read timed out",
        "No network was reached. The first start needs one; later ones do not.",
        "无法连接网络。首次启动需要网络，之后不再需要。",
    ),
    (
        r"Permission denied|Read-only file system|WinError 5\b",
        "This folder cannot be written to. Copy it to a folder that you can write to.",
        "此文件夹不可写。请复制到可写的位置。",
    ),
    (
        r"No matching distribution found for (?P<name>[^\s(]+)",
        "There is no {name} for Python {python} on this machine. Python 3.11, 3.12 and 3.13 are supported.",
        "没有适用于本机Python {python}的{name}。支持Python 3.11、3.12和3.13。",
    ),
)
"""Signs in the output, most telling first, and the sentence for each."""


def cause_of(output: str) -> str:
    """The sentence for what went wrong; empty if it is none of the usual causes."""
    for signs, en, zh in CAUSES:
        if match := re.search(signs, output):
            python = ".".join(map(str, sys.version_info[:2]))
            return say(en, zh).format(**match.groupdict(), python=python)
    return ""
