"""ASGI: a conversation in events, three protocols, and one loop for many waits."""

import asyncio
import json
import threading

import pytest
from gunicorn.config import make_settings
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from support import GUARD, Call, eventually

ANSWERED = ["http.response.start", "http.response.body"]


def http(path="/predict", method="POST", **more):
    return {"type": "http", "method": method, "path": path, "headers": [], **more}


def part(body, more_body=False):
    return {"type": "http.request", "body": body, "more_body": more_body}


class Conversation:
    """The server's side: says the given events in turn, notes what both sides say."""

    def __init__(self, scope, *events):
        self.scope, self.events = scope, list(events)
        self.noted, self.sent = [], []
        self.silence = None

    async def receive(self):
        if not self.events:
            self.silence = asyncio.get_running_loop().create_future()
            await self.silence
        event = self.events.pop(0)
        self.noted.append(event["type"])
        return event

    async def send(self, event):
        self.noted.append(event["type"])
        self.sent.append(event)

    def goes_on(self, event):
        self.events.append(event)
        if self.silence is not None and not self.silence.done():
            self.silence.set_result(None)

    async def with_(self, app):
        await asyncio.wait_for(app(self.scope, self.receive, self.send), GUARD)
        return self


def talk(app, scope, *events):
    return asyncio.run(Conversation(scope, *events).with_(app))


@pytest.mark.slide("asgi-conversation")
def test_the_raw_listing_reads_event_by_event_and_answers_in_two(listing, model):
    model.open()
    body = json.dumps({"features": [1, 2]}).encode()
    found = talk(listing("asgi_raw").app, http(), part(body[:5], True), part(body[5:]))
    assert found.noted == ["http.request", "http.request", *ANSWERED]
    start, answer = found.sent
    assert start["status"] == 200
    assert json.loads(answer["body"]) == {"score": 3}
    assert "headers" not in start


@pytest.mark.slide("asgi-conversation")
def test_the_raw_listing_leaves_if_the_client_does(listing, model):
    """Gone in the middle of the body: no answer, and the model is not asked."""
    raw = listing("asgi_raw")
    found = talk(raw.app, http(), part(b'{"fea', True), {"type": "http.disconnect"})
    assert found.sent == []
    assert model.arrived == 0


@pytest.mark.slide("asgi-conversation")
def test_the_raw_listing_hears_of_nothing_while_it_asks_the_model(listing, model):
    """It sees a disconnect only while it reads the body, as the notes say."""
    raw = listing("asgi_raw")

    async def main():
        body = json.dumps({"features": [1]}).encode()
        conversation = Conversation(http(), part(body))
        talking = asyncio.create_task(conversation.with_(raw.app))
        await asyncio.to_thread(model.wait_for, 1)
        conversation.goes_on({"type": "http.disconnect"})
        model.open()
        return await talking

    assert asyncio.run(main()).noted == ["http.request", *ANSWERED]


@pytest.mark.slide("asgi-conversation")
def test_the_helpers_of_the_raw_listing_say_well_and_not_found(listing, model):
    app = listing("asgi_raw").app
    for path, status, body in (("/healthz", 200, b"ok"), ("/elsewhere", 404, b"not found")):
        start, answer = talk(app, http(path, "GET")).sent
        assert (start["status"], answer["body"]) == (status, body)
        assert start["headers"] == [(b"content-type", b"text/plain; charset=utf-8")]


@pytest.mark.slide("asgi-conversation")
@pytest.mark.slide("three-protocols")
def test_the_raw_listing_lives_once_per_loop(listing, model):
    raw = listing("asgi_raw")
    found = talk(
        raw.app,
        {"type": "lifespan"},
        {"type": "lifespan.startup"},
        {"type": "lifespan.shutdown"},
    )
    assert found.noted == [
        "lifespan.startup",
        "lifespan.startup.complete",
        "lifespan.shutdown",
        "lifespan.shutdown.complete",
    ]
    assert raw.model.is_closed


@pytest.mark.slide("asgi-conversation")
def test_the_raw_listing_refuses_a_protocol_that_it_does_not_speak(listing, model):
    with pytest.raises(NotImplementedError, match="websocket"):
        talk(listing("asgi_raw").app, {"type": "websocket", "path": "/"})


@pytest.mark.slide("asgi-conversation")
@pytest.mark.slide("many-waits")
@pytest.mark.slide("race")
@pytest.mark.slide("slots")
@pytest.mark.parametrize(
    "name", ["asgi_raw", "starlette_predict", "fastapi_async"], ids=["raw", "starlette", "fastapi"]
)
def test_one_thread_waits_for_eight_requests_at_once_and_answers_a_probe(
    name, listing, in_uvicorn, model, monkeypatch
):
    module = listing(name)
    threads = set()
    prepare = module.prepare
    monkeypatch.setattr(
        module,
        "prepare",
        lambda payload: threads.add(threading.current_thread().name) or prepare(payload),
    )
    server = in_uvicorn(module.app)
    calls = [server.predict([number]) for number in range(8)]
    model.wait_for(inside=8)
    assert server.get().answer()[0] == 200
    model.open()
    assert [call.json()["score"] for call in calls] == list(range(8))
    assert threads == {"the loop"}


@pytest.mark.slide("asgi-conversation")
def test_uvicorn_lets_the_handler_of_a_client_that_left_run_to_its_end(listing, in_uvicorn, model):
    raw = listing("asgi_raw")
    rendered = threading.Event()
    render = raw.render
    raw.render = lambda reply: rendered.set() or render(reply)
    server = in_uvicorn(raw.app)
    call = server.predict()
    model.wait_for(inside=1)
    call.hang_up()
    eventually(lambda: not server.server.server_state.connections, "the connection closed")
    assert not rendered.is_set()
    model.open()
    assert rendered.wait(GUARD)


