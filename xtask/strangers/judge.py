"""Hands the requests that our backends sent to mocks that are made from the vendors' own documents: FILE OKTA ONELOGIN.

One line for each operation, path and kind of factor, and each of the requests behind it is judged.
"""

import collections
import json
import re
import sys
import urllib.error
import urllib.request

from report import say

# What the documents cannot judge: which requests, and why.
NOT_JUDGED = [
    ("okta", r"DELETE .*/transactions/", "the path is linked in answers and not in the document"),
    ("okta", r"POST .*/lifecycle/activate/poll", "the path is linked in answers and not in the document"),
    ("okta", r"DELETE /api/v1/users/[^/]+/sessions", "this cut of the document leaves sessions out"),
    ("okta", r"GET /api/v1/users/[^/]+/roles", "this cut of the document leaves roles out"),
    ("onelogin", r"PUT /api/1/users/[^/]+/logout", "the document leaves it out, and the vendor's pages have it"),
    ("onelogin", r"POST /api/2/users/[^/]+/unlock", "the document leaves it out, and the vendor's pages have it"),
    ("onelogin", r"POST /api/2/mfa/users/[^/]+/verifications/", "the document asks for a verification first; the vendor's pages and clients take a code without one"),
    ("onelogin", r"GET /api/1/roles", "the document has the roles of version 2 alone"),
]

# After these a path names a thing, or one of the words that stand beside things.
NAMED = r"(users|factors|groups|roles|transactions|otp_devices|devices|registrations|verifications|authenticator-enrollments)"
WORDS = r"catalog|questions|phone|tac"
# Left out: what a caller's library adds, and the recorder's own host.
OWN = ("host", "connection", "content-length", "accept-encoding")
# What differs between two runs of the same call.
SECRET = ("authorization", *OWN)


def shape(request):
    """The request as a person would name it."""
    path = re.sub(rf"/{NAMED}/(?!(?:{WORDS})(?:/|$))[^/?]+", r"/\1/…", request["target"].split("?")[0])
    keys = sorted(set(re.findall(r"[?&]([^=&]+)=", request["target"])))
    return f"{request['method']} {path}" + (f"?{'&'.join(keys)}" if keys else "") + contents(request)


def contents(request):
    """What an enrollment enrolls, and else which fields a body has."""
    try:
        body = json.loads(request["body"] or "{}")
    except ValueError:
        return " a form"
    if "factorType" in body:
        return f" {body['factorType']} {body['provider']}"
    return f" {','.join(sorted(body))}" if body else ""


def reason(api, request):
    line = f"{request['method']} {request['target']}"
    return next((why for vendor, path, why in NOT_JUDGED if api.startswith(vendor) and re.match(path, line)), None)


def objection(url, request):
    """What the mock has against the request, if anything."""
    headers = {name: value for name, value in request["headers"].items() if name not in OWN}
    body = request["body"].encode() or None
    asked = urllib.request.Request(url + request["target"], data=body, headers=headers, method=request["method"])
    try:
        with urllib.request.urlopen(asked):
            return None
    except urllib.error.HTTPError as error:
        return f"{error.code} {error.read().decode()[:400]}"


def alike(request):
    headers = {name: value for name, value in request["headers"].items() if name not in SECRET}
    return json.dumps({**request, "headers": headers})


def main(file, okta, onelogin):
    groups = collections.defaultdict(dict)
    with open(file, encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            request, api = line["request"], line["api"]
            operation = "credential" if request["target"].startswith("/auth/") else line["operation"]
            groups[api, operation, shape(request)][alike(request)] = request
    for (api, operation, name), requests in groups.items():
        whole = f"{api}: {operation}: {name}"
        why = reason(api, next(iter(requests.values())))
        if why:
            say(whole, "not-judged", why)
            continue
        url = okta if api.startswith("okta") else onelogin
        found = next(filter(None, (objection(url, request) for request in requests.values())), None)
        say(whole, "failed" if found else "passed", found or "")


main(*sys.argv[1:])
