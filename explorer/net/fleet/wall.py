"""The wall: one live page of all booths, with a few controls."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ...base.certificates import ending
from ...i18n import Language, Text, Translatable, nearest_language, tr
from ...i18n import languages as known_languages
from ...i18n.units import unit_text
from ..room.messages import Orders
from .hub import Hub, offer_of

HERE = Path(__file__).parent
LOOK_S = 0.05
PACK = re.compile(r"(\d{1,9})\.zip")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
WORDS = {
    "title": Text("All booths"),
    "up": Text("up", context="booth"),
    "slow": Text("slow", context="booth"),
    "silent": Text("silent", context="booth"),
    "gone": Text("gone", context="booth"),
    "booth": Text("Booth"),
    "state": Text("State", context="of a booth"),
    "heard": Text("Heard"),
    "where": Text("On screen"),
    "visits": Text("Visits", context="of a booth"),
    "content": Text("Content"),
    "volume": Text("Volume"),
    "memory": Text("Memory"),
    "disk": Text("Free disk"),
    "waiting": Text("Rows waiting"),
    "clock": Text("Clock off by"),
    "trouble": Text("Trouble"),
    "visitor": Text("a visitor"),
    "nobody": Text("nobody"),
    "own": Text("own scene"),
    "never": Text("not since this hub started"),
    "chosen": Text("For the chosen booths, or all if none is chosen"),
    "quiet": Text("Quiet from"),
    "to": Text("to", context="hours"),
    "set": Text("Set"),
    "push": Text("Show this content"),
    "done": Text("Sent."),
    "refused": Text("Refused."),
    "offline": Text("The hub does not answer. Trying again."),
    "broker": Text("The broker does not answer."),
    "none": Text("No booth has spoken yet."),
    "ends": Text(
        "The certificate {file} ends in {days} days. Run fleet init again; it prints what to do then."
    ),
    "ended": Text("The certificate {file} has ended. Run fleet init again; it prints what to do then."),
    "mode-explore": Text("explore"),
    "mode-kiosk": Text("kiosk"),
    "mode-present": Text("present"),
    "mode-teach": Text("teach"),
}


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid")
    booths: list[str] = Field(default_factory=list, max_length=5_000)
    orders: Orders | None = None
    pack: int | None = Field(None, ge=1)


class Wall:
    """The pages of a hub.

    Parameters
    ----------
    packs : the folder with the packs of the fleet, `N.zip`.
    packs_url : the address from which booths fetch them.
    titles : names of the zones, by id.
    certificates : files whose expiry is announced in advance.
    """

    def __init__(
        self,
        hub: Hub,
        packs: Path,
        packs_url: str,
        titles: Mapping[str, Translatable] = MappingProxyType({}),
        certificates: Sequence[Path] = (),
    ) -> None:
        self._hub, self._packs, self._packs_url = hub, packs, packs_url.rstrip("/")
        self._titles, self._certificates = titles, certificates
        self.app = web.Application(client_max_size=200_000, middlewares=[_guarded])
        self.app.add_routes([
            web.get("/", self._page),
            web.get("/wall.js", _file),
            web.get("/wall.css", _file),
            web.get("/state.json", self._state),
            web.post("/order", self._order),
        ])  # fmt: skip
        self.pack_app = web.Application()
        self.pack_app.add_routes([web.get("/packs/{name}", self._pack)])

    async def _page(self, request: web.Request) -> web.Response:
        language = _language(request)
        named = {f"zone-{id}": title for id, title in self._titles.items()}
        called = {key: tr(text, language) for key, text in {**named, **WORDS}.items()}
        called |= {unit: unit_text(unit, language) for unit in ("s", "min", "h")}
        words = json.dumps(called, ensure_ascii=False)
        page = (HERE / "wall.html").read_text("utf-8")
        page = page.replace("{language}", language).replace("{title}", tr(WORDS["title"], language))
        return _answer(page.replace("{words}", words.replace("<", "\\u003c")), "text/html")

    async def _state(self, request: web.Request) -> web.Response:
        return _answer(json.dumps(self.state()), "application/json")

    def state(self) -> dict[str, object]:
        """All data of the page."""
        hub, now_s = self._hub, self._hub.now_s()
        visits = hub.visits()
        booths = [
            {
                "booth": booth,
                "state": seen.state(now_s),
                "heard_s": None if seen.heard_s is None else round(now_s - seen.heard_s, 1),
                "skew_s": None if seen.skew_s is None else round(seen.skew_s),
                "visits": visits.get(booth, 0),
                **seen.health.model_dump(exclude={"state", "wall_s"}),
            }
            for booth, seen in sorted(hub.seen.items())
        ]
        packs = sorted(
            int(found[1]) for path in self._packs.glob("*.zip") if (found := PACK.fullmatch(path.name))
        )
        ends = [{"file": one.path.name, "days": one.days} for one in ending(self._certificates)]
        return {
            "booths": booths,
            "packs": packs,
            "connected": hub.is_connected,
            "trouble": hub.trouble,
            "ends": ends[:1],
        }

    async def _order(self, request: web.Request) -> web.Response:
        try:
            order = _Order.model_validate_json(await request.read())
        except ValidationError:
            raise web.HTTPBadRequest from None
        hub = self._hub
        booths = [booth for booth in (order.booths or hub.seen) if booth in hub.seen]
        offer = None
        if order.pack is not None:
            try:
                offer = offer_of(
                    self._packs / f"{order.pack}.zip", order.pack, f"{self._packs_url}/{order.pack}.zip"
                )
            except OSError:
                raise web.HTTPNotFound from None
        for booth in booths:
            if order.orders is not None:
                hub.order(booth, order.orders)
            if offer is not None:
                hub.offer(booth, offer)
        return _answer(json.dumps({"booths": len(booths)}), "application/json")

    async def _pack(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        path = self._packs / name
        if not PACK.fullmatch(name) or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path)


@web.middleware
async def _guarded(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse pages of other sites: a foreign name that points here, or a form submitted from elsewhere."""
    host = request.host.rpartition(":")[0] if ":" in request.host.rpartition("]")[2] else request.host
    allowed: set[str] = request.app.get(HOSTS, {"127.0.0.1", "localhost", "[::1]"})
    origin = request.headers.get("Origin")
    if host not in allowed or (request.method == "POST" and origin != f"{request.scheme}://{request.host}"):
        raise web.HTTPForbidden
    return await handler(request)


