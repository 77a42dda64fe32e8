"""The running example in Flask, with one sync worker.

Run: gunicorn -w 1 flask_predict:app
"""

import httpx
from flask import Flask, request

from example import MODEL_URL, prepare, render

# region app
model = httpx.Client(base_url=MODEL_URL, timeout=2.0)
app = Flask(__name__)


@app.post("/predict")
def predict():
    features = prepare(request.get_json())  # CPU, 5 ms
    reply = model.post("/predict", json=features)  # wait, 90 ms
    reply.raise_for_status()
    return render(reply.json())  # CPU, 5 ms


# endregion


@app.get("/healthz")
def healthz():
    return "ok"
