"""Any ASGI application, with the watch of loop_lag.py beside it.

Each lag is a line of the file LAB_LAG: the time of day and the lag, in seconds.
"""

import asyncio
import importlib
import os
import time

from loop_lag import watch

module, _, name = os.environ["LAB_APP"].partition(":")
inner = getattr(importlib.import_module(module), name)
log = open(os.environ["LAB_LAG"], "a", buffering=1)  # noqa: SIM115


async def app(scope, receive, send):
    if scope["type"] != "lifespan":
        return await inner(scope, receive, send)
    watching = asyncio.create_task(watch(lambda lag: print(time.time(), lag, file=log)))
    try:
        return await inner(scope, receive, send)
    finally:
        watching.cancel()
