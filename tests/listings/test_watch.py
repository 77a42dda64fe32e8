"""The watcher of the loop: what it reports, and that it names the line."""

import asyncio

import pytest

import loop_lag
from support import Clock, eventually


def watched(then):
    """The lags that the watcher reports, on a clock that passes as the test wants."""
    clock, lags = Clock(), []

    async def main():
        watching = asyncio.create_task(loop_lag.watch(lags.append))
        await then(clock)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)

    clock.run(main())
    return lags


@pytest.mark.slide("watch-the-loop")
def test_a_healthy_loop_has_no_lag():
    async def healthy(clock):
        await asyncio.sleep(0.55)

    lags = watched(healthy)
    assert len(lags) == 5
    assert max(lags) == pytest.approx(0)


@pytest.mark.slide("watch-the-loop")
def test_a_block_is_reported_as_long_as_it_was():
    async def blocks(clock):
        await asyncio.sleep(0.15)
        clock.now += 2.0  # nobody else has run meanwhile
        await asyncio.sleep(0.25)

    lags = watched(blocks)
    assert max(lags) == pytest.approx(2.0 - 0.05)
    assert sum(lag > 0.1 for lag in lags) == 1


@pytest.mark.slide("watch-the-loop")
def test_the_watcher_takes_its_alarm_along_when_it_ends(monkeypatch):
    armed = []
    monkeypatch.setattr(loop_lag.faulthandler, "dump_traceback_later", armed.append)
    monkeypatch.setattr(
        loop_lag.faulthandler, "cancel_dump_traceback_later", lambda: armed.append("off")
    )

    async def healthy(clock):
        await asyncio.sleep(0.25)

    watched(healthy)
    assert armed == [0.6, 0.6, 0.6, "off"]


@pytest.mark.slide("watch-the-loop")
def test_a_block_of_a_real_loop_names_its_line_while_it_lasts_and_its_length_after(
    in_process, model
):
    server = in_process("-m", "uvicorn", "--fd", "{fd}", "lagging:app")
    call = server.get("/block")
    model.wait_for(inside=1)
    eventually(
        lambda: any("lagging.py" in line and "in block" in line for line in server.output),
        "the line that blocks on stderr",
    )
    assert server.get("/metrics").is_silent()
    model.open()
    assert call.answer() == (200, b'"ok"')
    _, text = server.get("/metrics").answer()
    name, worst = text.split()
    assert name == b"event_loop_lag_seconds_max"
    # the stacks are written after this long, so the block was longer
    assert float(worst) >= loop_lag.TOO_LATE
