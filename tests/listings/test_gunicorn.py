"""The same Flask file under gunicorn's workers: how many requests are inside at once."""

import os
import signal
from pathlib import Path

import pytest

from support import eventually, linux


@pytest.mark.slide("second-user")
@pytest.mark.slide("ten-a-second")
@pytest.mark.slide("slots")
def test_one_sync_worker_never_has_two_requests_at_once(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "flask_predict:app")
    calls = [server.predict([number]) for number in range(4)]
    for number in range(4):
        model.wait_for_arrival(number + 1)
        assert model.inside == 1
        model.release()
        assert calls[number].json() == {"score": number}
    assert model.features == [[0], [1], [2], [3]]
    assert model.peak == 1


@linux
@pytest.mark.slide("second-user")
@pytest.mark.slide("twenty-waiting")
def test_who_waits_for_a_sync_worker_waits_in_the_kernel(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "flask_predict:app")
    calls = [server.predict() for _ in range(4)]
    model.wait_for(inside=1)
    assert server.in_the_kernel() == 3
    model.open()
    assert [call.answer()[0] for call in calls] == [200] * 4


@pytest.mark.slide("second-user")
@pytest.mark.slide("probe")
def test_a_sync_worker_that_waits_for_its_model_answers_no_probe(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "flask_predict:app")
    call = server.predict()
    model.wait_for(inside=1)
    probe = server.get()
    assert probe.is_silent()
    model.open()
    assert call.json() == {"score": 3}
    assert probe.answer() == (200, b"ok")


@pytest.mark.slide("pre-fork")
@pytest.mark.slide("slots")
def test_two_sync_workers_have_two_requests_at_once(in_gunicorn, model):
    server = in_gunicorn("-w", "2", "flask_predict:app")
    calls = [server.predict() for _ in range(5)]
    model.wait_for(inside=2)
    model.open()
    assert [call.answer()[0] for call in calls] == [200] * 5
    assert model.peak == 2


@linux
@pytest.mark.slide("pre-fork")
def test_workers_are_copies_that_share_the_arbiters_one_socket(in_gunicorn, model):
    server = in_gunicorn("-w", "2", "flask_predict:app")
    eventually(lambda: len(server.members()) == 3, "an arbiter and two workers")
    socket = os.readlink(f"/proc/self/fd/{server.listener.fileno()}")

    def holders():
        return {
            pid
            for pid in server.members()
            for fd in Path(f"/proc/{pid}/fd").iterdir()
            if os.path.realpath(fd).endswith(socket)
        }

    assert holders() == set(server.members())


@linux
@pytest.mark.slide("pre-fork")
def test_the_arbiter_puts_a_new_worker_where_one_has_died(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "flask_predict:app")
    call = server.predict()
    model.wait_for(inside=1)
    [worker] = set(server.members()) - {server.process.pid}
    os.kill(worker, signal.SIGKILL)
    assert call.socket.recv(1) == b""
    call.hang_up()
    assert server.get().answer() == (200, b"ok")
    [successor] = set(server.members()) - {server.process.pid}
    assert successor != worker


@pytest.mark.slide("threads")
@pytest.mark.slide("race")
@pytest.mark.slide("slots")
def test_gthread_with_four_threads_has_four_requests_at_once_and_never_five(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "--threads", "4", "flask_predict:app")
    calls = [server.predict() for _ in range(6)]
    model.wait_for(inside=4)
    model.release()
    model.wait_for_arrival(5)
    model.release()
    model.wait_for_arrival(6)
    model.open()
    assert [call.answer()[0] for call in calls] == [200] * 6
    assert model.peak == 4


@linux
@pytest.mark.slide("threads")
def test_the_fifth_and_sixth_wait_in_gthreads_own_queue_and_not_in_the_kernel(in_gunicorn, model):
    server = in_gunicorn("-w", "1", "--threads", "4", "flask_predict:app")
    calls = [server.predict() for _ in range(6)]
    model.wait_for(inside=4)
    eventually(lambda: server.in_the_kernel() == 0, "all six accepted")
    assert (model.inside, model.arrived) == (4, 4)
    model.open()
    assert [call.answer()[0] for call in calls] == [200] * 6


@pytest.mark.slide("threads")
def test_the_main_thread_of_gthread_runs_no_handler(in_gunicorn):
    assert in_gunicorn("--threads", "2", "spoken:app").get("/thread").answer() == (200, b"False")
    assert in_gunicorn("--threads", "1", "spoken:app").get("/thread").answer() == (200, b"True")


@pytest.mark.slide("wsgi-call")
@pytest.mark.parametrize(
    ("arguments", "flags"),
    [
        (["-w", "1"], b"False False"),
        (["-w", "2"], b"False True"),
        (["-w", "1", "--threads", "2"], b"True False"),
        (["-w", "1", "-k", "gevent"], b"True False"),
    ],
    ids=["sync", "two sync", "gthread", "gevent"],
)
def test_the_server_says_what_may_happen_at_the_same_time(in_gunicorn, arguments, flags):
    """wsgi.multithread and wsgi.multiprocess."""
    assert in_gunicorn(*arguments, "spoken:app").get("/flags").answer() == (200, flags)


@pytest.mark.slide("gevent")
@pytest.mark.slide("race")
@pytest.mark.slide("slots")
def test_the_same_flask_code_has_many_requests_at_once_under_gevent(in_gunicorn, model):
    """Not a line is changed: gevent's patched socket switches where the code waits."""
    server = in_gunicorn("-k", "gevent", "-w", "1", "flask_predict:app")
    calls = [server.predict() for _ in range(8)]
    model.wait_for(inside=8)
    assert server.get().answer() == (200, b"ok")
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 8


@pytest.mark.slide("gevent")
@pytest.mark.slide("footguns")
def test_gevent_does_not_switch_in_a_driver_that_waits_in_c(in_gunicorn, model):
    server = in_gunicorn("-k", "gevent", "-w", "1", "gevent_unpatched:app")
    calls = [server.predict() for _ in range(4)]
    model.wait_for(inside=1)
    probe = server.get()
    assert probe.is_silent()
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 4
    assert probe.answer() == (200, b"ok")
    assert model.peak == 1


@pytest.mark.slide("gevent")
def test_the_driver_that_waits_in_c_lets_threads_run(in_gunicorn, model):
    """It is not the driver that is wrong: under gthread it is as good as any."""
    server = in_gunicorn("-w", "1", "--threads", "4", "gevent_unpatched:app")
    calls = [server.predict() for _ in range(4)]
    model.wait_for(inside=4)
    model.open()
    assert [call.json() for call in calls] == [{"score": 3}] * 4


@pytest.mark.slide("gevent")
def test_gevent_patches_in_the_worker_before_the_application_is_imported(in_gunicorn):
    server = in_gunicorn("-k", "gevent", "-w", "1", "patched:app")
    assert server.get("/").answer() == (200, b"socket select threading time")
