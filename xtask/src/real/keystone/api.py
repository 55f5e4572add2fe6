"""The server's API, which runs in this process: no socket is opened."""

from werkzeug.test import Client

import program


class Api:
    """The API, asked as the first administrator."""

    def __init__(self, folder):
        self.program = program.load(folder)
        self.client = Client(self.program)
        self.headers = {}
        user = {"name": "admin", "domain": {"id": "default"}, "password": "admin-pw"}
        scope = {"project": {"name": "admin", "domain": {"id": "default"}}}
        identity = {"methods": ["password"], "password": {"user": user}}
        answer = self.ask("POST", "/v3/auth/tokens", {"auth": {"identity": identity, "scope": scope}})
        self.headers = {"X-Auth-Token": answer.headers["X-Subject-Token"]}

    def post(self, path, what, /, **fields):
        """Makes one of these fields, and tells what became of it."""
        return self.ask("POST", path, {what: fields}).json[what]

    def get(self, path):
        return self.ask("GET", path).json

    def put(self, path):
        self.ask("PUT", path)

    def ask(self, method, path, body=None):
        """What it answers. A refusal ends everything."""
        answer = self.client.open(path, method=method, json=body, headers=self.headers)
        if answer.status_code not in (200, 201, 204):
            raise SystemExit(f"setting the server up: {method} {path} {body}: {answer.status_code} {answer.text}")
        return answer
