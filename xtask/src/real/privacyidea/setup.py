"""Makes the seed of a privacyIDEA server in the folder that is given.

The realm `people` is made through the server's own API. The realms `people-1` to `people-600` are
copies of it, each with a resolver and tokens of its own, so that as many tests have a fresh state each, on one server
that is never restarted.
"""

import os
import secrets
import sqlite3
import sys

from privacyidea.cli.pimanage import cli

import copies
import disk  # noqa: F401
import people
import settings
import tokens
from api import Api

FOLDER = os.path.abspath(sys.argv[1])
COPIES = 600

CONFIGURATION = """
import logging, os
HERE = os.path.dirname(os.path.abspath(__file__))
SQLALCHEMY_DATABASE_URI = "sqlite:///" + os.path.join(HERE, "server.sqlite")
SECRET_KEY = "{secret}"
PI_PEPPER = "{pepper}"
PI_ENCFILE = os.path.join(HERE, "enckey")
PI_AUDIT_KEY_PRIVATE = os.path.join(HERE, "audit-private.pem")
PI_AUDIT_KEY_PUBLIC = os.path.join(HERE, "audit-public.pem")
PI_UUID_FILE = os.path.join(HERE, "uuid")
PI_LOGFILE = os.path.join(HERE, "server.log")
PI_LOGLEVEL = logging.ERROR
PI_SCRIPT_SMSPROVIDER_DIRECTORY = HERE
SUPERUSER_REALM = ["super"]
# Nobody looks at signatures here, and passwords of test accounts need not be expensive to try.
PI_NO_RESPONSE_SIGN = True
PI_AUDIT_NO_SIGN = True
PI_HASH_ALGO_PARAMS = {{"argon2__rounds": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}}
"""

# The server gives the number as the first argument and the text on standard input.
MESSENGER = """#!/bin/sh
text=$(cat)
printf '%s\\t%s\\n' "$1" "$text" >>"$(dirname "$0")/messages"
"""


def write(name, text, mode=0o600):
    path = os.path.join(FOLDER, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


def manage(*words):
    """Runs the server's own administration tool."""
    try:
        cli.main(words, standalone_mode=False)
    except Exception as error:
        sys.exit(f"setting the server up: {' '.join(words)}: {error}")


def fill(api):
    people.make(api, FOLDER)
    settings.messages(api)
    settings.questions(api)
    settings.sign_in(api)
    tokens.all_active(api)
    tokens.phone_app(api, FOLDER)
    tokens.other_states(api)
    settings.proof(api)
    tokens.pending(api)
    settings.brief(api, FOLDER)
    settings.rights(api)


def main():
    os.makedirs(FOLDER, exist_ok=True)
    write("pi.cfg", CONFIGURATION.format(secret=secrets.token_hex(32), pepper=secrets.token_hex(16)))
    write("send.sh", MESSENGER, mode=0o700)
    os.environ["PRIVACYIDEA_CONFIGFILE"] = os.path.join(FOLDER, "pi.cfg")
    for words in (
        ("setup", "create_enckey"),
        ("setup", "create_audit_keys"),
        ("setup", "create_tables"),
    ):
        manage(*words)
    for name in ("admin", "root", "helpdesk"):
        manage("admin", "add", name, "-e", f"{name}@example.com", "-p", f"{name}-pw")
    fill(Api(FOLDER))
    with sqlite3.connect(os.path.join(FOLDER, "server.sqlite")) as database:
        for number in range(1, COPIES + 1):
            copies.make(database, number)
    # What making the tokens sent is nobody's business.
    os.remove(os.path.join(FOLDER, "messages"))


main()
