"""One FastAPI request, in and out: the layers, the trips to a thread, and what comes after."""

import sqlite3
import threading
from contextlib import closing
from functools import partial

import anyio.to_thread
import pytest
from anyio._backends._asyncio import CapacityLimiter
from fastapi import BackgroundTasks, routing
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.telemetry._asgi import ExceptionTelemetryMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware

from support import Steps, eventually

HEADERS = {"X_Api_Key": "local"}


@pytest.fixture
def request_listing(listing, tmp_path):
    module = listing("fastapi_request")
    module.AUDIT_LOG = str(tmp_path / "audit.sqlite")

    @module.app.post("/predict-async")
    async def predict_async(
        row: module.Row, log: module.Log, client: module.Client, tasks: BackgroundTasks
    ) -> module.Score:
        """The same request with a coroutine for its endpoint."""
        tasks.add_task(module.record, log, client, module.Score(score=3))
        return module.Score(score=3)

    return module


class Trips:
    """Who goes to a thread, and who takes one of the default limiter's tokens for it."""

    def __init__(self, monkeypatch, steps):
        self.made, self.borrowed = [], 0
        run_sync = anyio.to_thread.run_sync
        acquire = CapacityLimiter.acquire_on_behalf_of

        async def noting(function, *arguments, limiter=None, **more):
            self.made.append(self.name(function))
            with steps.within(f"thread: {self.made[-1]}"):
                return await run_sync(function, *arguments, limiter=limiter, **more)

        async def counting(limiter, borrower):
            default = anyio.to_thread.current_default_thread_limiter()
            self.borrowed += limiter is default
            return await acquire(limiter, borrower)

        monkeypatch.setattr(anyio.to_thread, "run_sync", noting)
        monkeypatch.setattr(CapacityLimiter, "acquire_on_behalf_of", counting)

    @staticmethod
    def name(function):
        """What stands behind the partials that FastAPI wraps around a function."""
        while isinstance(function, partial):
            function = function.keywords.get("function", function.func)
        return function.__name__


@pytest.fixture
def steps():
    return Steps()


@pytest.fixture
def trips(monkeypatch, steps):
    return Trips(monkeypatch, steps)


@pytest.fixture
def predict(request_listing, in_uvicorn, model, trips):
    model.open()
    server = in_uvicorn(request_listing.app)

    def ask(path):
        assert server.predict(path=path, **HEADERS).json() == {"score": 3.0}
        # a request is over when its task is, which is after its answer
        tasks = server.server.server_state.tasks
        eventually(lambda: not server.on_the_loop(lambda: len(tasks)), "the request over")
        return trips

    return ask


@pytest.mark.slide("request-path")
@pytest.mark.slide("forty-tokens")
def test_one_def_request_makes_six_trips_and_five_of_them_take_a_token(predict):
    trips = predict("/predict")
    assert trips.made == ["__enter__", "client", "predict", "validate", "record", "__exit__"]
    assert trips.borrowed == 5


@pytest.mark.slide("request-path")
@pytest.mark.slide("forty-tokens")
def test_with_an_async_def_endpoint_it_makes_four_trips_and_takes_three_tokens(predict):
    trips = predict("/predict-async")
    assert trips.made == ["__enter__", "client", "record", "__exit__"]
    assert trips.borrowed == 3


@pytest.mark.slide("request-path")
def test_who_has_no_key_gets_no_answer(request_listing, in_uvicorn, model):
    server = in_uvicorn(request_listing.app)
    assert server.predict(X_Api_Key="wrong").answer()[0] == 401
    assert server.predict().answer()[0] == 422
    assert model.arrived == 0


@pytest.mark.slide("request-path")
def test_the_log_is_written_after_the_answer_by_the_background_task(predict, request_listing):
    predict("/predict")
    with closing(sqlite3.connect(request_listing.AUDIT_LOG)) as log:
        assert log.execute("SELECT * FROM predictions").fetchall() == [("reporting", 3.0)]


class Layer:
    """A middleware of the user's, as plain ASGI."""

    def __init__(self, app, name, steps):
        self.app, self.name, self.steps = app, name, steps

    async def __call__(self, scope, receive, send):
        with self.steps.within(self.name):
            await self.app(scope, receive, send)


