"""The model inside the service, in processes beside the loop.

The loop hands over and awaits, so it answers the probe while
every core computes. At SIGTERM uvicorn lets the requests end,
then the lifespan lets the pool end: in this order, even if
the signal goes to all processes at once.

Run: uvicorn --timeout-graceful-shutdown 20 process_pool:app
"""

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Barrier

from fastapi import FastAPI, Request

from example import infer

# as many as cores that are yours; cpu_count() would guess
PROCESSES = int(os.environ.get("PREDICT_PROCESSES", "2"))


# region pool
@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[dict]:
    # not fork: it would copy the loop's threads and signals
    spawn = get_context("spawn")
    up = spawn.Barrier(PROCESSES + 1)
    with ProcessPoolExecutor(
        PROCESSES, spawn, start, [up]
    ) as pool:
        pool.map(abs, range(PROCESSES))
        up.wait(60)  # before anybody is served
        yield {"pool": pool}


def start(up: Barrier) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=leave_last, daemon=True).start()
    up.wait(60)


# endregion
def leave_last() -> None:
    """If the service is killed outright, go with it."""
    parent_process().join()
    os._exit(1)


# region app
app = FastAPI(lifespan=lifespan)


@app.post("/predict")
async def predict(payload: dict, request: Request):
    loop = asyncio.get_running_loop()
    pool = request.state.pool
    return await loop.run_in_executor(pool, infer, payload)


@app.get("/healthz")
async def healthz():
    return "ok"


# endregion
