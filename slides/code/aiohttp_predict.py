"""The running example in aiohttp.

Server, framework and HTTP client are one library.

Run: gunicorn --workers 4 \
    --worker-class aiohttp.GunicornWebWorker aiohttp_predict:app
"""

from aiohttp import ClientSession, ClientTimeout, web

from example import MODEL_URL, prepare, render

TIMEOUT = ClientTimeout(total=2.0)
MODEL = web.AppKey("model", ClientSession)


async def session(app: web.Application):
    """Once a process, on the loop that serves."""
    app[MODEL] = ClientSession(MODEL_URL, timeout=TIMEOUT)
    async with app[MODEL]:
        yield


async def healthz(request: web.Request) -> web.Response:
    return web.Response(text="ok")


# region app
async def predict(request: web.Request) -> web.Response:
    features = prepare(await request.json())
    model = request.app[MODEL]
    async with model.post("/predict", json=features) as reply:
        reply.raise_for_status()
        return web.json_response(render(await reply.json()))


app = web.Application()
app.add_routes(
    [
        web.post("/predict", predict),
        web.get("/healthz", healthz),
    ]
)
app.cleanup_ctx.append(session)
# endregion
