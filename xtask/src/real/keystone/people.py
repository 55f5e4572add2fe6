"""Who there is."""

# The one that RFC 6238 uses in its examples, in base32.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

ASKED = {"multi_factor_auth_enabled": True, "multi_factor_auth_rules": [["password", "totp"]]}
LET_OFF = {"multi_factor_auth_enabled": False, "multi_factor_auth_rules": [["password", "totp"]]}
PASSWORD_ONLY = {"multi_factor_auth_rules": [["password"]]}

# Login, how many credentials for codes, what the server asks of them.
PEOPLE = (
    ("ada", 2, ASKED),
    ("bob", 1, ASKED),
    ("carol", 0, {}),
    ("dan", 1, {}),
    ("erin", 1, LET_OFF),
    ("fay", 1, PASSWORD_ONLY),
    ("ines@example.com", 1, ASKED),
    ("kai", 1, ASKED),
    ("kim", 1, ASKED),
    ("o'hara/lab+?#%x", 2, ASKED),
    ("100%_sure\\", 1, ASKED),
    ("uma", 0, ASKED),
)

# The address that two of them have.
SHARED = {"kai": "frontdesk@example.com", "kim": "frontdesk@example.com"}


def mail(number, login):
    return SHARED.get(login, f"person{number}@example.com")


def make(api):
    """The domain `people`, of which `operator` is the administrator."""
    domain = api.post("/v3/domains", "domain", name="people")["id"]
    operator = api.post("/v3/users", "user", name="operator", domain_id=domain, password="operator-pw")["id"]
    role = api.get("/v3/roles?name=admin")["roles"][0]["id"]
    api.put(f"/v3/domains/{domain}/users/{operator}/roles/{role}")
    for number, (login, credentials, options) in enumerate(PEOPLE):
        fields = {"name": login, "domain_id": domain, "email": mail(number, login), "options": options}
        user = api.post("/v3/users", "user", **fields)["id"]
        for _ in range(credentials):
            api.post("/v3/credentials", "credential", type="totp", blob=SECRET, user_id=user)
    other(api)


def other(api):
    """Bob has something that is no factor, and another domain has a namesake of his."""
    bob = api.get("/v3/users?name=bob")["users"][0]["id"]
    api.post("/v3/credentials", "credential", type="cert", blob="a certificate", user_id=bob)
    namesake = api.post("/v3/users", "user", name="bob", domain_id="default")["id"]
    api.post("/v3/credentials", "credential", type="totp", blob=SECRET, user_id=namesake)
