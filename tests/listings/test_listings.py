"""Every file of slides/code is fit to be shown, and runs."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import CODE, GUARD

LINES, COLUMNS = 18, 64
FILES = sorted(CODE.rglob("*.py"))

begin = re.compile(r"\s*# region ([\w-]+)\s*$")
end = re.compile(r"\s*# endregion")


def regions(path):
    """Each region's name and lines, markers of inner ones and empty lines at its ends left out."""
    opened = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if match := begin.match(line):
            opened.append((match[1], []))
        elif end.match(line):
            assert opened, f"{path.name}:{number} ends a region that nothing began"
            name, lines = opened.pop()
            yield name, "\n".join(lines).strip("\n").splitlines()
        else:
            for _, lines in opened:
                lines.append(line)
    assert not opened, f"{path.name} does not end region {opened[-1][0]}"


def name(path):
    return path.name


@pytest.mark.slide("thanks")
@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_region_fits_a_slide(path):
    found = list(regions(path))
    names = [name for name, _ in found]
    assert len(names) == len(set(names))
    for name, lines in found:
        assert 0 < len(lines) <= LINES, f"{name} has {len(lines)} lines"
        assert max(map(len, lines)) <= COLUMNS, name


@pytest.mark.slide("thanks")
@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_file_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.slide("thanks")
@pytest.mark.parametrize(
    "path",
    [path for path in FILES if "app = " in path.read_text() or "__main__" in path.read_text()],
    ids=name,
)
def test_what_can_be_run_says_how(path):
    docstring = ast.get_docstring(ast.parse(path.read_text()))
    assert "Run: " in docstring


@pytest.mark.slide("thanks")
def test_every_file_can_be_imported():
    """Each in a process of its own, so that none needs what another has done."""
    program = (
        "import importlib.util, os, sys\n"
        "import fastapi, flask, httpx, tornado.web\n"  # once, for the sake of time
        "for path in sys.argv[1:]:\n"
        "    if (child := os.fork()) == 0:\n"
        "        spec = importlib.util.spec_from_file_location('listing', path)\n"
        "        sys.modules['listing'] = module = importlib.util.module_from_spec(spec)\n"
        "        spec.loader.exec_module(module)\n"
        "        os._exit(0)\n"
        "    if os.waitpid(child, 0)[1]: print(path)\n"
    )
    command = [sys.executable, "-W", "error", "-c", program, *map(str, FILES)]
    environment = {**os.environ, "PYTHONPATH": str(CODE)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=2 * GUARD
    )
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def complaints_about_async():
    """File, line and rule of all that the linter has against the listings' async code."""
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--select", "ASYNC", "."]
    command += ["--ignore-noqa", "--output-format", "json"]
    done = subprocess.run(command, cwd=CODE, capture_output=True, text=True, timeout=GUARD)
    for found in json.loads(done.stdout):
        yield Path(found["filename"]).name, found["location"]["row"], found["code"]


@pytest.mark.slide("blocking-call")
@pytest.mark.slide("three-lines")
def test_the_linter_finds_the_call_that_blocks_the_loop_and_not_one_function_away():
    """Its rules for async code know the villain; that of three_lines.py has it behind ask()."""
    found = [(file, rule) for file, _, rule in complaints_about_async()]
    assert found == [("fastapi_blocking.py", "ASYNC212")]


@pytest.mark.slide("blocking-call")
def test_the_line_that_is_named_is_the_line_that_is_shown():
    lines = (CODE / "fastapi_blocking.py").read_text().splitlines()
    [line] = [line for file, line, _ in complaints_about_async() if file == "fastapi_blocking.py"]
    assert "# no await" in lines[line - 1]
