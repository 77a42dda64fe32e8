"""A pytest plugin: each test, its slides and how it ended, as a line of JSON in --report."""

import json
from pathlib import Path


def pytest_addoption(parser):
    parser.addoption("--report", metavar="FILE", default=None)


def pytest_configure(config):
    if path := config.getoption("--report"):
        config.pluginmanager.register(Report(Path(path)))


class Report:
    def __init__(self, path):
        self.path = path
        self.path.write_text("")
        self.slides = {}

    def write(self, **line):
        with self.path.open("a") as file:
            file.write(json.dumps(line) + "\n")

    def pytest_collection_modifyitems(self, config, items):
        for item in items:
            marks = list(item.iter_markers("slide"))
            self.slides[item.nodeid] = [slug for mark in marks for slug in mark.args]
        if config.getoption("collectonly"):
            for test, slides in self.slides.items():
                self.write(test=test, slides=slides)

    def pytest_runtest_logreport(self, report):
        if report.when == "call" or not report.passed:
            self.write(
                test=report.nodeid,
                slides=self.slides.get(report.nodeid, []),
                outcome=report.outcome,
                text=report.longreprtext,
            )

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(test=report.nodeid, slides=[], outcome="failed", text=report.longreprtext)
