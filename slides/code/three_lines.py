"""Three lines that take a service down, and their cures.

Run: WEB_CONCURRENCY=2 uvicorn three_lines:app
"""

# the linter knows the first one, and only that
# ruff: noqa: ASYNC212

import os
from multiprocessing import cpu_count
from urllib.request import Request, urlopen

import httpx
from anyio import to_thread
from fastapi import FastAPI

from example import MODEL_URL

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)
app = FastAPI()


# region blocking
@app.post("/predict/blocking")
async def blocking(payload: dict):
    return model.post("/predict", json=payload).json()


# endregion


# region blocking-cured
@app.post("/predict")
async def predict(payload: dict):
    return (await to_thread.run_sync(ask, payload)).json()


# endregion


def ask(payload: dict) -> httpx.Response:
    return model.post("/predict", json=payload)


# region timeout
def fetch_whenever(request: Request) -> bytes:
    return urlopen(request).read()


# endregion


# region timeout-cured
def fetch(request: Request) -> bytes:
    return urlopen(request, timeout=2.0).read()


# endregion


# region cpu-count
def guessed_workers() -> int:
    return 2 * cpu_count() + 1


# endregion


# region cpu-count-cured
def workers() -> int:
    return int(os.environ.get("WEB_CONCURRENCY", "1"))


# endregion
