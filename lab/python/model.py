"""The model server of the listings, which takes as long as it is told.

Run: python -m model 90 9000, in ms, and the port
"""

import sys

import model_server


class Server(model_server.Server):
    # a crowd that comes at once is to find the line in the service, not here
    request_queue_size = 4096


class Model(model_server.Model):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


if __name__ == "__main__":
    wait, port = float(sys.argv[1]), int(sys.argv[2])
    model_server.WAIT = wait / 1000
    with Server(("127.0.0.1", port), Model) as server:
        server.serve_forever()
