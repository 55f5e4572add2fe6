"""Copies of the domain `people`: the same people, who hold credentials of their own."""

import uuid


def rows(database, table, where, *values):
    """The rows of a table, each as names and values."""
    names = [column[1] for column in database.execute(f'PRAGMA table_info("{table}")')]
    found = database.execute(f'SELECT * FROM "{table}" WHERE {where}', values).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def copy(database, table, row, **changed):
    """Writes the row again, with an id of its own unless it is told another. Tells that id."""
    new = {**row, **changed}
    if "id" in row and "id" not in changed:
        new["id"] = uuid.uuid4().hex
    named, places = ", ".join(f'"{name}"' for name in new), ", ".join("?" for _ in new)
    made = database.execute(f'INSERT INTO "{table}" ({named}) VALUES ({places})', list(new.values()))
    return new.get("id") or made.lastrowid


def make(database, number):
    """Makes the domain `people-NUMBER`."""
    (domain,) = rows(database, "project", "name = 'people' AND is_domain")
    made = copy(database, "project", domain, name=f"people-{number}")
    for user in rows(database, "user", "domain_id = ?", domain["id"]):
        person(database, user, copy(database, "user", user, domain_id=made), made)


def person(database, user, made, domain):
    """What belongs to somebody."""
    for local in rows(database, "local_user", "user_id = ?", user["id"]):
        own = copy(database, "local_user", local, id=None, user_id=made, domain_id=domain)
        for password in rows(database, "password", "local_user_id = ?", local["id"]):
            copy(database, "password", password, id=None, local_user_id=own)
    for table in ("user_option", "credential"):
        for row in rows(database, table, "user_id = ?", user["id"]):
            copy(database, table, row, user_id=made)
    for assignment in rows(database, "assignment", "actor_id = ?", user["id"]):
        copy(database, "assignment", assignment, actor_id=made, target_id=domain)
