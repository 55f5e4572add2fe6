"""Serves a privacyIDEA: `serve.py SEED FOLDER PORT`. The folder becomes a copy of the seed."""

import os
import sqlite3
import sys

from privacyidea.app import create_app

import disk  # noqa: F401
import hosting
import post

SEED, FOLDER, PORT = sys.argv[1], os.path.abspath(sys.argv[2]), int(sys.argv[3])


def settle(mail_port):
    """What was written down of the seed's own place becomes this one."""
    with sqlite3.connect(os.path.join(FOLDER, "server.sqlite")) as database:
        for name in ("people", "operators"):
            path = os.path.join(FOLDER, f"{name}.sqlite")
            change = "UPDATE resolverconfig SET \"Value\" = ? WHERE \"Key\" = 'Database' AND \"Value\" LIKE ?"
            database.execute(change, (path, f"%/{name}.sqlite"))
        database.execute("UPDATE smtpserver SET port = ?", (mail_port,))


hosting.furnish(SEED, FOLDER)
settle(post.listen(os.path.join(FOLDER, "messages")))
app = create_app(config_name="production", config_file=os.path.join(FOLDER, "pi.cfg"), silent=True)
hosting.serve(app, FOLDER, PORT)
