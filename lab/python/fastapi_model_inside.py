"""The other running example in FastAPI: the model in the service, on the loop or in a thread."""

from fastapi import FastAPI

from example import infer

app = FastAPI()


@app.post("/predict")
async def on_the_loop(payload: dict):
    return infer(payload)


@app.post("/predict/def")
def in_a_thread(payload: dict):
    return infer(payload)


@app.get("/healthz")
async def healthz():
    return "ok"
