"""The two services one can leave alone: their settings, and how they behave with them."""

import http.client
import inspect
import json
import os
import re
import runpy
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest
import uvicorn
from gunicorn.config import KNOWN_SETTINGS

from servers import (
    CODE,
    LOOPBACK,
    LOST,
    PRODUCTION,
    REFUSED,
    Answer,
    Model,
    Server,
    later,
    serve,
    until,
)

FLASK = pytest.mark.slide("production-flask")
FASTAPI = pytest.mark.slide("production-fastapi")
linux = pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="its heartbeat is in /dev/shm")
BOTH = pytest.mark.parametrize(
    "name",
    [pytest.param("flask", marks=[FLASK, linux]), pytest.param("fastapi", marks=FASTAPI)],
)

COMMANDS = {
    "flask": (("-m", "gunicorn", "--bind", f"{LOOPBACK}:0"), {}),
    "fastapi": ((str(CODE / "serve_fastapi.py"),), {"PORT": "0"}),
}


def production(name: str, log: Path, model: Model, **env: str):
    """The service as it is run in production, but for where it listens and whom it asks."""
    command, port = COMMANDS[name]
    return serve(log, *command, **port, **model.env, **env)


def predict(server: Server, feature: float) -> Answer:
    return server.ask("/predict", {"features": [feature]})


def score(answer: Answer) -> float:
    assert answer.status == 200
    return json.loads(answer.body)["score"]


def gunicorn_settings() -> dict:
    return runpy.run_path(str(PRODUCTION / "gunicorn.conf.py"))


def uvicorn_settings() -> dict:
    return runpy.run_path(str(CODE / "serve_fastapi.py"))["SETTINGS"]


def on_the_slide(column: int) -> dict[str, object]:
    """Options and their defaults in a column of the slide's table: `--backlog` (2048)."""
    text = (CODE.parent / "70-safety.md").read_text()
    cells = [line.split("|")[column] for line in text.splitlines() if line.startswith("| ")]
    pairs = [re.match(r" `--([\w-]+)` \(([^)]+)\)", cell) for cell in cells]
    return {pair[1].replace("-", "_"): worth(pair[2]) for pair in pairs if pair}


def worth(words: str) -> int | None:
    """A default in the words of the slide: 2048, 30 s, off, none, temp dir."""
    return int(words.split()[0]) if words[0].isdigit() else None


@pytest.mark.slide("safe-settings")
def test_the_slide_has_the_defaults_of_gunicorn(monkeypatch):
    defaults = {setting.name: setting.default or None for setting in KNOWN_SETTINGS}
    stated = on_the_slide(2)
    assert len(stated) == 7
    assert stated == {name: defaults[name] for name in stated}


@pytest.mark.slide("safe-settings")
def test_the_slide_has_the_defaults_of_uvicorn(monkeypatch):
    monkeypatch.delenv("WEB_CONCURRENCY", raising=False)
    defaults = inspect.signature(uvicorn.run).parameters
    stated = on_the_slide(3)
    assert len(stated) == 5
    assert stated.pop("workers") == uvicorn.Config("app:app", log_config=None).workers
    assert stated == {name: defaults[name].default for name in stated}


@FLASK
@pytest.mark.slide("safe-settings")
def test_the_flask_service_sets_all_that_gunicorn_has():
    assert on_the_slide(2).keys() <= gunicorn_settings().keys()


@FASTAPI
@pytest.mark.slide("safe-settings")
def test_the_fastapi_service_sets_all_that_uvicorn_has():
    assert on_the_slide(3).keys() <= uvicorn_settings().keys()


@FLASK
def test_gunicorn_knows_every_name_in_its_file():
    # it passes over those it does not know, without a word
    ours = {name for name in gunicorn_settings() if not name.startswith("__")} - {"os"}
    assert ours <= {setting.name for setting in KNOWN_SETTINGS}


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param(gunicorn_settings, marks=FLASK),
        pytest.param(uvicorn_settings, marks=FASTAPI),
    ],
)
@pytest.mark.slide("assume-nothing")
def test_the_platform_sets_the_number_of_workers_and_else_it_is_two(settings, monkeypatch):
    monkeypatch.setenv("WEB_CONCURRENCY", "7")
    assert settings()["workers"] == 7
    monkeypatch.delenv("WEB_CONCURRENCY")
    assert settings()["workers"] == 2


@BOTH
def test_it_answers_probes_and_predictions(name, tmp_path):
    with Model() as model, production(name, tmp_path / "log", model) as server:
        assert server.ask("/healthz").status == 200
        assert score(server.ask("/predict", {"features": [1.5, 2.5]})) == 4.0


