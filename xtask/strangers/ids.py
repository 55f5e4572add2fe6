"""Tells schemathesis what to put into paths so that they lead somewhere: WHICH of the tenants; its configuration as text.

Whatever deletes or locks somebody is sent to somebody else, so that the others find who they look for.
"""

import sys

from harness import READY, ask

DOOMED = ("DELETE /api/v1/users/{id}", "POST /api/v1/users/{id}/lifecycle/deactivate", "POST /api/v1/users/{id}/lifecycle/suspend")
DOOMED_V1 = ("DELETE /api/1/users/{user_id}", "DELETE /api/2/users/{user_id}", "PUT /api/1/users/{user_id}", "PUT /api/2/users/{user_id}")


def okta():
    url, headers = READY["okta"]["url"], {"authorization": "SSWS " + READY["okta"]["token"]}
    get = lambda path: ask("GET", url, "/api/v1" + path, headers)[1]
    user, other = get("/users/oscar@example.com")["id"], get("/users/person0001@example.com")["id"]
    push = next(one["id"] for one in get(f"/users/{user}/factors") if one["factorType"] == "push")
    asked = ask("POST", url, f"/api/v1/users/{user}/factors/{push}/verify", headers, {})[1]
    known = {
        "id": user,
        "userId": user,
        "factorId": push,
        "transactionId": asked["_links"]["poll"]["href"].rsplit("/", 1)[1],
        "enrollmentId": get(f"/users/{user}/authenticator-enrollments")[0]["id"],
        "groupId": get("/groups")[0]["id"],
    }
    return known, {name: {"id": other} for name in DOOMED}


def onelogin():
    url, access = READY["onelogin"]["url"], READY["onelogin"]
    pair = {"client_id": access["client_id"], "client_secret": access["client_secret"]}
    token = ask("POST", url, "/auth/oauth2/v2/token", {}, {"grant_type": "client_credentials", **pair})[1]["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    send = lambda verb, path, body=None: ask(verb, url, path, headers, body)[1]
    one = lambda login: send("GET", f"/api/1/users?username={login}")["data"][0]["id"]
    user, other = one("ada@example.com"), one("person0001@example.com")
    device = send("GET", f"/api/2/mfa/users/{user}/devices")[0]["device_id"]
    offered = next(one["factor_id"] for one in send("GET", f"/api/2/mfa/users/{user}/factors") if one["auth_factor_name"] == "SMS")
    enrolling = {"factor_id": offered, "display_name": "New", "expires_in": "900"}
    known = {
        "user_id": user,
        "device_id": device,
        "registration_id": send("POST", f"/api/2/mfa/users/{user}/registrations", enrolling)["id"],
        "verification_id": send("POST", f"/api/2/mfa/users/{user}/verifications", {"device_id": device})["id"],
        "role_id": send("GET", "/api/1/roles")["data"][0]["id"],
        "group_id": send("GET", "/api/1/groups")["data"][0]["id"],
        "event_id": send("GET", "/api/1/events")["data"][0]["id"],
    }
    print(f'headers = {{ Authorization = "Bearer {token}" }}')
    return known, {name: {"user_id": other} for name in DOOMED_V1}


def table(values):
    return "{ " + ", ".join(f'"path.{name}" = "{value}"' for name, value in values.items()) + " }"


def main(which):
    known, others = {"okta": okta, "onelogin": onelogin}[which]()
    if which == "okta":
        print(f'headers = {{ Authorization = "SSWS {READY["okta"]["token"]}" }}')
    print(f"parameters = {table(known)}")
    for name, values in others.items():
        print(f'\n[[operations]]\ninclude-name = "{name}"\nparameters = {table(values)}')


main(sys.argv[2])
