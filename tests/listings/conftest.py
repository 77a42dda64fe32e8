"""Real servers on free ports, and listings loaded anew for each test."""

import importlib.util
import sys
from contextlib import ExitStack

import pytest

import example
from support import Model, Process, Tornado, Uvicorn, be_patient, gunicorn


@pytest.fixture
def model():
    """The model server, which answers when the test lets it."""
    server = Model()
    yield server
    server.close()


@pytest.fixture
def stop(model):
    """Stops every server at the end, once nobody waits for the model any more."""
    with ExitStack() as stack:
        yield stack
        model.open()


@pytest.fixture
def listing(model, monkeypatch):
    """Loads a file of slides/code, unchanged, that asks the test's model."""

    def load(name, patient=True):
        monkeypatch.setattr(example, "MODEL_URL", model.url)
        spec = importlib.util.find_spec(name)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        if patient:
            be_patient(module)
        return module

    return load


@pytest.fixture
def in_uvicorn(stop):
    def serve(app, **settings):
        server = Uvicorn(app, **settings)
        stop.callback(server.stop)
        return server

    return serve


@pytest.fixture
def in_tornado(stop):
    def serve(app):
        server = Tornado(app)
        stop.callback(server.stop)
        return server

    return serve


@pytest.fixture
def in_process(model, stop):
    def serve(*command):
        server = Process(model, *command)
        stop.callback(server.stop)
        return server

    return serve


@pytest.fixture
def in_gunicorn(in_process):
    def serve(*arguments):
        return in_process(*gunicorn(*arguments))

    return serve
