"""A FastAPI service you can leave alone.

Run: python serve_fastapi.py
"""

from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from example import MODEL_URL, prepare, render


class Features(BaseModel):
    features: list[float]


class Score(BaseModel):
    score: float


# region lifespan
@asynccontextmanager
async def lifespan(app: FastAPI):
    """Once a process, on the loop that serves."""
    async with httpx.AsyncClient(
        base_url=MODEL_URL,
        timeout=httpx.Timeout(2.0, connect=0.5),  # every step
    ) as model:
        yield {"model": model}


app = FastAPI(lifespan=lifespan)
# endregion


# region app
@app.post("/predict")
async def predict(asked: Features, request: Request) -> Score:
    features = prepare(asked.model_dump())
    model: httpx.AsyncClient = request.state.model
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return Score(**render(reply.json()))


# endregion


# region healthz
@app.get("/healthz")
async def healthz() -> str:
    return "ok"  # no answer: all loops stuck


# endregion


# region errors
@app.exception_handler(httpx.HTTPError)
async def no_answer(request: Request, error: httpx.HTTPError):
    """The model server's fault, and said so."""
    late = isinstance(error, httpx.TimeoutException)
    status = 504 if late else 502
    return JSONResponse(
        {"error": "no answer from the model"}, status
    )


# endregion
