"""The other running example: the model runs in the service.

A request is 100 ms of CPU and no waiting, so there is nothing
that threads, gevent or asyncio could use. Processes help, as
many as there are cores.

Run: gunicorn -w 4 flask_model_inside:app
"""

from flask import Flask, request

from example import infer

# region app
app = Flask(__name__)


@app.post("/predict")
def predict():
    return infer(request.get_json())  # CPU, 100 ms


# endregion


@app.get("/healthz")
def healthz():
    return "ok"
