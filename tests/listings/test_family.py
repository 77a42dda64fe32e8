"""The rest of the family: where each runs a plain `def`, and whose server it needs."""

import os
import threading
import warnings

import httpx
import litestar
import pytest
import quart
import sanic
from aiohttp import web
from django.core.asgi import get_asgi_application
from litestar.exceptions import LitestarWarning
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from own_servers import may_be_one_of_several
from support import GUARD

LOOP = "the loop"


class Handler:
    """What a plain `def` does: it waits for the model, and notes in which thread."""

    def __init__(self, model):
        self.model = httpx.Client(base_url=model.url, timeout=GUARD)
        self.threads = []

    def __call__(self):
        self.threads.append(threading.current_thread().name)
        return self.model.post("/predict", json={"features": [3]}).text


@pytest.fixture
def handler(model):
    handler = Handler(model)
    with handler.model:
        yield handler


@pytest.fixture
def on_starlette(handler, in_uvicorn):
    def plain(request):
        return PlainTextResponse(handler())

    return in_uvicorn(Starlette(routes=[Route("/", plain)]))


@pytest.fixture
def on_quart(handler, in_uvicorn):
    app = quart.Quart(__name__)

    @app.get("/")
    def plain():
        return handler()

    return in_uvicorn(app)


@pytest.fixture
def on_litestar(handler, in_uvicorn):
    def plain() -> str:
        return handler()

    def serve(**how):
        return in_uvicorn(litestar.Litestar([litestar.get("/", **how)(plain)]))

    return serve


@pytest.fixture
def on_sanic(handler, in_uvicorn, monkeypatch):
    monkeypatch.setattr(sanic.Sanic, "_app_registry", {})  # it takes no name twice
    app = sanic.Sanic("plain")
    may_be_one_of_several(app)

    @app.get("/")
    def plain(request):
        return sanic.text(handler())

    return in_uvicorn(app)


@pytest.mark.slide("family")
def test_django_on_asgi_has_a_thread_for_each_request_and_no_cap(listing, in_uvicorn, model):
    module, threads = listing("django_predict"), []
    prepare = module.prepare

    def noting(payload):
        threads.append(threading.current_thread().name)
        return prepare(payload)

    module.prepare = noting
    server = in_uvicorn(get_asgi_application(), lifespan="off")
    calls = [server.predict() for _ in range(41)]
    model.wait_for(inside=41)
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 41
    assert len(set(threads) - {LOOP}) == 41


@pytest.mark.slide("family")
def test_starlette_has_forty_threads(on_starlette, handler, model):
    calls = [on_starlette.get("/") for _ in range(41)]
    model.wait_for(inside=40)
    assert calls[-1].is_silent()
    assert model.arrived == 40
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 41
    assert LOOP not in handler.threads


@pytest.mark.slide("family")
def test_quart_has_asyncios_pool(on_quart, handler, model):
    threads_there = min(32, (getattr(os, "process_cpu_count", os.cpu_count)() or 1) + 4)
    calls = [on_quart.get("/") for _ in range(threads_there + 1)]
    model.wait_for(inside=threads_there)
    assert calls[-1].is_silent()
    assert model.arrived == threads_there
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * len(calls)
    assert all(name.startswith("asyncio_") for name in handler.threads)


@pytest.mark.slide("family")
def test_litestar_runs_it_on_the_loop_and_warns(on_litestar, handler, model):
    model.open()
    with pytest.warns(LitestarWarning, match="sync_to_thread"):
        server = on_litestar()
    assert server.get("/").json() == {"score": 3}
    assert handler.threads == [LOOP]


@pytest.mark.slide("family")
@pytest.mark.slide("which-framework")
@pytest.mark.parametrize("to_thread", [True, False], ids=["asked for", "refused"])
def test_litestar_has_threads_only_if_asked_for(on_litestar, handler, model, to_thread):
    model.open()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        server = on_litestar(sync_to_thread=to_thread)
    assert server.get("/").json() == {"score": 3}
    assert (handler.threads != [LOOP]) == to_thread


@pytest.mark.slide("family")
def test_sanic_runs_it_on_the_loop_and_speaks_asgi_too(on_sanic, handler, model):
    model.open()
    assert on_sanic.get("/").json() == {"score": 3}
    assert handler.threads == [LOOP]


@pytest.mark.slide("family")
def test_aiohttp_wants_async_def():
    def plain(request):
        return web.Response()

    with pytest.warns(DeprecationWarning, match="async"):
        web.Application().router.add_get("/", plain)
