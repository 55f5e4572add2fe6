"""Writes a copy of a vendor's API document in which its known faults are mended, as JSON: DOCUMENT COPY.

Each correction says why it is one. A correction that finds nothing to mend is an error: the document was mended then.
"""

import json
import re
import sys

import yaml

VERBS = ("get", "post", "put", "patch", "delete")


class Loader(yaml.SafeLoader):
    """Leaves dates as text, and knows a bare `=`."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: loader.construct_scalar(node))


def operations(document):
    for path, item in document["paths"].items():
        for verb in VERBS:
            if verb in item:
                yield path, verb, item[verb]


def every(value):
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from every(inner)


def plural_factors(document):
    """The vendor's pages and all its older clients ask `auth_factors`."""
    one = "/api/1/users/{user_id}/auth_factor"
    if one in document["paths"]:
        document["paths"][one + "s"] = document["paths"][one]
        return 1
    return 0


def no_answer_headers(document):
    """Prism breaks down where its own example of an answer has a header that is a list."""
    answers = [answer for _, _, operation in operations(document) for answer in operation["responses"].values()]
    return sum(answer.pop("headers", None) is not None for answer in answers)


def media_type(document):
    """It is misspelt once."""
    mended = 0
    for value in every(document):
        if "applcation/json" in value:
            value["application/json"] = value.pop("applcation/json")
            mended += 1
    return mended


def written_ids(document):
    """`factor_id` is said to be read-only, and is what an enrollment has to name."""
    mended = 0
    for value in every(document):
        field = value.get("factor_id")
        if isinstance(field, dict) and field.pop("readOnly", None):
            mended += 1
    return mended


def codes(document):
    """The code of a registration is said to be a number, the same code of a verification a text: it may begin with 0."""
    field = document["components"]["schemas"]["verifyUserRegistration_request"]["properties"]["otp"]
    return field.pop("type", None) == "integer"


def minutes(document):
    """The lifetime of a temporary access code is said to be a text, and is a number in the document's own example."""
    mended = 0
    for value in every(document):
        field = value.get("ttl")
        if isinstance(field, dict) and field.get("type") == "string":
            del field["type"]
            mended += 1
    return mended


CORRECTIONS = {
    "onelogin": [plural_factors, no_answer_headers, media_type, written_ids, codes],
    "okta": [minutes],
}


def main(source, copy):
    with open(source, encoding="utf-8") as text:
        document = yaml.load(text, Loader=Loader)
    name = "onelogin" if re.search(r"onelogin", source.rsplit("/", 1)[-1]) else "okta"
    for correction in CORRECTIONS[name]:
        if not correction(document):
            sys.exit(f"{correction.__name__} has nothing to mend in {source}")
    with open(copy, "w", encoding="utf-8") as text:
        json.dump(document, text)


main(*sys.argv[1:])
