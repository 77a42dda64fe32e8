"""The running example, and the one line that stops it.

fastapi_async.py with the client of fastapi_def.py: nothing
fails, and nobody else is served while the line waits.

Run: uvicorn fastapi_blocking:app
"""

# the linter knows this line, and has to be told to keep quiet
# ruff: noqa: ASYNC212

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from example import MODEL_URL, prepare, render

model = httpx.Client(base_url=MODEL_URL, timeout=5.0)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    with model:
        yield


app = FastAPI(lifespan=lifespan)


# region predict
@app.post("/predict")
async def predict(payload: dict):
    features = prepare(payload)
    reply = model.post("/predict", json=features)  # no await
    reply.raise_for_status()
    return render(reply.json())


# endregion


@app.get("/healthz")
async def healthz():
    return "ok"
