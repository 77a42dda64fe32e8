"""What `sanic --workers 2 sanic_predict:app` does, on a socket that the test has bound.

Sanic's command line takes a port and no socket.
"""

import sys
from socket import socket

from sanic import Sanic

from sanic_predict import app

# sooner there than with spawn, and as many
Sanic.start_method = "fork"

if __name__ == "__main__":
    app.run(sock=socket(fileno=int(sys.argv[1])), workers=2, motd=False)
