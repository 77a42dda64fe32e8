"""One ASGI application that speaks all three protocols.

Over HTTP it streams a score for each row of the body, over a
WebSocket it answers row by row for as long as both like.

Run: gunicorn -k asgi -w 1 asgi_protocols:app
"""

import asyncio
import json

import httpx

from example import MODEL_URL, prepare, render

JSON_LINES = (b"content-type", b"application/x-ndjson")


async def predict(model: httpx.AsyncClient, row: str) -> str:
    features = prepare({"features": json.loads(row)})
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return json.dumps(render(reply.json()))


# region app
async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(scope, receive, send)
    elif scope["type"] == "http":
        await http(scope, receive, send)
    elif scope["type"] == "websocket":
        await websocket(scope, receive, send)


# endregion


# region lifespan
async def lifespan(scope, receive, send):
    await receive()  # lifespan.startup
    model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)
    async with model:
        scope["state"]["model"] = model
        await send({"type": "lifespan.startup.complete"})
        await receive()  # lifespan.shutdown
    await send({"type": "lifespan.shutdown.complete"})


# endregion


# region http
async def http(scope, receive, send):
    rows = (await body(receive)).splitlines()
    left = asyncio.create_task(receive())  # http.disconnect
    await send(START)
    for row in rows:
        score = await predict(scope["state"]["model"], row)
        if left.done():
            return
        await send(part(score + "\n", more_body=True))
    await send(part("", more_body=False))
    left.cancel()


# endregion


async def body(receive) -> str:
    parts, more = [], True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            return ""
        parts.append(event.get("body", b""))
        more = event.get("more_body", False)
    return b"".join(parts).decode()


START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [JSON_LINES],
}


def part(text: str, more_body: bool) -> dict:
    return {
        "type": "http.response.body",
        "body": text.encode(),
        "more_body": more_body,
    }


# region websocket
async def websocket(scope, receive, send):
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    event = await receive()
    while event["type"] == "websocket.receive":
        model = scope["state"]["model"]
        score = await predict(model, event["text"])
        await send({"type": "websocket.send", "text": score})
        event = await receive()
    # websocket.disconnect: the other side has left


# endregion
