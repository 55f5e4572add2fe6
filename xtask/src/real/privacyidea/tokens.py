"""What everybody of the realm `people` has."""

import base64
import os

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

import people
from settings import QUESTIONS

# The shared secret of every token here that computes codes: the one that both standards use in their examples.
KEY = b"12345678901234567890".hex()


def serial(login, kind, again=False):
    return f"{kind}-{people.number(login):02d}{'b' if again else ''}".upper()


def made_of(login, kind):
    """What a token of this type needs."""
    match kind:
        case "sms":
            return {"phone": people.phone(login), "otpkey": KEY}
        case "email":
            return {"email": people.mail(login), "otpkey": KEY}
        case "question":
            return {"questions": {text: "soup" for text in QUESTIONS.values()}}
        case "registration" | "tan" | "push":
            return {"genkey": 1}
        case "pw":
            return {"otpkey": "a word that stands in"}
        case "yubikey":
            return {"otpkey": KEY[:32], "otplen": 44}
    return {"otpkey": KEY}


def enroll(api, login, kind, **more):
    fields = {"serial": serial(login, kind), **made_of(login, kind), **more}
    return api.post("/token/init", type=kind, user=login, realm="people", **fields)["detail"]


def all_active(api):
    for login, _, kinds in people.PEOPLE:
        for kind in dict.fromkeys(kinds.split()):
            enroll(api, login, kind)
    enroll(api, "ada", "sms", serial=serial("ada", "sms", again=True), phone=people.phone("ada", 1))


def phone_app(api, folder):
    """Pat has completed a push token. The key of every phone here is in the file `phone` (PKCS #8, base64)."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with open(os.path.join(folder, "phone"), "wb") as file:
        file.write(base64.b64encode(key.private_bytes(*form)))
    form = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    public = base64.b64encode(key.public_key().public_bytes(*form)).decode()
    begun = enroll(api, "pat", "push")
    credential = begun["enrollment_credential"]
    api.post("/ttype/push", serial=begun["serial"], enrollment_credential=credential, fbtoken="", pubkey=public)


def other_states(api):
    """Tokens that are not simply active, and one that is nobody's."""
    for login in ("nick", "oscar"):
        api.post("/token/disable", serial=serial(login, "hotp"))
    for login, kind in (("rita", "sms"), ("oscar", "spass")):
        api.post("/token/revoke", serial=serial(login, kind))
    for _ in range(10):
        api.post("/validate/check", serial=serial("lena", "totp"), **{"pass": "no code"})
    api.post("/token/init", type="hotp", serial="SPARE", otpkey=KEY)


def pending(api):
    """Where new tokens need a proof, one that has none yet."""
    enroll(api, "oscar", "sms")