HOSTS = web.AppKey("hosts", set)


async def serve(
    hub: Hub,
    wall: Wall,
    host: str,
    port: int,
    packs_port: int = 0,
    tls: ssl.SSLContext | None = None,
    ready: Callable[[], object] = lambda: None,
) -> None:
    """Run the hub and serve its pages until cancelled. OSError if an address is in use."""
    runners = [web.AppRunner(wall.app, access_log=None)]
    wall.app[HOSTS] = {"127.0.0.1", "localhost", "[::1]", host}
    await runners[0].setup()
    await web.TCPSite(runners[0], host, port).start()
    try:
        if packs_port:
            runners.append(web.AppRunner(wall.pack_app, access_log=None))
            await runners[1].setup()
            await web.TCPSite(runners[1], None, packs_port, ssl_context=tls).start()
        ready()
        while True:
            await asyncio.sleep(0 if hub.look() else LOOK_S)
    finally:
        for runner in runners:
            await runner.cleanup()


def _answer(text: str, kind: str) -> web.Response:
    return web.Response(text=text, content_type=kind, charset="utf-8", headers=HEADERS)


async def _file(request: web.Request) -> web.Response:
    """One of the two files of the page."""
    name = request.path.strip("/")
    return _answer(
        (HERE / name).read_text("utf-8"), "text/css" if name.endswith("css") else "text/javascript"
    )


def _language(request: web.Request) -> Language:
    """The browser's preferred language."""
    asked = (
        request.headers.get("Accept-Language", "en")
        .partition(",")[0]
        .partition(";")[0]
        .partition("-")[0]
        .strip()
        .lower()
    )
    return nearest_language(asked, known_languages())
