"""Asks the sandbox through a proxy that holds every answer against Okta's own API document."""

import json
import re
import sys
import urllib.error
import urllib.request

from harness import READY, code, control, say

PROXY = sys.argv[2]
URL = READY["okta"]["url"]

# Where the document does not describe what Okta sends (docs/providers/okta.md): at which places of which operation's
# answer, and why.
KNOWN = {
    "listFactors": (r"body\.\d+\b", "the list of types in the document lacks FastPass"),
    "listSupportedFactors": (r"body\.\d+\._embedded", "a list of phones that the document takes for an object"),
    "enrollFactor sms": (r"body(\.(_links|factorType|provider|profile)|$)", "the link to resend is a list on the wire"),
    "verifyFactor sms": (r"body\.profile", "the document knows no flat values in a profile"),
    "verifyFactor push": (r"body\.profile", "the document knows no flat values in a profile"),
    "listAuthenticatorEnrollments": (r"body$", "one object in the document, a list on the wire"),
    "listLogEvents": (r"body\.\d+\.", "the document knows no nulls in an event"),
    "listAuthenticators": (r"body\.\d+\.key", "the document lacks the key of custom one-time passwords"),
}


def ask(operation, method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"authorization": "SSWS " + READY["okta"]["token"], "content-type": "application/json", "user-agent": "stranger"}
    request = urllib.request.Request(PROXY + "/api/v1" + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            return judge(operation, answer)
    except urllib.error.HTTPError as error:
        return judge(operation, error)


def judge(operation, answer):
    found = places(answer.headers.get("sl-violations") or "")
    allowed, why = KNOWN.get(operation, (r"(?!)", ""))
    unknown = sorted(place for place in found if not re.search(allowed, place))
    if unknown:
        say(operation, "failed", ", ".join(unknown[:5]))
    elif found:
        say(operation, "raw", why)
    else:
        say(operation, "passed")
    text = answer.read()
    return json.loads(text) if text else None


def places(violations):
    """The places that the header names; its text may break off where there are many."""
    locations = re.findall(r'"location":\[([^\]]*)\]', violations)
    return {location.replace('"', "").replace(",", ".") for location in locations}


def main():
    ask("listUsers", "GET", "/users?limit=2")
    ask("listUsers by search", "GET", "/users?search=profile.login%20eq%20%22ada@example.com%22")
    ada = ask("getUser", "GET", "/users/ada@example.com")["id"]
    carol = ask("getUser of nobody's factors", "GET", "/users/carol@example.com")["id"]
    ask("listUserGroups", "GET", f"/users/{ada}/groups")
    ask("listGroups", "GET", "/groups?limit=2")
    factors = ask("listFactors", "GET", f"/users/{ada}/factors")
    for factor in factors:
        ask(f"getFactor {factor['factorType']} {factor['provider']}", "GET", f"/users/{ada}/factors/{factor['id']}")
    ask("listSupportedFactors", "GET", f"/users/{ada}/factors/catalog")
    ask("listSupportedSecurityQuestions", "GET", f"/users/{ada}/factors/questions")
    ask("getFactor that is not there", "GET", f"/users/{ada}/factors/opf00000000000000000")
    question = {"factorType": "question", "provider": "OKTA", "profile": {"question": "disliked_food", "answer": "sprouts"}}
    ask("enrollFactor question", "POST", f"/users/{carol}/factors", question)
    phone(carol)
    ask("enrollFactor totp", "POST", f"/users/{carol}/factors", {"factorType": "token:software:totp", "provider": "GOOGLE"})
    push = next(factor["id"] for factor in factors if factor["factorType"] == "push")
    asked = ask("verifyFactor push", "POST", f"/users/{ada}/factors/{push}/verify", {})
    transaction = asked["_links"]["poll"]["href"].rsplit("/", 1)[1]
    ask("getFactorTransactionStatus", "GET", f"/users/{ada}/factors/{push}/transactions/{transaction}")
    ask("listAuthenticatorEnrollments", "GET", f"/users/{ada}/authenticator-enrollments")
    ask("listAuthenticators", "GET", "/authenticators")
    ask("resetFactors", "POST", f"/users/{ada}/lifecycle/reset_factors")
    ask("listLogEvents", "GET", "/logs?limit=5")


def phone(user):
    body = {"factorType": "sms", "provider": "OKTA", "profile": {"phoneNumber": "+15555550177"}}
    sms = ask("enrollFactor sms", "POST", f"/users/{user}/factors", body)["id"]
    proof = {"passCode": code(URL, "carol@example.com")}
    ask("activateFactor sms", "POST", f"/users/{user}/factors/{sms}/lifecycle/activate", proof)
    control(URL, "/_sandbox/clock", {"advance": "60s"})
    ask("verifyFactor sms", "POST", f"/users/{user}/factors/{sms}/verify", {})
    ask("unenrollFactor sms", "DELETE", f"/users/{user}/factors/{sms}")


main()
