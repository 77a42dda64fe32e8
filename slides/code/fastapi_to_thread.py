"""The cure of fastapi_blocking.py: the call waits in a thread.

Run: uvicorn fastapi_to_thread:app
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import httpx
from anyio import to_thread
from fastapi import FastAPI

from example import MODEL_URL, prepare, render

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    with model:
        yield


app = FastAPI(lifespan=lifespan)


# region predict
@app.post("/predict")
async def predict(payload: dict):
    features = prepare(payload)
    ask = partial(model.post, "/predict", json=features)
    reply = await to_thread.run_sync(ask)
    reply.raise_for_status()
    return render(reply.json())


# endregion


@app.get("/healthz")
async def healthz():
    return "ok"
