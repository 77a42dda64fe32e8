"""The running example in Starlette: routes, and little else.

Run: uvicorn starlette_predict:app
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route

from example import MODEL_URL, prepare, render

model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    async with model:
        yield


async def healthz(request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


# region app
async def predict(request: Request) -> JSONResponse:
    features = prepare(await request.json())
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return JSONResponse(render(reply.json()))


app = Starlette(
    routes=[
        Route("/predict", predict, methods=["POST"]),
        Route("/healthz", healthz),
    ],
    lifespan=lifespan,
)
# endregion
