"""asgi_raw.py for the tests, telling on standard output when its handler is cancelled."""

import asyncio

import asgi_raw


async def app(scope, receive, send):
    try:
        await asgi_raw.app(scope, receive, send)
    except asyncio.CancelledError:
        print("app: cancelled", flush=True)
        raise
