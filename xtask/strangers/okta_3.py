"""The Okta SDK for Python, version 3, operation by operation."""

import asyncio

from okta import api as apis, models
from okta.client import Client

from harness import READY, ask, call, code, control, raw
from report import complete

URL = READY["okta"]["url"]
ADA = "ada@example.com"


def profile(login):
    return models.UserProfile(firstName="New", lastName="Person", email=login, login=login)


async def people(client):
    await call(client, "list_users", limit=5, wanted=lambda users: len(users) == 5)
    ada = await call(client, "get_user", ADA, wanted=lambda user: user.profile.login == ADA)
    await call(client, "list_user_blocks", ada.id, wanted=lambda blocks: blocks == [])
    body = models.CreateUserRequest(profile=profile("new@example.com"))
    new = await call(client, "create_user", body, activate=False, wanted=lambda user: user.status == "STAGED")
    await call(client, "activate_user", new.id, send_email=False, wanted=lambda token: token.activation_token)
    change = models.UpdateUserRequest(profile=models.UserProfile(department="Sales"))
    await call(client, "update_user", new.id, change, wanted=lambda user: user.profile.department == "Sales")
    whole = models.UpdateUserRequest(profile=profile("renamed@example.com"))
    await call(client, "replace_user", new.id, whole, wanted=lambda user: user.profile.login == "renamed@example.com")
    await call(client, "suspend_user", new.id)
    await call(client, "unsuspend_user", new.id)
    await call(client, "expire_password", new.id, wanted=lambda user: user.status == "PASSWORD_EXPIRED")
    await call(client, "expire_password_with_temp_password", new.id)
    await call(client, "reset_password", new.id, False, wanted=lambda token: token.reset_password_url)
    await call(client, "forgot_password", new.id, send_email=False, wanted=lambda answer: answer.reset_password_url)
    await passwords(client, new.id)
    await call(client, "revoke_user_sessions", new.id)
    await call(client, "reactivate_user", new.id, send_email=False)
    await call(client, "deactivate_user", new.id)
    await call(client, "delete_user", new.id)
    ivan, _, _ = await client.get_user("ivan@example.com")
    await call(client, "unlock_user", ivan.id)
    return ada.id


async def passwords(client, user):
    password = models.PasswordCredential(value="kT7-qm2-Zp9")
    change = models.ChangePasswordRequest(oldPassword=password, newPassword=models.PasswordCredential(value="Zp9-qm2-kT7"))
    await call(client, "change_password", user, change, wanted=lambda credentials: credentials.provider)
    question = models.RecoveryQuestionCredential(question="What is your favourite bird?", answer="robin")
    credentials = models.UserCredentials(password=password, recovery_question=question)
    await call(client, "change_recovery_question", user, credentials, wanted=lambda credentials: credentials.provider)
    await call(client, "forgot_password_set_new_password", user, credentials, wanted=lambda credentials: credentials.provider)


def api(method, path, body=None):
    return ask(method, URL, "/api/v1" + path, {"authorization": "SSWS " + READY["okta"]["token"]}, body)


async def factors(client, user):
    listed = await call(client, "list_factors", user, wanted=lambda factors: len(factors) == 5)
    await call(client, "list_supported_security_questions", user, wanted=len)
    status, catalog = api("GET", f"/users/{user}/factors/catalog")
    raw("list_supported_factors", "wants an object where the vendor sends the list of phones", status, catalog, len(catalog))
    sms = await phone(client)
    push = next(factor for factor in listed if factor.factor_type == "push")
    await transaction(client, user, push.id)
    carol, _, _ = await client.get_user("carol@example.com")
    await call(client, "unenroll_factor", carol.id, sms)
    await call(client, "reset_factors", user)


