"""The running example in FastAPI with `def`: in a thread.

There is no return type: it would be a response model, whose
validation is one more trip to a thread (fastapi_request.py).

Run: uvicorn fastapi_def:app
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
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
def predict(payload: dict):
    features = prepare(payload)
    reply = model.post("/predict", json=features)
    reply.raise_for_status()
    return render(reply.json())


# endregion


@app.get("/healthz")
async def healthz():
    """Says that the loop turns, and nothing of the threads."""
    return "ok"


# region probe
@app.get("/readyz")
def readyz():
    """In line with everybody else for one of forty tokens."""
    return "ok"


# endregion
