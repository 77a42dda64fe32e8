"""FastAPI: which thread runs what, how many at once, and what one blocking call does."""

import asyncio
import threading
from tempfile import SpooledTemporaryFile

import anyio.from_thread
import anyio.to_thread
import pytest
from fastapi import BackgroundTasks, Depends, FastAPI
from fastapi.responses import StreamingResponse
from starlette.applications import Starlette
from starlette.concurrency import iterate_in_threadpool
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from support import CODE, eventually, linux
from test_listings import regions

LOOP, WORKER = "the loop", "AnyIO worker thread"


def here():
    return threading.current_thread().name


def limiter(server):
    """FastAPI's forty tokens, asked about on the loop that they belong to."""
    return server.on_the_loop(lambda: anyio.to_thread.current_default_thread_limiter().statistics())


@pytest.fixture
def served(listing, in_uvicorn):
    """A listing under uvicorn, with the names of the threads that its endpoint runs in."""

    def serve(name):
        module, threads = listing(name), []
        prepare = module.prepare
        module.prepare = lambda payload: threads.append(here()) or prepare(payload)
        return in_uvicorn(module.app), threads

    return serve


@pytest.mark.slide("def-or-async")
@pytest.mark.slide("same-def")
def test_a_def_endpoint_runs_in_a_thread(served, model):
    model.open()
    server, threads = served("fastapi_def")
    assert server.predict().json() == {"score": 3}
    assert threads == [WORKER]


@pytest.mark.slide("def-or-async")
def test_an_async_def_endpoint_runs_on_the_loop(served, model):
    model.open()
    server, threads = served("fastapi_async")
    assert server.predict().json() == {"score": 3}
    assert threads == [LOOP]


@pytest.mark.slide("def-or-async")
def test_only_two_words_of_the_two_listings_differ():
    """`async` and `await`, and the kind of client that goes with them."""
    plain, coroutine = (
        dict(regions(CODE / f"fastapi_{name}.py"))["predict"] for name in ("def", "async")
    )
    assert [line.replace("async ", "").replace("await ", "") for line in coroutine] == plain
    assert sum(map(str.__ne__, plain, coroutine)) == 2


@pytest.mark.slide("forty-tokens")
def test_a_def_endpoint_takes_one_token_and_gives_it_back(served, model):
    server, _ = served("fastapi_def")
    before = limiter(server)
    calls = [server.predict() for _ in range(8)]
    model.wait_for(inside=8)
    during = limiter(server)
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 8
    assert (before.total_tokens, before.borrowed_tokens) == (40, 0)
    assert (during.total_tokens, during.borrowed_tokens) == (40, 8)
    assert limiter(server).borrowed_tokens == 0


@pytest.mark.slide("forty-tokens")
def test_the_loop_answers_while_def_endpoints_block(served, model):
    server, _ = served("fastapi_def")
    calls = [server.predict() for _ in range(8)]
    model.wait_for(inside=8)
    assert server.get().answer() == (200, b'"ok"')
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 8


@pytest.mark.slide("forty-tokens")
@pytest.mark.slide("forty-first")
@pytest.mark.slide("slots")
def test_forty_def_endpoints_run_at_once_and_the_forty_first_not_before_one_leaves(served, model):
    server, _ = served("fastapi_def")
    calls = [server.predict() for _ in range(41)]
    model.wait_for(inside=40)
    eventually(lambda: limiter(server).tasks_waiting == 1, "the forty-first in line")
    assert limiter(server).borrowed_tokens == 40
    assert (model.inside, model.arrived) == (40, 40)
    model.release()
    model.wait_for_arrival(41)
    assert limiter(server).tasks_waiting == 0
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 41
    assert model.peak == 40


@pytest.mark.slide("forty-first")
@pytest.mark.slide("footguns")
def test_a_probe_on_the_loop_is_answered_and_a_def_probe_waits_in_line(served, model):
    server, _ = served("fastapi_def")
    calls = [server.predict() for _ in range(40)]
    model.wait_for(inside=40)
    in_line = server.get("/readyz")
    eventually(lambda: limiter(server).tasks_waiting == 1, "the def probe in line")
    assert server.get("/healthz").answer() == (200, b'"ok"')
    assert in_line.is_silent()
    model.open()
    assert in_line.answer() == (200, b'"ok"')
    assert [call.json() for call in calls] == [{"score": 3}] * 40


@pytest.mark.slide("forty-first")
def test_the_number_of_tokens_may_be_changed_in_a_running_loop(served, model):
    server, _ = served("fastapi_def")

    def set_tokens(number):
        anyio.to_thread.current_default_thread_limiter().total_tokens = number

    server.on_the_loop(lambda: set_tokens(2))
    calls = [server.predict() for _ in range(5)]
    model.wait_for(inside=2)
    eventually(lambda: limiter(server).tasks_waiting == 3, "three in line")
    assert model.arrived == 2
    server.on_the_loop(lambda: set_tokens(5))
    model.wait_for(inside=5)
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 5


@pytest.mark.slide("blocking-call")
@pytest.mark.slide("twenty-waiting")
@pytest.mark.slide("probe")
@pytest.mark.slide("three-lines")
def test_a_blocking_call_in_async_def_stops_every_request_and_the_probe(served, model):
    server, threads = served("fastapi_blocking")
    calls = [server.predict() for _ in range(3)]
    model.wait_for(inside=1)
    probe = server.get()
    assert probe.is_silent()
    assert all(call.is_silent() for call in calls)
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 3
    assert probe.answer() == (200, b'"ok"')
    assert model.peak == 1
    assert threads == [LOOP] * 3


