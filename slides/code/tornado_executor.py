"""The running example in Tornado, in asyncio's thread pool.

The pool is asyncio's default one, which has min(32, cores + 4)
threads and which to_thread and DNS look-ups share.

Run: python tornado_executor.py
"""

import asyncio

import httpx
from tornado.escape import json_decode
from tornado.ioloop import IOLoop
from tornado.web import Application, RequestHandler

from example import MODEL_URL, prepare, render

model = httpx.Client(base_url=MODEL_URL, timeout=2.0)


# region predict
class Predict(RequestHandler):
    async def post(self):
        payload = json_decode(self.request.body)
        loop = IOLoop.current()
        self.write(
            await loop.run_in_executor(None, predict, payload)
        )


def predict(payload: dict) -> dict:
    reply = model.post("/predict", json=prepare(payload))
    reply.raise_for_status()
    return render(reply.json())


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