@BOTH
@pytest.mark.slide("safe-settings")
@pytest.mark.slide("three-lines")
def test_a_model_that_is_late_or_gone_costs_an_answer_not_a_seat(name, tmp_path):
    with Model() as model, production(name, tmp_path / "log", model) as server:
        model.answers.clear()
        late = later(predict, server, 1.0)
        until(lambda: model.asked, "the model to be asked")
        assert server.ask("/healthz").status == 200
        assert late.result().status == 504
        model.leave()
        assert predict(server, 1.0).status == 502
        assert server.ask("/healthz").status == 200


@BOTH
def test_a_worker_that_dies_is_replaced_and_does_not_take_the_other_along(name, tmp_path):
    with Model() as model, production(name, tmp_path / "log", model) as server:
        dead, survivor = server.started(2)
        os.kill(dead, signal.SIGKILL)
        assert score(until(lambda: answered(server), "an answer")) == 1.0
        assert server.started(3)[-1] not in (dead, survivor)


def answered(server: Server) -> Answer | None:
    answer = predict(server, 1.0)
    return None if answer == LOST else answer


@BOTH
@pytest.mark.slide("shutdown")
def test_sigterm_under_load_loses_nothing_that_was_begun(name, tmp_path):
    # the wait of the running example: most of the users are in flight at any time
    with Model(wait=0.09) as model, production(name, tmp_path / "log", model) as server:

        def user(number):
            answers = {}
            for nth in range(100):
                answer = answers[number * 1000 + nth] = predict(server, number * 1000 + nth)
                if answer == REFUSED:
                    break
            return answers

        users = [later(user, number) for number in range(8)]
        until(lambda: len(model.asked) > 30 and model.inside, "some load")
        inflight = set(model.inside)
        server.signal(signal.SIGTERM)
        assert server.exit_code() == 0
        answers = {asked: answer for user in users for asked, answer in user.result().items()}

        assert inflight
        begun = set(model.asked)
        assert inflight <= begun
        assert [score(answers[asked]) for asked in sorted(begun)] == sorted(begun)
        # the rest had not got further than the kernel's line, or its last packet
        rest = {answer for asked, answer in answers.items() if asked not in begun}
        assert rest <= {LOST, REFUSED}
        assert REFUSED in rest


@linux
@FLASK
@pytest.mark.slide("shutdown")
def test_no_idle_connection_keeps_gunicorn_from_leaving(tmp_path):
    # with a grace that nobody here would wait for
    command = (*COMMANDS["flask"][0], "--graceful-timeout", "600")
    with Model() as model, serve(tmp_path / "log", *command, **model.env) as server:
        client = http.client.HTTPConnection(LOOPBACK, server.port)
        client.request("GET", "/healthz")
        assert client.getresponse().read() == b"ok"
        server.signal(signal.SIGTERM)
        assert server.exit_code() == 0
        client.close()


@linux
@FLASK
@pytest.mark.slide("threads")
@pytest.mark.slide("multiplies")
def test_gunicorn_takes_sixteen_at_a_time_on_connections_of_each_workers_own(tmp_path):
    with Model(wait=0.3) as model, production("flask", tmp_path / "log", model) as server:

        def all_at_once() -> bool:
            requests = [later(predict, server, float(number)) for number in range(24)]
            assert [score(request.result()) for request in requests] == list(range(24))
            return model.most_inside >= 16

        until(all_at_once, "both workers to be full")
        assert model.most_inside == 16
        # a client keeps its connections for a while
        owned = [connections(pid, model.port) for pid in server.started(2)]
        assert [len(own) for own in owned] == [8, 8]
        assert not owned[0] & owned[1]
        assert not connections(server.process.pid, model.port)


def connections(pid: int, port: int) -> set[str]:
    """The process's sockets that are connected to the port of the model."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inodes = {f"socket:[{row[9]}]" for row in rows if row[2].endswith(f":{port:04X}")}
    files = Path(f"/proc/{pid}/fd").iterdir()
    return inodes & {os.readlink(file) for file in files}


@FASTAPI
@pytest.mark.slide("safe-settings")
def test_a_worker_of_uvicorn_takes_a_hundred_connections_and_answers_503_to_the_next(tmp_path):
    one = {"WEB_CONCURRENCY": "1"}
    with Model() as model, production("fastapi", tmp_path / "log", model, **one) as server:
        with ExitStack() as stack:
            for _ in range(100):
                stack.enter_context(socket.create_connection((LOOPBACK, server.port)))
            assert predict(server, 1.0).status == 503
            # whoever asks how it is hears the same
            assert server.ask("/healthz").status == 503
        until(lambda: predict(server, 1.0).status == 200, "room")
