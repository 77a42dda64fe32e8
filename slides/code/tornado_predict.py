"""The running example in Tornado, as a coroutine.

Server, loop, framework and HTTP client are one library.

Run: python tornado_predict.py
"""

import asyncio

from tornado.escape import json_decode, json_encode
from tornado.httpclient import AsyncHTTPClient
from tornado.web import Application, RequestHandler

from example import MODEL_URL, prepare, render

# ten at once unless told
AsyncHTTPClient.configure(None, max_clients=100)


# region predict
class Predict(RequestHandler):
    async def post(self):
        features = prepare(json_decode(self.request.body))
        reply = await AsyncHTTPClient().fetch(
            f"{MODEL_URL}/predict",
            method="POST",
            body=json_encode(features),
            request_timeout=2.0,
        )
        self.write(render(json_decode(reply.body)))


# endregion


class Healthz(RequestHandler):
    def get(self):
        self.write("ok")


app = Application(
    [("/predict", Predict), ("/healthz", Healthz)]
)


# region main
async def main():
    app.listen(8000, "127.0.0.1")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
# endregion
