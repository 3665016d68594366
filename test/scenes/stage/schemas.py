"""Every frame and answer is held against the JSON Schemas of `protocol/schema`.

A frame is told apart by `type`. An answer is told apart by method, path and status, as
`protocol/endpoints.json` lists them: a success has a listed status and the body of its schema;
anything from 400 on is a problem document.
"""
import json
import os
import re

from jsonschema import Draft202012Validator, RefResolver
from jsonschema.exceptions import best_match


class Endpoint:
    """One line of the list: which requests it means, and status → names of definitions."""

    def __init__(self, entry, submission_answers):
        self.method = entry["method"].upper()
        self.path = re.compile(re.sub(r"\{\w+\}", "[^/]+", entry["path"]))
        answers = {**(submission_answers if entry.get("submission") else {}), **entry["answers"]}
        self.answers = {int(status): answer for status, answer in answers.items()}

    def fits(self, method, path):
        return self.method == method and self.path.fullmatch(path) is not None


class Schemas:
    """The definitions of a folder. Without the folder nothing is checked, and `are_there` says
    so: the runner refuses to play then."""

    def __init__(self, folder):
        self.store, self.where = {}, {}
        for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
            if name.endswith(".json"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    document = json.load(file)
                self.store[document["$id"]] = document
                for definition in document.get("$defs", {}):
                    self.where.setdefault(definition, document["$id"])
        self.validators = {}
        self.endpoints = self.read_endpoints(os.path.join(folder, "..", "endpoints.json"))
        self.frames = self.frame_types()

    def read_endpoints(self, path):
        if not self.store:
            return []
        with open(path, encoding="utf-8") as file:
            listed = json.load(file)
        return [Endpoint(one, listed["submission_answers"]) for one in listed["endpoints"]]

    def are_there(self):
        return bool(self.store)

    def frame_types(self):
        """`type` → definition, for what a server sends."""
        result = {}
        for document in self.store.values():
            for choice in document.get("$defs", {}).get("ServerFrame", {}).get("oneOf", []):
                name = choice["$ref"].rsplit("/", 1)[1]
                kind = document["$defs"][name]["properties"]["type"]["const"]
                result[kind] = name
        return result

    def validator(self, definition):
        if definition not in self.validators:
            where = self.where[definition]
            resolver = RefResolver(where, self.store[where], self.store)
            schema = {"$ref": f"{where}#/$defs/{definition}"}
            self.validators[definition] = Draft202012Validator(schema, resolver=resolver)
        return self.validators[definition]

    def check(self, definition, value):
        """A complaint, or None."""
        error = best_match(self.validator(definition).iter_errors(value))
        if error is None:
            return None
        path = ".".join(str(one) for one in error.absolute_path)
        return f"{definition}{'.' + path if path else ''}: {error.message[:300]}"

    def check_frame(self, frame):
        if not self.store:
            return None
        kind = frame.get("type") if isinstance(frame, dict) else None
        if kind not in self.frames:
            return f"no server frame has the type {kind}"
        return self.check(self.frames[kind], frame)

    def check_refusal(self, answer):
        if not self.store or answer.status < 400:
            return None
        return self.check("Problem", answer.json)

    def check_answer(self, method, path, answer):
        if not self.store or method == "HEAD":
            return None
        if answer.status >= 400:
            return self.check_refusal(answer)
        for endpoint in self.endpoints:
            if endpoint.fits(method, path.split("?")[0]):
                return self.check_success(endpoint, answer)
        return "a success of an endpoint that is not listed"

    def check_success(self, endpoint, answer):
        listed = endpoint.answers.get(answer.status)
        if listed is None:
            return f"expected one of {sorted(endpoint.answers)}"
        names = listed.get("schema")
        if names is None:
            return None if "text" in listed or not answer.body else "a body where none belongs"
        names = names if isinstance(names, list) else [names]
        complaints = [self.check(name, answer.json) for name in names]
        return None if None in complaints else complaints[0]
