"""The running example as a bare ASGI application.

Run: uvicorn asgi_raw:app
"""

import json

import httpx

from example import MODEL_URL, prepare, render

model = httpx.AsyncClient(base_url=MODEL_URL, timeout=2.0)


async def predict(body: bytes) -> bytes:
    features = prepare(json.loads(body))
    reply = await model.post("/predict", json=features)
    reply.raise_for_status()
    return json.dumps(render(reply.json())).encode()


def is_predict(scope) -> bool:
    return (
        scope["type"] == "http" and scope["path"] == "/predict"
    )


# region app
async def app(scope, receive, send):
    if not is_predict(scope):
        return await others(scope, receive, send)
    body, more = b"", True
    while more:
        event = await receive()
        if event["type"] == "http.disconnect":
            return
        body += event.get("body", b"")
        more = event.get("more_body", False)
    answer = await predict(body)  # away for 90 ms
    await send(
        {"type": "http.response.start", "status": 200},
    )
    await send(
        {"type": "http.response.body", "body": answer},
    )


# endregion


async def others(scope, receive, send):
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] != "http":
        raise NotImplementedError(scope["type"])
    elif scope["path"] == "/healthz":
        await respond(send, 200, b"ok")
    else:
        await respond(send, 404, b"not found")


async def lifespan(receive, send):
    """Once per event loop: start, then clean up."""
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif event["type"] == "lifespan.shutdown":
            await model.aclose()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def respond(send, status: int, body: bytes):
    text = (b"content-type", b"text/plain; charset=utf-8")
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [text],
        }
    )
    await send({"type": "http.response.body", "body": body})
