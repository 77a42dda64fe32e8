"""WSGI: one call, one request, one seat; and Flask, which is such a callable."""

import io
import json
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from flask.ctx import RequestContext

from support import Steps, eventually


def called(app, environ, steps=None):
    """Calls an application as PEP 3333 tells a server to: status, headers, body."""
    steps = Steps() if steps is None else steps
    answer = {}

    def start_response(status, headers, exc_info=None):
        steps.append("start_response")
        answer.update(status=status, headers=dict(headers))
        return lambda block: None

    with steps.within("app"):
        blocks = app(environ, start_response)
    try:
        body = b"".join(steps.append("block") or block for block in blocks)
    finally:
        if hasattr(blocks, "close"):
            blocks.close()
    return answer["status"], answer["headers"], body


def environ(method, path, payload=None):
    body = b"" if payload is None else json.dumps(payload).encode()
    found = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
    }
    setup_testing_defaults(found)
    return found


@pytest.mark.slide("wsgi-call")
def test_the_raw_listing_answers_as_pep_3333_demands(listing, model):
    model.open()
    app = validator(listing("wsgi_raw").app)
    status, headers, body = called(app, environ("POST", "/predict", {"features": [1, 2]}))
    assert (status, headers["Content-Type"]) == ("200 OK", "application/json")
    assert json.loads(body) == {"score": 3}
    assert called(app, environ("GET", "/healthz"))[0::2] == ("200 OK", b"ok")
    assert called(app, environ("GET", "/elsewhere"))[0] == "404 Not Found"


@pytest.mark.slide("wsgi-call")
def test_the_raw_listing_calls_start_response_before_the_first_block(listing, model):
    model.open()
    steps = Steps()
    called(listing("wsgi_raw").app, environ("POST", "/predict", {"features": [1]}), steps)
    assert steps == ["> app", "start_response", "< app", "block"]


@pytest.mark.slide("wsgi-call")
def test_the_call_does_not_return_while_the_model_is_asked(listing, model):
    """The wait lies inside the call, before start_response: nothing gives the seat back."""
    steps = Steps()
    raw = listing("wsgi_raw")
    raw.predict = steps.around("predict", raw.predict)
    model.open()
    called(raw.app, environ("POST", "/predict", {"features": [1]}), steps)
    assert steps == ["> app", "> predict", "< predict", "start_response", "< app", "block"]


@pytest.mark.slide("wsgi-call")
def test_the_body_is_read_before_the_model_is_asked(listing, model):
    raw = listing("wsgi_raw")
    request = environ("POST", "/predict", {"features": [1]})
    length = int(request["CONTENT_LENGTH"])
    raw.predict = lambda body: str(request["wsgi.input"].tell() == length == len(body)).encode()
    assert called(raw.app, request)[2] == b"True"


@pytest.mark.slide("wsgi-call")
def test_a_sync_worker_sends_block_by_block_calls_close_and_keeps_the_seat_until_then(
    in_gunicorn, model
):
    server = in_gunicorn("-w", "1", "spoken:app")
    streamed = server.get("/stream")
    model.wait_for(inside=1)  # the third block waits
    sent = b""
    while not sent.endswith(b"one two "):
        sent += streamed.socket.recv(1)
    probe = server.get()
    assert probe.is_silent()
    model.release()
    assert streamed.rest() == b"three"
    assert probe.answer() == (200, b"ok")
    eventually(lambda: "app: is well" in server.output, "the probe's line of output")
    assert server.said("app:") == [
        "app: is called",
        "app: has called start_response",
        "app: gives one",
        "app: gives two",
        "app: gives three",
        "app: close()",
        "app: is well",
    ]


@pytest.mark.slide("wsgi-call")
def test_close_is_called_although_the_client_has_gone(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "spoken:app")
    streamed = server.get("/stream")
    model.wait_for(inside=1)
    streamed.hang_up()
    model.release()
    assert server.get().answer() == (200, b"ok")
    eventually(lambda: "app: is well" in server.output, "the probe's line of output")
    said = server.said("app:")
    assert said.index("app: close()") < said.index("app: is well")


@pytest.mark.slide("wsgi-cannot")
def test_a_streamed_answer_pins_its_seat_for_its_whole_duration(in_gunicorn, model):
    """Two threads, two streams: there is nobody left for the probe."""
    server = in_gunicorn("-w", "1", "--threads", "2", "spoken:app")
    streams = [server.get("/stream") for _ in range(2)]
    model.wait_for(inside=2)
    probe = server.get()
    assert probe.is_silent()
    model.open()
    assert probe.answer() == (200, b"ok")
    assert [stream.answer() for stream in streams] == [(200, b"one two three")] * 2


@pytest.mark.slide("ten-a-second")
def test_the_flask_listing_answers(listing, model):
    model.open()
    client = listing("flask_predict").app.test_client()
    assert client.post("/predict", json={"features": [1, 2]}).json == {"score": 3}
    assert client.get("/healthz").text == "ok"


@pytest.mark.slide("ten-a-second")
def test_the_flask_listing_gives_up_on_its_model_after_two_seconds(listing):
    timeout = listing("flask_predict", patient=False).model.timeout
    assert timeout.as_dict() == {"connect": 2.0, "read": 2.0, "write": 2.0, "pool": 2.0}


@pytest.mark.slide("ten-a-second")
def test_the_flask_listing_with_the_model_inside_answers_without_waiting(listing, model):
    client = listing("flask_model_inside").app.test_client()
    assert client.post("/predict", json={"features": [1, 2]}).json == {"score": 3}
    assert client.get("/healthz").text == "ok"
    assert model.arrived == 0


@pytest.mark.slide("flask-path")
def test_flask_walks_from_wsgi_app_to_the_view_and_back(listing, model, monkeypatch):
    """wsgi_app, context, routing, view, response; the functions by their names."""
    model.open()
    app = listing("flask_predict").app
    steps = Steps()
    for name in (
        "wsgi_app",
        "request_context",
        "full_dispatch_request",
        "preprocess_request",
        "dispatch_request",
        "ensure_sync",
        "finalize_request",
        "make_response",
        "process_response",
    ):
        monkeypatch.setattr(app, name, steps.around(name, getattr(app, name)))
    for name in ("push", "match_request", "pop"):
        monkeypatch.setattr(
            RequestContext, name, steps.around(f"context.{name}", getattr(RequestContext, name))
        )
    app.view_functions["predict"] = steps.around("view", app.view_functions["predict"])
    status, _, body = called(app, environ("POST", "/predict", {"features": [1, 2]}), steps)
    assert (status, json.loads(body)) == ("200 OK", {"score": 3})
    assert steps == [
        "> app",
        "> wsgi_app",
        "> request_context",
        "< request_context",
        "> context.push",
        "> context.match_request",
        "< context.match_request",
        "< context.push",
        "> full_dispatch_request",
        "> preprocess_request",
        "< preprocess_request",
        "> dispatch_request",
        "> ensure_sync",
        "< ensure_sync",
        "> view",
        "< view",
        "< dispatch_request",
        "> finalize_request",
        "> make_response",
        "< make_response",
        "> process_response",
        "< process_response",
        "< finalize_request",
        "< full_dispatch_request",
        "start_response",
        "> context.pop",
        "< context.pop",
        "< wsgi_app",
        "< app",
        "block",
    ]


@pytest.mark.slide("flask-path")
def test_flask_calls_a_plain_view_as_it_is(listing):
    app = listing("flask_predict").app
    view = app.view_functions["predict"]
    assert app.ensure_sync(view) is view
