"""Three lines that take a service down, and their cures.

Run: WEB_CONCURRENCY=2 uvicorn three_lines:app
"""

from multiprocessing import cpu_count
from os import getenv
from urllib.request import urlopen

import httpx
from anyio import to_thread
from fastapi import FastAPI

from example import MODEL_URL

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)
app = FastAPI()


@app.post("/predict/blocking")
# region blocking
async def blocking(data: dict):
    return ask(data)


# endregion


@app.post("/predict")
# region blocking-cured
async def predict(data: dict):
    return await to_thread.run_sync(ask, data)


# endregion


def ask(data: dict) -> dict:
    """Waits for the model server, and blocks."""
    return model.post("/predict", json=data).json()


# region timeout
def fetch_whenever(request):
    return urlopen(request).read()


# endregion


# region timeout-cured
def fetch(request):
    return urlopen(request, timeout=2.0).read()


# endregion


# region cpu-count
def guessed_workers():
    return 2 * cpu_count() + 1


# endregion


# region cpu-count-cured
def workers():
    return int(getenv("WEB_CONCURRENCY", "1"))


# endregion
