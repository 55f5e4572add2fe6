"""Makes the seed of a Keystone server in the folder that is given: `setup.py SEED`.

The domain `people` is made through the server's own API. The domains `people-1` to `people-600` are copies of it, so
that as many tests have a fresh state each, on one server that is never restarted.
"""

import os
import sqlite3
import subprocess
import sys

import copies
import people
from api import Api

FOLDER = os.path.abspath(sys.argv[1])
COPIES = 600

# Paths are filled in by whoever serves a copy, since the seed moves. Passwords of test accounts need not be expensive to
# try.
CONFIGURATION = """
[DEFAULT]
log_file = {folder}/server.log
[database]
connection = sqlite:///{folder}/server.sqlite
[fernet_tokens]
key_repository = {folder}/fernet
[credential]
key_repository = {folder}/credential
[auth]
methods = password,token,totp
[cache]
backend = dogpile.cache.memory
[identity]
password_hash_rounds = 4
"""


def configure():
    """The configuration for this folder, and the template for others."""
    for name in ("fernet", "credential"):
        os.makedirs(os.path.join(FOLDER, name), mode=0o700)
    for name, text in (("template.conf", CONFIGURATION), ("keystone.conf", CONFIGURATION.format(folder=FOLDER))):
        with open(os.path.join(FOLDER, name), "w", encoding="utf-8") as file:
            file.write(text)


def manage(*words):
    """Runs the server's own administration tool."""
    tool = os.path.join(os.path.dirname(sys.executable), "keystone-manage")
    configuration = os.path.join(FOLDER, "keystone.conf")
    done = subprocess.run([tool, "--config-file", configuration, *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"setting the server up: {' '.join(words)}: {done.stderr}")


def main():
    configure()
    owner = ("--keystone-user", str(os.getuid()), "--keystone-group", str(os.getgid()))
    manage("db_sync")
    manage("fernet_setup", *owner)
    manage("credential_setup", *owner)
    manage("bootstrap", "--bootstrap-password", "admin-pw", "--bootstrap-public-url", "http://127.0.0.1/v3/")
    people.make(Api(FOLDER))
    with sqlite3.connect(os.path.join(FOLDER, "server.sqlite")) as database:
        for number in range(1, COPIES + 1):
            copies.make(database, number)


main()
