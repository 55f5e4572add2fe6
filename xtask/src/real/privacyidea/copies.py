"""Copies of the realm `people`: the same people, who hold tokens of their own."""


def copy(database, table, where, values=None, **changed):
    """Copies rows. What is changed is SQL over the values, by name. Tells the new id of each old one."""
    columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")') if row[1] != "id"]
    chosen = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    insert = f'INSERT INTO "{table}" ({named}) SELECT {chosen} FROM "{table}" WHERE id = :old'
    rows = database.execute(f'SELECT id FROM "{table}" WHERE {where}', values or {}).fetchall()
    return {old: database.execute(insert, {**(values or {}), "old": old}).lastrowid for (old,) in rows}


def only(database, table, values, **changed):
    """Copies the row of the name `people`. Tells the old id and the new one."""
    return copy(database, table, "name = 'people'", values, name="name || :end", **changed).popitem()


def make(database, number):
    """Makes the realm `people-NUMBER`. A serial number gets the same ending: `TOTP-01-NUMBER`."""
    values = {"end": f"-{number}"}
    values["people"], values["realm"] = only(database, "realm", values, default="0")
    values["original"], values["resolver"] = only(database, "resolver", values)
    copy(database, "resolverconfig", "resolver_id = :original", values, resolver_id=":resolver")
    copy(database, "resolverrealm", "realm_id = :people", values, resolver_id=":resolver", realm_id=":realm")
    owned = "id IN (SELECT token_id FROM tokenrealm WHERE realm_id = :people)"
    for old, token in copy(database, "token", owned, values, serial="serial || :end").items():
        of_token = {**values, "original": old, "token": token}
        copy(database, "tokeninfo", "token_id = :original", of_token, token_id=":token")
        copy(database, "tokenrealm", "token_id = :original", of_token, token_id=":token", realm_id=":realm")
        changed = {"token_id": ":token", "realm_id": ":realm", "resolver": "resolver || :end"}
        copy(database, "tokenowner", "token_id = :original", of_token, **changed)
