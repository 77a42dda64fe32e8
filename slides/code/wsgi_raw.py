"""The running example as a bare WSGI callable.

Run: gunicorn -w 1 wsgi_raw:app
"""

import json

import httpx

from example import MODEL_URL, prepare, render

TEXT = ("Content-Type", "text/plain; charset=utf-8")
JSON = ("Content-Type", "application/json")

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)


def predict(body: bytes) -> bytes:
    features = prepare(json.loads(body))
    reply = model.post("/predict", json=features)
    reply.raise_for_status()
    return json.dumps(render(reply.json())).encode()


# PEP 3333: the server may change the list of headers
# region app
def app(environ, start_response):
    if environ["PATH_INFO"] == "/healthz":
        start_response("200 OK", [TEXT])
        return [b"ok"]
    if environ["PATH_INFO"] != "/predict":
        start_response("404 Not Found", [TEXT])
        return [b"not found"]
    size = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(size)
    answer = predict(body)  # away 90 ms, seat kept
    start_response("200 OK", [JSON])
    return [answer]


# endregion
