"""The Okta SDK for Python, version 2, operation by operation."""

import asyncio

from okta.client import Client
from okta.resource_clients.user_client import UserClient
from okta.resource_clients.user_factor_client import UserFactorClient

from harness import READY, call, code, control
from report import complete

# Neither a person nor a factor, though the SDK has them among those.
OTHERS = {
    r".*(role|target).*": "what administrators may do",
    r".*(grant|token)s?(_for_user_and_client)?|list_user_clients": "what applications may do in a user's name",
    r".*linked_objects?_.*": "relations between people",
    r".*subscription.*": "which mails administrators get",
    r"list_app_links|list_user_identity_providers": "applications, and other providers",
}
URL = READY["okta"]["url"]
ADA = "ada@example.com"


async def people(client):
    await call(client, "list_users", {"limit": 5}, wanted=lambda users: len(users) == 5)
    ada = await call(client, "get_user", ADA, wanted=lambda user: user.profile.login == ADA)
    await call(client, "list_user_groups", ada.id, wanted=len)
    await call(client, "list_assigned_roles_for_user", ada.id, wanted=lambda roles: roles == [])
    body = {"profile": {"firstName": "New", "lastName": "Person", "email": "new@example.com", "login": "new@example.com"}}
    new = await call(client, "create_user", body, {"activate": "false"}, wanted=lambda user: user.status == "STAGED")
    await call(client, "activate_user", new.id, {"sendEmail": "false"})
    await call(client, "partial_update_user", new.id, {"profile": {"department": "Sales"}}, wanted=lambda user: user.profile.department == "Sales")
    body["profile"]["lastName"] = "Name"
    await call(client, "update_user", new.id, body, wanted=lambda user: user.profile.lastName == "Name")
    await call(client, "suspend_user", new.id)
    await call(client, "unsuspend_user", new.id)
    await call(client, "expire_password", new.id, wanted=lambda user: user.status == "PASSWORD_EXPIRED")
    await call(client, "expire_password_and_get_temporary_password", new.id)
    await call(client, "reset_password", new.id, {"sendEmail": "false"})
    await passwords(client, new.id)
    await call(client, "clear_user_sessions", new.id)
    await call(client, "deactivate_user", new.id)
    await call(client, "reactivate_user", (await create_staged(client)).id, {"sendEmail": "false"})
    await call(client, "deactivate_or_delete_user", new.id)
    ivan, _, _ = await client.get_user("ivan@example.com")
    await call(client, "unlock_user", ivan.id)
    return ada.id


async def passwords(client, user):
    password, answer = {"value": "kT7-qm2-Zp9"}, {"question": "What is your favourite bird?", "answer": "robin"}
    await call(client, "change_password", user, {"oldPassword": password, "newPassword": {"value": "Zp9-qm2-kT7"}})
    await call(client, "change_recovery_question", user, {"password": password, "recovery_question": answer})
    await call(client, "forgot_password_generate_one_time_token", user, {"sendEmail": "false"})
    await call(client, "forgot_password_set_new_password", user, {"password": password, "recovery_question": answer})


async def create_staged(client):
    profile = {"firstName": "Second", "lastName": "Person", "email": "second@example.com", "login": "second@example.com"}
    user, _, _ = await client.create_user({"profile": profile}, {"activate": "true"})
    return user


async def factors(client, user):
    listed = await call(client, "list_factors", user, wanted=lambda factors: len(factors) == 5)
    await call(client, "list_supported_factors", user, wanted=len)
    await call(client, "list_supported_security_questions", user, wanted=lambda questions: len(questions) == 20)
    carol, _, _ = await client.get_user("carol@example.com")
    body = {"factorType": "sms", "provider": "OKTA", "profile": {"phoneNumber": "+15555550199"}}
    sms = await call(client, "enroll_factor", carol.id, body, wanted=lambda factor: factor.status == "PENDING_ACTIVATION")
    sent = {"passCode": code(URL, "carol@example.com")}
    await call(client, "activate_factor", carol.id, sms.id, sent, wanted=lambda factor: factor.status == "ACTIVE")
    await call(client, "get_factor", carol.id, sms.id, wanted=lambda factor: factor.id == sms.id)
    control(URL, "/_sandbox/clock", {"advance": "60s"})
    await call(client, "verify_factor", carol.id, sms.id, {}, wanted=lambda result: result.factor_result == "CHALLENGE")
    push = next(factor for factor in listed if factor.factor_type == "push")
    asked = await call(client, "verify_factor", user, push.id, {}, wanted=lambda result: result.factor_result == "WAITING")
    transaction = asked.links["poll"]["href"].rsplit("/", 1)[1]
    await call(client, "get_factor_transaction_status", user, push.id, transaction, wanted=lambda result: result.factor_result == "WAITING")
    await call(client, "delete_factor", carol.id, sms.id)
    await call(client, "reset_factors", user)


async def main():
    settings = {"orgUrl": URL, "token": READY["okta"]["token"]}
    async with Client(settings) as client:
        await factors(client, await people(client))


asyncio.run(main())
complete(UserClient, UserFactorClient, but=OTHERS)
