"""What the server sends and asks, and who may do what."""

import os
import sqlite3

import people

QUESTIONS = {"meal": "What did you eat first?", "toy": "What was your first toy called?"}


def messages(api):
    """What the server sends goes to the file `messages`, and tells which token it is of."""
    module = "privacyidea.lib.smsprovider.ScriptSMSProvider.ScriptSMSProvider"
    api.post("/smsgateway", name="desk", module=module, **{"option.script": "send.sh", "option.background": "wait"})
    api.post("/smtpserver/desk", server="127.0.0.1", port=25, sender="mfa@example.com", tls=False, timeout=5)
    api.post("/system/setConfig", **{"sms.identifier": "desk", "email.identifier": "desk"})
    texts = "smstext=<serial> <otp>, emailtext=<serial> <otp>, emailsubject=code"
    api.post("/policy/messages", scope="authentication", action=texts)


def questions(api):
    asked = {f"question.question.{key}": text for key, text in QUESTIONS.items()}
    api.post("/system/setConfig", **asked, **{"question.num_answers": len(QUESTIONS)})


def sign_in(api):
    """A code is all that a token wants, and phones come and ask instead of being called."""
    actions = "challenge_response=sms email, otppin=none, push_allow_polling=allow"
    api.post("/policy/sign-in", scope="authentication", action=actions)
    url = "https://mfa.example.com/ttype/push"
    push = f"push_firebase_configuration=poll only, push_registration_url={url}, push_ttl=10"
    keys = "webauthn_relying_party_id=mfa.example.com, webauthn_relying_party_name=Example"
    api.post("/policy/enrollment", scope="enrollment", action=f"{push}, {keys}")


def proof(api):
    """From now on a new token must prove itself."""
    api.post("/policy/proof", scope="enrollment", action="verify_enrollment=totp hotp sms email")


def brief(api, folder):
    """Administrators who are people: the sign-in of one of them has ended as soon as it is given."""
    with sqlite3.connect(os.path.join(folder, "operators.sqlite")) as database:
        database.execute(people.TABLE)
    people.resolver(api, folder, "operators", "operators.sqlite", Editable="1", Password_Hash_Type="SSHA256")
    api.post("/realm/super", resolvers="operators")
    api.post("/user/", resolver="operators", user="late", password="late-pw", email="late@example.com")
    api.post("/policy/brief", scope="webui", action="jwt_validity=0", realm="super")


def rights(api):
    """Comes last: the first such policy locks out whom it does not name.

    `admin` may do everything. So may `root`, by `*`, which also has the server throw every given secret away and make
    its own. `helpdesk` may look and set free.
    """
    known = api.get("/policy/defs/admin")["value"]
    known = known.get("admin", known)
    wanted = (name for name, about in known.items() if about["type"] == "bool" and "_force_" not in name)
    api.post("/policy/everything", scope="admin", adminuser="admin", action=", ".join(wanted))
    api.post("/policy/star", scope="admin", adminuser="root", action="*")
    desk = "userlist, tokenlist, enable, disable, reset, auditlog, triggerchallenge"
    api.post("/policy/desk", scope="admin", adminuser="helpdesk", action=desk)