@pytest.mark.slide("who-runs-the-loop")
@pytest.mark.slide("race")
def test_gunicorns_asgi_worker_runs_the_same_application_with_as_many_at_once(in_gunicorn, model):
    server = in_gunicorn("-k", "asgi", "-w", "1", "asgi_raw:app")
    calls = [server.predict([number]) for number in range(8)]
    model.wait_for(inside=8)
    assert server.get().answer() == (200, b"ok")
    model.open()
    assert [call.json()["score"] for call in calls] == list(range(8))


@pytest.mark.slide("asgi-conversation")
@pytest.mark.slide("who-runs-the-loop")
def test_gunicorns_asgi_worker_cancels_the_handler_of_a_client_that_left(in_gunicorn, model):
    """Three seconds later by default; here at once."""
    server = in_gunicorn(
        *("-k", "asgi", "--asgi-disconnect-grace-period", "0", "-w", "1", "cancelled:app")
    )
    call = server.predict()
    model.wait_for(inside=1)
    call.hang_up()
    eventually(lambda: "app: cancelled" in server.output, "the handler cancelled")
    assert model.inside == 1
    assert make_settings()["asgi_disconnect_grace_period"].default == 3


LIFE = ({"type": "lifespan.startup"}, {"type": "lifespan.shutdown"})


@pytest.fixture
def state(listing):
    """Runs a conversation inside the life of asgi_protocols, and says what was said."""
    app = listing("asgi_protocols").app

    def during(scope, *events, then=lambda conversation: None):
        async def main():
            state = {}
            life = Conversation({"type": "lifespan", "state": state}, LIFE[0])
            living = asyncio.create_task(life.with_(app))
            while "lifespan.startup.complete" not in life.noted:
                await asyncio.sleep(0)
            conversation = Conversation({**scope, "state": state}, *events)
            talking = asyncio.create_task(conversation.with_(app))
            await asyncio.to_thread(then, conversation)
            await talking
            life.goes_on(LIFE[1])
            await living
            return life, conversation, state

        return asyncio.run(main())

    return during


@pytest.mark.slide("three-protocols")
def test_lifespan_is_one_conversation_around_all_others(state, model):
    model.open()
    life, _, shared = state(http(), part(b"[1]"))
    assert life.noted == [
        "lifespan.startup",
        "lifespan.startup.complete",
        "lifespan.shutdown",
        "lifespan.shutdown.complete",
    ]
    assert shared["model"].is_closed


@pytest.mark.slide("three-protocols")
def test_http_takes_the_body_in_parts_and_gives_the_answer_in_parts(state, model):
    model.open()
    _, found, _ = state(http(), part(b"[1, 2]\n[", True), part(b"3]\n"))
    assert found.noted[:3] == ["http.request", "http.request", "http.response.start"]
    parts = found.sent[1:]
    assert [(event["body"], event["more_body"]) for event in parts] == [
        (b'{"score": 3}\n', True),
        (b'{"score": 3}\n', True),
        (b"", False),
    ]


@pytest.mark.slide("three-protocols")
def test_http_hears_of_a_disconnect_while_it_streams_and_stops(state, model):
    def leave_in_the_second_row(conversation):
        model.wait_for_arrival(1)
        model.release()
        model.wait_for_arrival(2)
        loop = conversation.silence.get_loop()
        loop.call_soon_threadsafe(conversation.goes_on, {"type": "http.disconnect"})
        model.open()

    _, found, _ = state(http(), part(b"[1]\n[2]\n[3]\n"), then=leave_in_the_second_row)
    assert found.noted == ["http.request", *ANSWERED, "http.disconnect"]
    assert model.arrived == 2


@pytest.mark.slide("three-protocols")
def test_websocket_is_accepted_and_answers_until_the_other_side_leaves(state, model):
    model.open()
    rows = [{"type": "websocket.receive", "text": text} for text in ("[1, 2]", "[3]")]
    _, found, _ = state(
        {"type": "websocket", "path": "/"},
        {"type": "websocket.connect"},
        *rows,
        {"type": "websocket.disconnect", "code": 1000},
    )
    assert found.noted == [
        "websocket.connect",
        "websocket.accept",
        "websocket.receive",
        "websocket.send",
        "websocket.receive",
        "websocket.send",
        "websocket.disconnect",
    ]
    assert [event.get("text") for event in found.sent[1:]] == ['{"score": 3}'] * 2


async def speak(url, *rows):
    connection = await websocket_connect(HTTPRequest(url, request_timeout=GUARD))
    answers = []
    for row in rows:
        await connection.write_message(row)
        answers.append(await asyncio.wait_for(connection.read_message(), GUARD))
    connection.close()
    return answers


@pytest.mark.slide("three-protocols")
@pytest.mark.slide("wsgi-cannot")
def test_a_real_server_speaks_all_three_with_one_application(in_gunicorn, model):
    """gunicorn's asgi worker: without lifespan no model, then a stream, and a socket for long."""
    model.open()
    server = in_gunicorn("-k", "asgi", "-w", "1", "asgi_protocols:app")
    assert Call(server.port, "POST", "/", [1, 2]).answer() == (200, b'{"score": 3}\n')
    answers = asyncio.run(speak(f"ws://127.0.0.1:{server.port}/", "[1, 2]", "[3]", "[4, 5]"))
    assert [json.loads(answer)["score"] for answer in answers] == [3, 3, 9]
