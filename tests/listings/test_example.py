"""The running example: what it costs, and what its model server does."""

import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from tornado.wsgi import WSGIContainer

import example
import model_server


@pytest.mark.slide("ten-a-second")
def test_a_request_costs_five_milliseconds_of_processor_before_and_after(monkeypatch):
    costs = []
    monkeypatch.setattr(example, "burn", costs.append)
    features = example.prepare({"features": [1, 2], "user": "left out"})
    assert features == {"features": [1, 2]}
    assert example.render({"score": 3, "model": "left out"}) == {"score": 3}
    assert costs == [0.005, 0.005]


@pytest.mark.slide("ten-a-second")
def test_the_model_inside_costs_a_hundred_milliseconds_of_processor(monkeypatch):
    costs = []
    monkeypatch.setattr(example, "burn", costs.append)
    assert example.infer({"features": [1, 2]}) == {"score": 3}
    assert costs == [0.100]


@pytest.mark.slide("ten-a-second")
def test_burning_is_counted_in_processor_time_of_the_thread():
    begin = time.thread_time()
    example.burn(0.005)
    assert time.thread_time() - begin >= 0.005


@pytest.fixture
def stand_in(monkeypatch):
    """The model server of the listings, whose waits are noted instead of waited."""
    waits, everybody = [], threading.Barrier(3, timeout=20)

    def sleep(seconds):
        waits.append(seconds)
        everybody.wait()

    monkeypatch.setattr(model_server.time, "sleep", sleep)
    with model_server.Server(("127.0.0.1", 0), model_server.Model) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        yield server.server_port, waits
        server.shutdown()
        thread.join()


@pytest.mark.slide("ten-a-second")
def test_the_model_server_waits_ninety_milliseconds_and_for_many_at_once(stand_in):
    port, waits = stand_in
    clients = [http.client.HTTPConnection("127.0.0.1", port, timeout=20) for _ in range(3)]
    for number, client in enumerate(clients):
        client.request("POST", "/predict", json.dumps({"features": [number, 1]}))
    # the barrier in its sleep opens only when all three are inside
    scores = [json.load(client.getresponse())["score"] for client in clients]
    assert scores == [1, 2, 3]
    assert waits == [0.090] * 3
    for client in clients:
        client.close()


@pytest.mark.slide("ten-a-second")
def test_the_model_server_keeps_a_connection_for_the_next_request(stand_in, monkeypatch):
    port, _ = stand_in
    monkeypatch.setattr(model_server.time, "sleep", lambda seconds: None)
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connections = set()
    for number in range(2):
        client.request("POST", "/predict", json.dumps({"features": [number]}))
        assert json.load(client.getresponse()) == {"score": number}
        connections.add(client.sock.getsockname())
    client.close()
    assert len(connections) == 1


SERVED = {
    "wsgi": ["wsgi_raw", "flask_predict", "gevent_unpatched"],
    "asgi": [
        *("asgi_raw", "starlette_predict", "fastapi_def", "fastapi_async", "fastapi_blocking"),
        *("fastapi_to_thread", "fastapi_request"),
    ],
    "tornado": ["tornado_predict", "tornado_def", "tornado_executor"],
}


@pytest.fixture
def served(listing, in_uvicorn, in_tornado, tmp_path):
    """A listing behind a server of its kind."""

    def serve(kind, name):
        module = listing(name)
        if name == "fastapi_request":
            module.AUDIT_LOG = str(tmp_path / "audit.sqlite")
        if kind == "wsgi":
            return in_tornado(WSGIContainer(module.app, ThreadPoolExecutor(1)))
        return in_tornado(module.app) if kind == "tornado" else in_uvicorn(module.app)

    return serve


@pytest.mark.slide("ten-a-second")
@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in SERVED.items() for name in names]
)
def test_every_listing_of_the_running_example_works_waits_and_works_again(
    kind, name, served, model, monkeypatch
):
    steps, answer = [], model.answer
    monkeypatch.setattr(example, "burn", lambda seconds: steps.append(f"cpu {seconds}"))
    monkeypatch.setattr(model, "answer", lambda features: steps.append("wait") or answer(features))
    model.open()
    assert served(kind, name).predict(X_Api_Key="local").json() == {"score": 3}
    assert steps == ["cpu 0.005", "wait", "cpu 0.005"]
