"""The other running example in Tornado: the model runs in the service."""

from tornado.escape import json_decode
from tornado.web import Application, RequestHandler

from example import infer


class Predict(RequestHandler):
    async def post(self):
        self.write(infer(json_decode(self.request.body)))


class Healthz(RequestHandler):
    def get(self):
        self.write("ok")


app = Application([("/predict", Predict), ("/healthz", Healthz)])