@linux
@pytest.mark.slide("blocking-call")
@pytest.mark.slide("twenty-waiting")
def test_a_blocked_loop_does_not_even_accept(served, model):
    server, _ = served("fastapi_blocking")
    call = server.predict()
    model.wait_for(inside=1)
    others = [server.get() for _ in range(20)]
    assert server.in_the_kernel() == 20
    model.open()
    assert [other.answer()[0] for other in others] == [200] * 20
    assert call.json() == {"score": 3}


@pytest.mark.slide("blocking-call")
@pytest.mark.slide("which-def")
@pytest.mark.slide("three-lines")
def test_the_same_call_in_a_thread_stops_nobody(served, model):
    server, threads = served("fastapi_to_thread")
    calls = [server.predict() for _ in range(3)]
    model.wait_for(inside=3)
    assert server.get().answer() == (200, b'"ok"')
    assert limiter(server).borrowed_tokens == 3
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 3
    assert threads == [LOOP] * 3  # what is before the call stays on the loop


def everything(noted):
    """An application with a bit of everything, in both colours."""
    app = FastAPI()

    def plain():
        noted["def dependency"] = here()

    async def coroutine():
        noted["async def dependency"] = here()

    class Settings:
        def __init__(self):
            noted["class dependency"] = here()

    def generator():
        noted["def dependency with yield, entering"] = here()
        yield
        noted["def dependency with yield, leaving"] = here()

    def background():
        noted["def background task"] = here()

    async def background_coroutine():
        noted["async def background task"] = here()

    def chunks():
        noted["def iterator"] = here()
        yield b"ok"

    async def dispatch(request, call_next):
        noted["middleware"] = here()
        return await call_next(request)

    app.add_middleware(BaseHTTPMiddleware, dispatch=dispatch)

    @app.get("/", dependencies=list(map(Depends, (plain, coroutine, Settings, generator))))
    async def endpoint(tasks: BackgroundTasks):
        tasks.add_task(background)
        tasks.add_task(background_coroutine)
        return StreamingResponse(chunks(), background=tasks)

    return app


@pytest.mark.slide("where-it-runs")
def test_dependencies_tasks_middleware_and_streams_run_where_their_colour_says(in_uvicorn):
    noted = {}
    server = in_uvicorn(everything(noted))
    assert server.get("/").answer() == (200, b"ok")
    eventually(lambda: len(noted) == 9, "the background tasks and the clean-up")
    assert noted == {
        "middleware": LOOP,
        "def dependency": WORKER,
        "async def dependency": LOOP,
        "class dependency": WORKER,
        "def dependency with yield, entering": WORKER,
        "def dependency with yield, leaving": WORKER,
        "def iterator": WORKER,
        "def background task": WORKER,
        "async def background task": LOOP,
    }


@pytest.mark.slide("where-it-runs")
def test_starlettes_def_endpoints_run_in_a_thread_and_its_coroutines_on_the_loop(in_uvicorn):
    async def coroutine(request):
        return PlainTextResponse(here())

    def plain(request):
        return PlainTextResponse(here())

    server = in_uvicorn(Starlette(routes=[Route("/async", coroutine), Route("/", plain)]))
    assert server.get("/async").answer() == (200, LOOP.encode())
    assert server.get("/").answer() == (200, WORKER.encode())


@pytest.fixture
def trips(monkeypatch):
    """The functions that are sent to a thread, and the limiter they bring, if any."""
    found = []
    run_sync = anyio.to_thread.run_sync

    async def noting(function, *arguments, limiter=None, **more):
        found.append((getattr(function, "func", function).__name__, limiter))
        return await run_sync(function, *arguments, limiter=limiter, **more)

    monkeypatch.setattr(anyio.to_thread, "run_sync", noting)
    return found


@pytest.mark.slide("where-it-runs")
def test_a_sync_iterator_costs_a_trip_for_each_chunk(trips):
    async def main():
        return [chunk async for chunk in iterate_in_threadpool(iter("abc"))]

    assert asyncio.run(main()) == ["a", "b", "c"]
    assert [name for name, _ in trips] == ["_next"] * 4  # and one to learn that there are no more


@pytest.mark.slide("where-it-runs")
def test_an_upload_stays_on_the_loop_until_it_is_spooled_to_disk(trips):
    async def main():
        with SpooledTemporaryFile(max_size=MultiPartParser.spool_max_size) as file:
            upload = UploadFile(file, size=0)
            await upload.write(b"." * 1024 * 1024)
            in_memory = len(trips)
            await upload.write(b".")
            await upload.seek(0)
            return in_memory

    assert MultiPartParser.spool_max_size == 1024 * 1024
    assert asyncio.run(main()) == 0
    assert [name for name, _ in trips] == ["write", "seek"]


@pytest.mark.slide("footguns")
def test_a_thread_that_waits_for_another_thread_of_the_same_pool_waits_for_ever(in_uvicorn):
    """With one token one request is enough: it holds the token that what it waits for needs."""
    app = FastAPI()

    async def look_up():
        return await anyio.to_thread.run_sync(here)

    @app.get("/nested")
    def nested():
        return anyio.from_thread.run(look_up)

    @app.get("/healthz")
    async def healthz():
        return "ok"

    server = in_uvicorn(app)

    def tokens(number):
        anyio.to_thread.current_default_thread_limiter().total_tokens = number

    server.on_the_loop(lambda: tokens(1))
    call = server.get("/nested")
    eventually(lambda: limiter(server).tasks_waiting == 1, "the inner one in line")
    assert limiter(server).borrowed_tokens == 1
    assert server.get().answer() == (200, b'"ok"')  # the loop is fine
    assert call.is_silent()
    server.on_the_loop(lambda: tokens(2))  # only a token from elsewhere ends it
    assert call.answer() == (200, f'"{WORKER}"'.encode())
