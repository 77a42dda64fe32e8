"""Handlers that wait for SLOW seconds, and say in which process."""

import asyncio
import os
import time

SLOW = float(os.environ.get("SLOW", "0"))


def wsgi(environ, start_response):
    if environ["PATH_INFO"] != "/healthz":
        time.sleep(SLOW)
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Worker", str(os.getpid()))])
    return [b"ok"]


async def asgi(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["path"] == "/predict/blocking":
        time.sleep(SLOW)  # noqa: ASYNC251
    elif scope["path"] != "/healthz":
        await asyncio.sleep(SLOW)
    headers = [(b"content-type", b"text/plain"), (b"x-worker", str(os.getpid()).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})
