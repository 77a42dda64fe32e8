"""loop_lag.py for the tests, with an endpoint that blocks the loop until the model answers."""

from urllib.request import urlopen

from example import MODEL_URL
from loop_lag import app


@app.get("/block")
async def block():
    urlopen(f"{MODEL_URL}/predict", b'{"features": [1]}').close()
    return "ok"
