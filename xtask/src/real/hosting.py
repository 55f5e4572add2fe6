"""Serves a program on this machine for as long as somebody uses it.

Whoever uses it holds a shared lock on the file `users` of the folder. Locks end with their processes, however those
end, so the server is never left behind. Its address is written to the file `url` once it listens.

Beside the program's own paths there are others for tests: `/-/next` counts, so that everybody can have a state of their
own, and `/-/NAME` tells what is in that file of the folder.
"""

import fcntl
import itertools
import os
import shutil
import threading
import time

from waitress.server import create_server

PAUSE = 0.5
# So many looks in a row must find nobody: tests that follow each other share a server.
LOOKS = 4


def furnish(seed, folder):
    """Makes the folder a copy of the seed, beside what is in it already."""
    shutil.copytree(seed, folder, dirs_exist_ok=True)


def serve(program, folder, port):
    """Serves until nobody is left. A port of 0 is any free one."""
    server = create_server(beside(program, folder), host="127.0.0.1", port=port, threads=8, ident=None)
    write(folder, "url", f"http://127.0.0.1:{server.effective_port}")
    threading.Thread(target=leave_when_alone, args=(folder,), daemon=True).start()
    try:
        server.run()
    finally:
        clear(folder)


def clear(folder):
    """Leaves nothing but what others may wait for. First goes the address, so that nobody comes any more."""
    for name in sorted(os.listdir(folder), key=lambda name: name != "url"):
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            shutil.rmtree(path)
        elif name != "users":
            os.remove(path)


def write(folder, name, text):
    """Writes a file that is there at once or not at all."""
    with open(os.path.join(folder, f"{name}.new"), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(os.path.join(folder, f"{name}.new"), os.path.join(folder, name))


def beside(program, folder):
    """The program, with the paths for tests before it."""
    numbers = itertools.count(1)

    def answer(environ, start):
        before, _, name = environ["PATH_INFO"].rpartition("/")
        if before != "/-":
            return program(environ, start)
        text = str(next(numbers)) if name == "next" else read(os.path.join(folder, name))
        start("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
        return [text.encode()]

    return answer


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return ""


def leave_when_alone(folder):
    """Ends the process when nobody uses it. The lock is kept to the very end: who comes now finds no server."""
    with open(os.path.join(folder, "users"), "a", encoding="utf-8") as users:
        looks = 0
        while looks < LOOKS:
            time.sleep(PAUSE)
            looks = looks + 1 if is_free(users, looks + 1 == LOOKS) else 0
        clear(folder)
        os._exit(0)


def is_free(users, keep):
    """Whether nobody holds the lock, which is kept on demand."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if not keep:
        fcntl.flock(users, fcntl.LOCK_UN)
    return True
