"""Serves a Keystone: `serve.py SEED FOLDER PORT`. The folder becomes a copy of the seed."""

import os
import sys
import threading

import hosting
from api import Api

SEED, FOLDER, PORT = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])


def settle():
    """What was written down of the seed's own place becomes this one."""
    with open(os.path.join(FOLDER, "template.conf"), encoding="utf-8") as template:
        configuration = template.read().format(folder=FOLDER)
    with open(os.path.join(FOLDER, "keystone.conf"), "w", encoding="utf-8") as file:
        file.write(configuration)


def in_turn(program):
    """One request after the other: the program is made for processes that have one thread each."""
    turn = threading.Lock()

    def answer(environ, start):
        with turn:
            body = program(environ, start)
            try:
                return list(body)
            finally:
                if hasattr(body, "close"):
                    body.close()

    return answer


hosting.furnish(SEED, FOLDER)
settle()
api = Api(FOLDER)
# Its rules are read with the first request that needs them.
api.get("/v3/users?limit=1")
hosting.serve(in_turn(api.program), FOLDER, PORT)
