"""A pytest plugin: each test, its slides and how it ended, as a line of JSON in --report.

Tests may run in several processes (pytest-xdist). Each names the slides of its tests in their
properties, and only the process that hands the tests out writes.
"""

import json
from pathlib import Path

import pytest


def pytest_addoption(parser):
    parser.addoption("--report", metavar="FILE", default=None)


def pytest_configure(config):
    hands_out = not hasattr(config, "workerinput")
    if hands_out and (path := config.getoption("--report")):
        config.pluginmanager.register(Report(Path(path)))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        slides = [slug for mark in item.iter_markers("slide") for slug in mark.args]
        item.user_properties.append(("slides", slides))


def slides_of(told):
    """The slugs a test, or its report, carries."""
    return dict(told.user_properties)["slides"]


class Report:
    def __init__(self, path):
        self.path = path
        self.path.write_text("")

    def write(self, **line):
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, config, items):
        if config.getoption("collectonly"):
            for item in items:
                self.write(test=item.nodeid, slides=slides_of(item))

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or not report.passed:
            self.write(
                test=report.nodeid,
                slides=slides_of(report),
                outcome=report.outcome,
                text=report.longreprtext,
            )

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(test=report.nodeid, slides=[], outcome="failed", text=report.longreprtext)
