"""The server's API, which runs in this process: no socket is opened."""

import os

from privacyidea.app import create_app


class Api:
    """The API, asked as the first administrator."""

    def __init__(self, folder):
        app = create_app(config_name="production", config_file=os.path.join(folder, "pi.cfg"), silent=True)
        self.client = app.test_client()
        self.headers = {}
        self.headers = {"Authorization": self.post("/auth", username="admin", password="admin-pw")["value"]["token"]}

    def post(self, path, **fields):
        return self.ask("POST", path, json=fields)

    def get(self, path):
        return self.ask("GET", path)

    def ask(self, method, path, **more):
        """What it answers: its `value` and its `detail`. A refusal ends everything."""
        answer = self.client.open(path, method=method, headers=self.headers, **more)
        body = answer.get_json(silent=True) or {}
        if answer.status_code != 200 or not body["result"]["status"]:
            raise SystemExit(f"setting the server up: {method} {path} {more}: {answer.status_code} {body}")
        return {"value": body["result"]["value"], "detail": body.get("detail")}