@pytest.mark.slide("request-path")
def test_the_layers_from_outside_to_inside(request_listing):
    """The last added of the user's is the outermost of the user's."""
    app = request_listing.app
    app.add_middleware(Layer, name="added first", steps=Steps())
    app.add_middleware(Layer, name="added last", steps=Steps())
    layer, names = app.build_middleware_stack(), []
    while layer is not app.router:
        names.append(getattr(layer, "name", type(layer).__name__))
        layer = layer.app
    assert names == [
        "ServerErrorMiddleware",
        "ExceptionTelemetryMiddleware",
        "added last",
        "added first",
        "ExceptionMiddleware",
        "AsyncExitStackMiddleware",
    ]


@pytest.mark.slide("request-path")
def test_the_way_in_and_out_in_order(request_listing, in_uvicorn, model, monkeypatch, steps, trips):
    """Body, dependencies, endpoint, validation; then the answer; then the task, and the exits."""
    model.open()
    for layer in (
        ServerErrorMiddleware,
        ExceptionTelemetryMiddleware,
        ExceptionMiddleware,
        AsyncExitStackMiddleware,
    ):
        monkeypatch.setattr(layer, "__call__", steps.around(layer.__name__, layer.__call__))
    for name in ("solve_dependencies", "run_endpoint_function", "serialize_response"):
        monkeypatch.setattr(routing, name, steps.around(name, getattr(routing, name)))
    app, over = request_listing.app, threading.Event()
    app.add_middleware(Layer, name="your middleware", steps=steps)

    async def server_side(scope, receive, send):
        """What uvicorn hears and says, between its own code and the application."""
        if scope["type"] != "http":
            return await app(scope, receive, send)

        async def noting_receive():
            event = await receive()
            steps.append(event["type"])
            return event

        async def noting_send(event):
            steps.append(event["type"])
            await send(event)

        await app(scope, noting_receive, noting_send)
        over.set()

    server = in_uvicorn(server_side)
    steps.clear()  # the lifespan has gone the same way, and stays inside until the end
    assert server.predict(**HEADERS).json() == {"score": 3.0}
    assert over.wait(20)
    assert steps == [
        "> ServerErrorMiddleware",
        "> ExceptionTelemetryMiddleware",
        "> your middleware",
        "> ExceptionMiddleware",
        "> AsyncExitStackMiddleware",
        "http.request",
        "> solve_dependencies",
        "> thread: __enter__",
        "< thread: __enter__",
        "> thread: client",
        "< thread: client",
        "< solve_dependencies",
        "> run_endpoint_function",
        "> thread: predict",
        "< thread: predict",
        "< run_endpoint_function",
        "> serialize_response",
        "> thread: validate",
        "< thread: validate",
        "< serialize_response",
        "http.response.start",
        "http.response.body",
        "> thread: record",
        "< thread: record",
        "> thread: __exit__",
        "< thread: __exit__",
        "< AsyncExitStackMiddleware",
        "< ExceptionMiddleware",
        "< your middleware",
        "< ExceptionTelemetryMiddleware",
        "< ServerErrorMiddleware",
    ]


@pytest.mark.slide("request-path")
def test_the_user_has_the_answer_before_the_task_runs_and_the_exit_comes_last(
    request_listing, in_uvicorn, model, monkeypatch
):
    """The task is held until the client has read its answer."""
    model.open()
    answered, closed, order = threading.Event(), threading.Event(), []
    record = request_listing.record

    def held(*arguments):
        assert answered.wait(20)
        order.append("task")
        record(*arguments)

    monkeypatch.setattr(request_listing, "record", held)
    connect = sqlite3.connect

    class Log(sqlite3.Connection):
        def close(self):
            order.append("exit")
            super().close()
            closed.set()

    monkeypatch.setattr(
        request_listing.sqlite3,
        "connect",
        lambda *arguments, **more: connect(*arguments, factory=Log, **more),
    )
    server = in_uvicorn(request_listing.app)
    order.clear()  # the table is made before the first request
    closed.clear()
    assert server.predict(**HEADERS).json() == {"score": 3.0}
    order.append("answer")
    answered.set()
    assert closed.wait(20)
    assert order == ["answer", "task", "exit"]


@pytest.mark.slide("request-path")
def test_the_listings_docstring_counts_right(request_listing):
    assert "Six trips to a thread, and five of them" in request_listing.__doc__
