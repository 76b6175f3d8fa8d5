"""A browser for tests: Chromium without a window, through its DevTools protocol. No package beyond aiohttp is needed."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp
import numpy as np
import numpy.typing as npt
from PIL import Image

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless=new", "--no-sandbox", "--remote-debugging-port=0", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--ignore-gpu-blocklist",
)  # fmt: skip
DRAWS = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
NO_3D = ("--disable-gpu", "--disable-3d-apis")
LONGEST_S = 120.0
COARSE = 0.25
"""Pixels of the park a pixel of the page, where no picture is compared: a processor draws the others for nothing."""

Pixels = npt.NDArray[np.uint8]


class Browser:
    """One tab. Close it at the end.

    Parameters
    ----------
    profile : an empty folder.
    """

    def __init__(self, profile: Path, *, draws: bool = True) -> None:
        assert CHROMIUM
        self._loop = asyncio.new_event_loop()
        words = [CHROMIUM, *FLAGS, *(DRAWS if draws else NO_3D), f"--user-data-dir={profile}", "about:blank"]
        self._process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._number, self._session = 0, ""
        self.events: list[tuple[str, dict[str, Any]]] = []
        port = profile / "DevToolsActivePort"
        end = time.monotonic() + LONGEST_S
        while not (port.is_file() and port.read_text().count("\n")) and time.monotonic() < end:
            time.sleep(0.05)
        number, path = port.read_text().split("\n")[:2]
        self._loop.run_until_complete(self._connect(f"ws://127.0.0.1:{number}{path}"))

    async def _connect(self, address: str) -> None:
        self._client = aiohttp.ClientSession()
        self._socket = await self._client.ws_connect(address, max_msg_size=0)
        found = (await self._ask("Target.getTargets"))["targetInfos"]
        target = next(row["targetId"] for row in found if row["type"] == "page")
        self._session = (await self._ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        for name in ("Page", "Runtime", "Network", "Log"):
            await self._ask(f"{name}.enable")

    async def _ask(self, method: str, **values: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": values}
        await self._socket.send_str(
            json.dumps(message | ({"sessionId": self._session} if self._session else {}))
        )
        while True:
            answer = json.loads((await self._socket.receive(timeout=LONGEST_S)).data)
            if answer.get("id") == self._number:
                assert "error" not in answer, (method, answer["error"])
                result: dict[str, Any] = answer["result"]
                return result
            if "method" in answer:
                self.events.append((answer["method"], answer["params"]))

    def ask(self, method: str, **values: Any) -> dict[str, Any]:
        """A command of the protocol."""
        return self._loop.run_until_complete(self._ask(method, **values))

    def open(
        self, address: str, width: int = 1280, height: int = 720, *, touch: bool = False, ratio: float = 1.0
    ) -> None:
        """Go to a page in a window of this size, and wait until it is loaded.

        Parameters
        ----------
        ratio : pixels of the park a pixel of the page, as the page is told; letters and boxes keep their size.
        """
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=touch,
        )
        self.ask("Emulation.setTouchEmulationEnabled", enabled=touch)
        self.ask("Page.navigate", url="about:blank")
        self.events.clear()
        script = f"Object.defineProperty(window, 'devicePixelRatio', {{ get: () => {ratio} }});"
        added = self.ask("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.ask("Page.navigate", url=address)
        self.until("document.readyState === 'complete'")
        self.ask("Page.removeScriptToEvaluateOnNewDocument", identifier=added["identifier"])

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, (script, answer["exceptionDetails"])
        return answer["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + LONGEST_S
        while time.monotonic() < end:
            if self.run(f"Boolean({script})"):
                return
            time.sleep(0.1)
        raise AssertionError(f"not within {LONGEST_S} s: {script}; {self.messages}")

    def press(self, key: str, code: int = 0, text: str = "") -> None:
        """Press and release a key."""
        values = {"key": key, "windowsVirtualKeyCode": code, "code": key}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **values, **({"text": text} if text else {}))
        self.ask("Input.dispatchKeyEvent", type="keyUp", **values)

    def picture(self) -> Pixels:
        """The page as it is now, (height, width, 3)."""
        data = base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"])
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))

    @property
    def messages(self) -> list[str]:
        """Errors and warnings of the page since it was opened."""
        names = ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")
        return [str(values)[:300] for name, values in self.events if name in names]

    @property
    def requests(self) -> list[str]:
        """All addresses the page has asked for."""
        return [v["request"]["url"] for name, v in self.events if name == "Network.requestWillBeSent"]

    def close(self) -> None:
        """End the browser."""
        self._loop.run_until_complete(self._client.close())
        self._process.terminate()
        self._process.wait(20)
        self._loop.close()


def picture_in_firefox(program: Sequence[str], profile: Path, address: str, ready: str) -> Pixels:
    """A page in Firefox once an expression is true, 1280 x 720, through WebDriver BiDi.

    Parameters
    ----------
    program : Firefox, on a screen: without one it has no WebGL.
    profile : an empty folder.
    """
    (profile / "user.js").write_text('user_pref("webgl.force-enabled", true);\n')
    words = [*program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    noted, end = profile / "WebDriverBiDiServer.json", time.monotonic() + LONGEST_S
    while not (noted.is_file() and noted.read_text().endswith("}")) and time.monotonic() < end:
        time.sleep(0.1)
    server = json.loads(noted.read_text())

    async def talk() -> Pixels:
        async with aiohttp.ClientSession() as client:
            channel = await client.ws_connect(
                f"ws://{server['ws_host']}:{server['ws_port']}/session", max_msg_size=0
            )

            async def ask(number: int, method: str, **values: Any) -> Any:
                await channel.send_str(json.dumps({"id": number, "method": method, "params": values}))
                while (answer := json.loads((await channel.receive(timeout=LONGEST_S)).data)).get(
                    "id"
                ) != number:
                    pass
                return answer["result"]

            await ask(1, "session.new", capabilities={})
            tab = (await ask(2, "browsingContext.getTree"))["contexts"][0]["context"]
            await ask(3, "browsingContext.setViewport", context=tab, viewport={"width": 1280, "height": 720})
            await ask(4, "browsingContext.navigate", context=tab, url=address, wait="complete")
            look = f"const look = () => ({ready}) ? setTimeout(() => done(1), 1500) : setTimeout(look, 100);"
            waits = f"new Promise(done => {{ {look} look(); }})"
            await ask(5, "script.evaluate", expression=waits, target={"context": tab}, awaitPromise=True)
            data = (await ask(6, "browsingContext.captureScreenshot", context=tab))["data"]
            await ask(7, "browser.close")
            return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))

    try:
        return asyncio.run(talk())
    finally:
        process.terminate()
        process.wait(30)


def picture_in_webkit(program: Sequence[str], address: str, ready: str, script: str) -> Pixels:
    """A page in WebKitGTK once an expression is true and a script has run, 1280 x 720, through WebDriver.

    Parameters
    ----------
    program : its driver, on a screen.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [*program, f"--port={port}"]
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + LONGEST_S

    def ask(path: str, **values: Any) -> Any:
        body = json.dumps(values).encode() if not path.endswith("screenshot") else None
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{port}/session{path}", body, kind)
        return json.load(urllib.request.urlopen(request, timeout=LONGEST_S))["value"]

    def value(expression: str) -> Any:
        return ask(f"{tab}/execute/sync", script=f"return {expression}", args=[])

    try:
        while True:
            try:
                tab = f"/{ask('', capabilities={'alwaysMatch': {}})['sessionId']}"
                break
            except urllib.error.URLError as error:
                assert not isinstance(error, urllib.error.HTTPError), error
                assert time.monotonic() < end, "the driver does not answer"
                time.sleep(0.2)
        ask(f"{tab}/window/rect", width=1280, height=720)
        ask(f"{tab}/window/rect", width=1280, height=1440 - value("innerHeight"))
        ask(f"{tab}/url", url=address)
        while not value(ready):
            assert time.monotonic() < end, "the page is not ready"
            time.sleep(0.2)
        value(f"{script}, 1")
        time.sleep(1.5)
        data = ask(f"{tab}/screenshot")
        return np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def likeness(one: Pixels, other: Pixels) -> float:
    """Structural similarity (SSIM) of two pictures in grey at half size, 1 for equal ones."""
    a, b = (
        np.asarray(
            Image.fromarray(p).convert("L").resize((p.shape[1] // 2, p.shape[0] // 2), Image.Resampling.BOX),
            float,
        )
        for p in (one, other)
    )

    def mean(values: npt.NDArray[np.float64], side: int = 7) -> npt.NDArray[np.float64]:
        sums = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        of_square = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
        return np.asarray(of_square / side**2)

    mean_a, mean_b = mean(a), mean(b)
    spread = mean(a * a) + mean(b * b) - mean_a**2 - mean_b**2
    shared = mean(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    return float(
        (
            (2 * mean_a * mean_b + c1) * (2 * shared + c2) / ((mean_a**2 + mean_b**2 + c1) * (spread + c2))
        ).mean()
    )
