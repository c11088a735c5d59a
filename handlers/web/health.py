"""The pages that machines read: is it alive, is it ready, what has it counted."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from handlers.web.guard import Handler

Health = Callable[[], Mapping[str, str]]
Metrics = Callable[[], Awaitable[str]]
READY = ("ok", "connected")  # how the words of a part begin that is ready
METRICS_TYPE = "text/plain; version=0.0.4"  # of the Prometheus text format


def health_routes(health: Health, metrics: Metrics, guard: Callable[[Handler], Handler]) -> list[web.RouteDef]:
    """Return the routes /healthz, /readyz and /metrics, each behind `guard`.

    `health` names each part and says in words how it is; a part is ready when its words begin with "ok" or "connected".
    """

    async def healthz(request: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def readyz(request: web.Request) -> web.Response:
        parts = health()
        waiting = [f"{part}: {words}" for part, words in parts.items() if not words.startswith(READY)]
        if waiting:
            return web.Response(status=503, text="not ready\n" + "\n".join(waiting) + "\n")
        return web.Response(text="\n".join(["ready", *(f"{part}: {words}" for part, words in parts.items())]) + "\n")

    async def counted(request: web.Request) -> web.Response:
        return web.Response(body=(await metrics()).encode(), headers={"Content-Type": f"{METRICS_TYPE}; charset=utf-8"})

    pages = {"/healthz": healthz, "/readyz": readyz, "/metrics": counted}
    return [web.get(path, guard(page)) for path, page in pages.items()]
