"""The running example in Sanic: a server with processes.

Run: sanic --workers 4 sanic_predict:app
"""

import httpx
from sanic import HTTPResponse, Request, Sanic, json, text

from example import MODEL_URL, prepare, render

model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)

# region app
app = Sanic("predict")


@app.post("/predict")
async def predict(request: Request) -> HTTPResponse:
    features = prepare(request.json)  # the body is here already
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return json(render(reply.json()))


# endregion


@app.get("/healthz")
async def healthz(request: Request) -> HTTPResponse:
    return text("ok")


@app.after_server_stop
async def close(app: Sanic) -> None:
    await model.aclose()
