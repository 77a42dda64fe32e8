"""A Flask service you can leave alone.

Run: gunicorn --bind 0.0.0.0:8000, in production/, where its
gunicorn.conf.py is. In a container that is WORKDIR, and CMD
["gunicorn", "--bind", "0.0.0.0:8000"]: no shell, so that the
signals of the platform reach gunicorn.
"""

import httpx
from flask import Flask, request

from example import MODEL_URL, prepare, render


# region app
def create_app() -> Flask:
    """Called by each worker, so after the fork."""
    app = Flask(__name__)
    model = httpx.Client(
        base_url=MODEL_URL,
        timeout=httpx.Timeout(2.0, connect=0.5),  # every step
    )

    @app.post("/predict")
    def predict():
        features = prepare(request.get_json())
        reply = model.post("/predict", json=features)
        reply.raise_for_status()
        return render(reply.json())

    app.register_error_handler(httpx.HTTPError, no_answer)
    app.add_url_rule("/healthz", view_func=healthz)
    return app


# endregion


# region errors
def no_answer(error: httpx.HTTPError):
    """The model server's fault, and said so."""
    late = isinstance(error, httpx.TimeoutException)
    status = 504 if late else 502
    return {"error": "no answer from the model"}, status


def healthz():
    """Alive, whatever the model server does."""
    return "ok"


# endregion
