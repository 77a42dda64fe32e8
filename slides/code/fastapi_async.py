"""The running example in FastAPI with `async def`: on the loop.

Run: uvicorn fastapi_async:app
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from example import MODEL_URL, prepare, render

model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    async with model:
        yield


app = FastAPI(lifespan=lifespan)


# region predict
@app.post("/predict")
async def predict(payload: dict):
    features = prepare(payload)
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return render(reply.json())


# endregion


@app.get("/healthz")
async def healthz():
    return "ok"
