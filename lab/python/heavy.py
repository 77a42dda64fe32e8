"""A service with 80 MB of its own: a model in Python's objects, which every worker has to have.

/touch looks at every one of them. Each look counts a reference, and that is written into the
object.
"""

MODEL = {n: f"feature {n} of a model that stands in memory" for n in range(600_000)}


def app(environ, start_response):
    size = len(MODEL)
    if environ["PATH_INFO"] == "/touch":
        size = sum(len(value) for value in MODEL.values())
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(size).encode()]
