"""The running example in Tornado with `def`: on the loop.

What FastAPI sends to a thread, Tornado calls where it is.

Run: python tornado_def.py
"""

import asyncio

import httpx
from tornado.escape import json_decode
from tornado.web import Application, RequestHandler

from example import MODEL_URL, prepare, render

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)


# region predict
class Predict(RequestHandler):
    def post(self):
        features = prepare(json_decode(self.request.body))
        reply = model.post("/predict", json=features)
        reply.raise_for_status()
        self.write(render(reply.json()))


# endregion


class Healthz(RequestHandler):
    def get(self):
        self.write("ok")


app = Application(
    [("/predict", Predict), ("/healthz", Healthz)]
)


async def main():
    app.listen(8000, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
