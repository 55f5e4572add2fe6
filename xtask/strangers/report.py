"""What came of an operation, one JSON object a line."""

import inspect
import json
import re

SAID = set()
# Other ways into the same operations, and what a generated client carries along.
VARIANTS = ("_with_http_info", "_without_preload_content", "form_response_body")


def say(operation, outcome, why=""):
    SAID.add(operation)
    print(json.dumps({"operation": operation, "outcome": outcome, "why": why}), flush=True)


def complete(*clients, but=None):
    """Notes each operation of these classes that nothing was said of: one left out is a failure, but for those whose name
    fits a pattern, which comes with its reason.
    """
    for client in clients:
        for name, member in vars(client).items():
            if name.startswith("_") or name.endswith(VARIANTS) or not inspect.isfunction(member) or name in SAID:
                continue
            why = next((why for pattern, why in (but or {}).items() if re.fullmatch(pattern, name)), None)
            if why:
                say(name, "not-judged", why)
            else:
                say(name, "skipped", "the SDK has it and it was not tried")
