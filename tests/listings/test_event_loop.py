"""How a turn of the loop goes, without a clock."""

import asyncio
import subprocess
import sys
import threading
import time

import pytest

import turns
from support import CODE, GUARD, PAUSE, Clock


@pytest.fixture
def steps(monkeypatch):
    taken = []
    monkeypatch.setattr(turns, "steps", taken)
    return taken


@pytest.fixture
def clock(monkeypatch):
    """A clock that the test owns, for a turns.main() whose byte comes at 10 ms."""
    clock = Clock()

    class Timer:
        def __init__(self, after, function, arguments):
            clock.at(after, lambda: function(*arguments))

        def start(self):
            pass

        join = start

    monkeypatch.setattr(turns.threading, "Timer", Timer)
    return clock


@pytest.fixture
def recorded(steps, clock):
    """turns.main(): steps and select()s."""
    clock.run(turns.main())
    return steps, clock


@pytest.mark.slide("event-loop")
def test_the_order_of_steps_is_a1_b1_c1_c2_b2_a2(recorded):
    steps, _ = recorded
    assert steps == ["A1", "B1", "C1", "C2", "B2", "A2"]


@pytest.mark.slide("event-loop")
def test_the_loop_only_glances_while_something_is_ready_and_else_sleeps(recorded):
    """It asks for 20 ms, is woken by the byte at 10 ms, and asks for the 10 ms that are left."""
    _, clock = recorded
    asked = [round(timeout, 3) for timeout in clock.asked if timeout]
    assert asked == [0.02, 0.01]


@pytest.mark.slide("event-loop")
def test_the_turns_of_the_slide_are_those_of_the_real_loop(steps, clock):
    """Who is in _ready before each select(), what it is asked for, and which steps run then."""
    taken = []
    select = clock.selector.select

    def ready():
        owners = [getattr(handle._callback, "__self__", None) for handle in clock.loop._ready]
        tasks = [owner for owner in owners if isinstance(owner, asyncio.Task)]
        return "".join(task.get_coro().__name__.upper() for task in tasks)

    def asked(timeout=None):
        before, done, now = ready(), len(steps), clock.now
        found = select(timeout)
        slept = clock.now - now
        taken.append((before, round(timeout, 3), round(slept, 3), len(found), done))
        return found

    clock.selector.select = asked
    clock.run(turns.main())
    ends = [done for *_, done in taken[1:]] + [len(steps)]
    all_turns = [
        (*turn, " ".join(steps[done:end])) for (*turn, done), end in zip(taken, ends, strict=True)
    ]
    # the others are of main(), of gather, which counts its tasks, and of the end of the loop
    assert [turn for turn in all_turns if turn[-1] or turn[1]] == [
        ("ABC", 0, 0, 0, "A1 B1 C1"),
        ("C", 0, 0, 0, "C2"),
        ("", 0.02, 0.01, 1, ""),
        ("B", 0, 0, 0, "B2"),
        ("", 0.01, 0.01, 0, ""),
        ("A", 0, 0, 0, "A2"),
    ]


@pytest.mark.slide("event-loop")
def test_the_listing_prints_its_order():
    done = subprocess.run(
        [sys.executable, "turns.py"], cwd=CODE, capture_output=True, text=True, timeout=GUARD
    )
    steps = done.stdout.split()
    assert steps[:4] == ["A1", "B1", "C1", "C2"]
    # on a machine that is busy enough the byte may be later than the timer
    assert sorted(steps[4:]) == ["A2", "B2"]


@pytest.mark.slide("event-loop")
def test_callbacks_added_during_a_turn_run_in_the_next():
    order = []

    async def main():
        loop = asyncio.get_running_loop()
        finished = loop.create_future()

        def first():
            order.append("first")
            loop.call_soon(added)

        def second():
            order.append("second")

        def added():
            order.append(f"added, after {len(clock.asked)} turns")
            finished.set_result(None)

        loop.call_soon(first)
        loop.call_soon(second)
        order.append(f"begun, after {len(clock.asked)} turns")
        await finished

    clock = Clock()
    clock.run(main())
    begun, first, second, added = order
    assert (first, second) == ("first", "second")
    turn = int(begun.split()[2])
    # one turn for first and second, the next one for what first added; the kernel is asked between
    assert added == f"added, after {turn + 2} turns"


@pytest.mark.slide("event-loop")
def test_a_thousand_awaits_of_an_empty_coroutine_let_no_other_task_run():
    async def empty():
        pass

    async def main():
        others = []
        task = asyncio.create_task(note(others))
        for _ in range(1000):
            await empty()
        after_awaits = list(others)
        await asyncio.sleep(0)
        after_one_turn = list(others)
        await task
        return after_awaits, after_one_turn

    async def note(others):
        others.append("ran")

    assert asyncio.run(main()) == ([], ["ran"])


@pytest.mark.slide("event-loop")
def test_nothing_can_interrupt_a_callback():
    """A timer that is long due waits for the callback that runs, and so does a byte."""
    order = []

    async def main():
        loop = asyncio.get_running_loop()
        finished = loop.create_future()

        def long_one():
            order.append("long begins")
            clock.now += 5.0
            order.append("long ends")

        def timer():
            order.append("timer")
            finished.set_result(clock.now)

        loop.call_later(0.010, timer)
        loop.call_soon(long_one)
        return await finished

    clock = Clock()
    assert clock.run(main()) == 5.0
    assert order == ["long begins", "long ends", "timer"]


@pytest.mark.slide("event-loop")
def test_a_loop_that_sleeps_does_not_notice_call_soon_from_another_thread():
    ran, asleep = threading.Event(), threading.Event()

    async def main():
        loop = asyncio.get_running_loop()
        finished = loop.create_future()
        select = loop._selector.select

        def watched(timeout=None):
            if timeout is None:
                asleep.set()
            return select(timeout)

        loop._selector.select = watched

        def other():
            asleep.wait(GUARD)
            loop.call_soon(ran.set)
            unnoticed = not ran.wait(PAUSE)
            loop.call_soon_threadsafe(finished.set_result, unnoticed)

        threading.Thread(target=other).start()
        return await finished

    assert asyncio.run(main())
    assert ran.is_set()


@pytest.mark.slide("event-loop")
def test_a_callback_is_slow_from_a_tenth_of_a_second_on_and_told_in_debug_mode_only(caplog):
    async def main(debug):
        loop = asyncio.get_running_loop()
        assert loop.slow_callback_duration == 0.1
        loop.set_debug(debug)
        loop.slow_callback_duration = 0.001
        await asyncio.sleep(0)
        time.sleep(0.01)
        await asyncio.sleep(0)

    asyncio.run(main(False))
    assert not caplog.records
    asyncio.run(main(True))
    assert any("took" in record.getMessage() for record in caplog.records)
