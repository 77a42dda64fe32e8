"""How late the loop is, and which line makes it late.

A task that asks to be woken is woken late by as much as
others have kept the loop.

Alert on the worst lag of the last minute: warn above 100 ms,
wake somebody up at half of what the health probe allows. And
alert on no answer: a loop that is blocked cannot say so.
Which line it was stands on stderr by then.

Run: uvicorn loop_lag:app
"""

import asyncio
import faulthandler
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse

EVERY = 0.1
TOO_LATE = 0.5

last_minute: deque[float] = deque(maxlen=600)


# region watch
async def watch(report: Callable[[float], None]) -> None:
    loop = asyncio.get_running_loop()
    try:
        while True:
            # unless told again in time: all stacks to stderr
            faulthandler.dump_traceback_later(EVERY + TOO_LATE)
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            report(loop.time() - due)
    finally:
        faulthandler.cancel_dump_traceback_later()


# endregion


# region app
@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    watching = asyncio.create_task(watch(last_minute.append))
    yield
    watching.cancel()


app = FastAPI(lifespan=lifespan)


@app.get("/metrics", response_class=PlainTextResponse)
async def metrics():
    worst = max(last_minute, default=0.0)
    return f"event_loop_lag_seconds_max {worst:.3f}\n"


# endregion


@app.get("/healthz")
async def healthz():
    return "ok"
