"""The running example in Quart: Flask's words, and an await.

Run: hypercorn quart_predict:app
"""

from collections.abc import AsyncIterator

import httpx
from quart import Quart, request

from example import MODEL_URL, prepare, render

model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)

# region app
app = Quart(__name__)


@app.post("/predict")
async def predict():
    features = prepare(await request.get_json())
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return render(reply.json())


# endregion


@app.get("/healthz")
async def healthz():
    return "ok"


@app.while_serving
async def lifespan() -> AsyncIterator[None]:
    async with model:
        yield
