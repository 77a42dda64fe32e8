"""gunicorn's settings in these tests."""

import sys

from support import be_patient


def post_worker_init(worker):
    for module in list(sys.modules.values()):
        be_patient(module)
