"""Who there is, and the realms that they are in."""

import json
import os
import sqlite3

# Login, name, and the types of their tokens. Their number is their place in this list, counted from one.
PEOPLE = (
    ("ada", "Ada Lovelace", "totp sms hotp email"),
    ("bob", "Bob Kahn", "sms"),
    ("carol", "Carol Shaw", ""),
    ("dan", "Dan Bricklin", "totp"),
    ("ines@example.com", "Ines Alba", "totp"),
    ("kai", "Kai Li", "totp"),
    ("kim", "Kim Polese", "totp"),
    ("lena", "Lena Hill", "totp"),
    ("nick", "Nick Holonyak", "totp hotp"),
    ("o'hara/lab+?#%x", "Orla O'Hara", "totp sms"),
    ("oscar", "Oscar Wild", "totp hotp email registration tan question pw spass daypassword yubikey push"),
    ("pat", "Pat Sun", ""),
    ("rita", "Rita Levi", "totp sms"),
    ("tom", "Tom West", "hotp"),
    ("uma", "Uma Stone", ""),
    ("vic", "Vic Hayes", "sms"),
)

# The address that two of them have.
SHARED = {"kai": "frontdesk@example.com", "kim": "frontdesk@example.com"}

TABLE = (
    "CREATE TABLE people (id INTEGER PRIMARY KEY, login TEXT, mail TEXT, given TEXT, family TEXT, mobile TEXT,"
    " password TEXT)"
)
# What the server calls the columns.
MAPPING = {
    "userid": "id",
    "username": "login",
    "email": "mail",
    "givenname": "given",
    "surname": "family",
    "mobile": "mobile",
    "password": "password",
}


def number(login):
    return [person[0] for person in PEOPLE].index(login) + 1


def mail(login):
    name = PEOPLE[number(login) - 1][1]
    return SHARED.get(login, f"{name.split()[0].lower()}@example.com")


def phone(login, which=0):
    return f"+1555555{which}{number(login):03d}"


def resolver(api, folder, name, table, **more):
    """People of a table that belongs to no server."""
    fields = {"Server": "/", "Driver": "sqlite", "Database": os.path.join(folder, table), "Table": "people"}
    api.post(f"/resolver/{name}", type="sqlresolver", Map=json.dumps(MAPPING), Limit="500", **fields, **more)


def write(folder):
    with sqlite3.connect(os.path.join(folder, "people.sqlite")) as database:
        database.execute(TABLE)
        for login, name, _ in PEOPLE:
            row = (login, mail(login), *name.split(" ", 1), phone(login))
            database.execute("INSERT INTO people (login, mail, given, family, mobile) VALUES (?, ?, ?, ?, ?)", row)


def make(api, folder):
    write(folder)
    resolver(api, folder, "people", "people.sqlite")
    resolver(api, folder, "twins", "people.sqlite")
    api.post("/realm/people", resolvers="people")
    # Everybody is in there twice, once by each resolver.
    api.post("/realm/doubled", resolvers="people,twins")
    api.post("/defaultrealm/people")