async def phone(client):
    carol, _, _ = await client.get_user("carol@example.com")
    body = {"factorType": "sms", "provider": "OKTA", "profile": {"phoneNumber": "+15555550199"}}
    status, sms = api("POST", f"/users/{carol.id}/factors", body)
    array = "wants one resend link where the vendor sends a list (okta-sdk-java #1667)"
    raw("enroll_factor", array, status, sms, status == 200 and sms["status"] == "PENDING_ACTIVATION")
    control(URL, "/_sandbox/clock", {"advance": "60s"})
    again = models.ResendUserFactor(factorType="sms", provider="OKTA")
    await call(client, "resend_enroll_factor", carol.id, sms["id"], again)
    sent = {"passCode": code(URL, "carol@example.com")}
    status, active = api("POST", f"/users/{carol.id}/factors/{sms['id']}/lifecycle/activate", sent)
    raw("activate_factor", "its request has no place for a passCode", status, active, active["status"] == "ACTIVE")
    await call(client, "get_factor", carol.id, sms["id"], wanted=lambda factor: factor.id == sms["id"])
    control(URL, "/_sandbox/clock", {"advance": "60s"})
    status, asked = api("POST", f"/users/{carol.id}/factors/{sms['id']}/verify")
    flat = "wants objects in a profile where the vendor sends flat text (okta-sdk-golang #576)"
    raw("verify_factor", flat, status, asked, asked["factorResult"] == "CHALLENGE")
    return sms["id"]


async def transaction(client, user, push):
    """Asked by hand: the SDK refuses the 201 of a push (okta-sdk-python #539)."""
    status, asked = api("POST", f"/users/{user}/factors/{push}/verify", {})
    name = asked["_links"]["poll"]["href"].rsplit("/", 1)[1]
    await call(client, "get_factor_transaction_status", user, push, name)


async def enrollments(client):
    bob, _, _ = await client.get_user("bob@example.com")
    status, listed = api("GET", f"/users/{bob.id}/authenticator-enrollments")
    raw("list_authenticator_enrollments", "wants one object where the vendor sends a list", status, listed, listed)
    phone = next(one["id"] for one in listed if one["type"] == "phone")
    await call(client, "get_authenticator_enrollment", bob.id, phone, wanted=lambda one: one.id == phone)
    carol, _, _ = await client.get_user("carol@example.com")
    _, authenticators = api("GET", "/authenticators")
    named = {one["key"]: one["id"] for one in authenticators}
    phone = models.AuthenticatorEnrollmentCreateRequest(authenticatorId=named["phone_number"], profile={"phoneNumber": "+15555550123"})
    await call(client, "create_authenticator_enrollment", carol.id, phone)
    tac = models.AuthenticatorEnrollmentCreateRequestTac(authenticatorId=named["tac"], profile={"ttl": "60", "multiUse": False})
    made = await call(client, "create_tac_authenticator_enrollment", bob.id, tac)
    await call(client, "delete_authenticator_enrollment", bob.id, made.id)


def keys():
    path, flat = "/org/factors/yubikey_token/tokens", "wants objects in a profile where the vendor sends flat text"
    seed = {"serialNumber": "7886622", "publicId": "ccccccijgibu", "privateId": "b74be6169486", "aesKey": "1fcc6d8ce39bf1604e0b17f3e0a11067"}
    status, made = api("POST", path, seed)
    raw("upload_yubikey_otp_token_seed", flat, status, made, made["status"] == "UNASSIGNED")
    status, listed = api("GET", path)
    raw("list_yubikey_otp_tokens", flat, status, listed, made["id"] in [key["id"] for key in listed])
    status, found = api("GET", f"{path}/{made['id']}")
    raw("get_yubikey_otp_token_by_id", flat, status, found, found["profile"]["serial"] == "7886622")


async def main():
    settings = {"orgUrl": URL, "token": READY["okta"]["token"]}
    async with Client(settings) as client:
        await factors(client, await people(client))
        await enrollments(client)
    keys()


asyncio.run(main())
complete(
    apis.UserApi,
    apis.UserLifecycleApi,
    apis.UserCredApi,
    apis.UserSessionsApi,
    apis.UserFactorApi,
    apis.UserAuthenticatorEnrollmentsApi,
)
