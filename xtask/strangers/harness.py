"""Calls operations and writes what came of each, one JSON object a line."""

import json
import os
import sys
import urllib.error
import urllib.request

from report import say

READY = json.loads(sys.argv[1])

# Both versions of the Okta SDK insist on https, and read from here that a test may do without.
os.environ["OKTA_TESTING_TESTINGDISABLEHTTPSCHECK"] = "true"


def control(url, path, body=None):
    """One of the sandbox's own paths."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data=data, headers={"content-type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def ask(method, url, path, headers, body=None):
    """A request without any SDK: status and body."""
    data = None if body is None else json.dumps(body).encode()
    headers = {**headers, "content-type": "application/json"}
    request = urllib.request.Request(url + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return answer.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def raw(operation, why, status, answer, wanted):
    """Notes a raw exchange in the place of an operation that is broken in the SDK."""
    if wanted:
        say(operation, "raw", why)
    else:
        say(operation, "failed", f"raw exchange: {status} {answer!r:.300}")


def code(url, user):
    """The code that was sent last to this user."""
    sent = [message for message in control(url, "/_sandbox/outbox")["messages"] if message["user"] == user]
    return sent[-1]["code"]


async def call(client, name, *arguments, wanted=lambda value: True, **named):
    """Calls one operation of an Okta SDK, which answers with a tuple whose last part is its error."""
    try:
        answer = await getattr(client, name)(*arguments, **named)
    except Exception as error:
        say(name, "failed", f"{type(error).__name__}: {error}")
        return None
    error, value = answer[-1], answer[0] if len(answer) == 3 else None
    if error:
        say(name, "failed", str(error))
        return None
    check(name, wanted(value), value)
    return value


def check(operation, wanted, found):
    """Notes whether an answer holds what it must hold."""
    if wanted:
        say(operation, "passed")
    else:
        say(operation, "failed", f"unexpected answer: {found!r:.300}")
