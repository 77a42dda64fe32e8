"""The running example in Litestar: types check what comes in.

Run: uvicorn litestar_predict:app
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass

import httpx
from litestar import Litestar, MediaType, get, post
from litestar.params import JSONBody

from example import MODEL_URL, prepare, render

model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)


@asynccontextmanager
async def lifespan(app: Litestar) -> AsyncIterator[None]:
    async with model:
        yield


# region app
@dataclass
class Features:
    features: list[float]


@dataclass
class Score:
    score: float


@post("/predict", status_code=200)  # 201 unless told
async def predict(data: JSONBody[Features]) -> Score:
    features = prepare(asdict(data))
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return Score(**render(reply.json()))


# endregion


@get("/healthz", media_type=MediaType.TEXT)
async def healthz() -> str:
    return "ok"


app = Litestar([predict, healthz], lifespan=[lifespan])
