"""The model inside the service, in processes beside the loop."""

import os
import signal
from pathlib import Path

import pytest

from support import eventually, linux


@pytest.fixture
def held(in_process):
    """The listing under uvicorn, whose processes stay in their work until the test lets go."""
    return in_process(
        *("-m", "uvicorn", "--fd", "{fd}", "--timeout-graceful-shutdown", "20", "held_pool:app")
    )


def everybody_has_left(server):
    # what spawned processes share is cleaned up by one more, which goes last
    eventually(lambda: not server.members(), "every process gone")


@pytest.mark.slide("which-def")
@pytest.mark.slide("fill-the-machine")
def test_the_listing_predicts(in_process):
    server = in_process("-m", "uvicorn", "--fd", "{fd}", "process_pool:app")
    assert server.predict().json() == {"score": 3}


@pytest.mark.slide("which-def")
@pytest.mark.slide("fill-the-machine")
def test_predictions_run_in_other_processes_as_many_as_there_are_and_the_loop_answers(held, model):
    calls = [held.predict() for _ in range(3)]
    model.wait_for(inside=2)
    assert held.get().answer() == (200, b'"ok"')
    assert (model.inside, model.arrived) == (2, 2)
    model.open()
    answers = [call.json() for call in calls]
    assert [answer["score"] for answer in answers] == [3] * 3
    pids = {answer["pid"] for answer in answers}
    assert len(pids) == 2
    assert held.process.pid not in pids
    assert model.peak == 2


@linux
@pytest.mark.slide("fill-the-machine")
def test_the_processes_are_there_before_the_first_request(held, model):
    """None is started at the cost of a user, nor while a signal may come."""
    model.open()
    assert held.get().answer() == (200, b'"ok"')
    commands = {pid: Path(f"/proc/{pid}/cmdline").read_text() for pid in held.members()}
    pool = {pid for pid, command in commands.items() if "spawn_main" in command}
    assert len(pool) == 2
    assert held.predict().json()["pid"] in pool


@linux
@pytest.mark.slide("shutdown")
@pytest.mark.slide("which-def")
def test_sigterm_to_everybody_lets_the_prediction_end_and_leaves_nobody(held, model):
    """As a service manager sends it: to the service and to the processes of its pool."""
    call = held.predict()
    model.wait_for(inside=1)
    os.killpg(held.process.pid, signal.SIGTERM)
    eventually(
        lambda: any("Waiting for connections to close" in line for line in held.output),
        "uvicorn's shutdown",
    )
    model.open()
    assert call.json()["score"] == 3
    assert held.process.wait(20) in (0, -signal.SIGTERM)
    everybody_has_left(held)
    assert not any("Traceback" in line for line in held.output)


@linux
@pytest.mark.slide("shutdown")
@pytest.mark.slide("which-def")
def test_no_process_of_the_pool_outlives_a_service_that_was_killed_outright(held, model):
    call = held.predict()
    model.wait_for(inside=1)
    held.process.kill()
    held.process.wait(20)
    everybody_has_left(held)
    call.hang_up()
