"""Holds frames and bodies against the schemas, for tests.

    schemas = Schemas()
    schemas.problems("ServerFrame", json.loads(frame))   # [] or sentences, each with its place

Needs python3-jsonschema.
"""

import json

from jsonschema import Draft202012Validator, RefResolver

from model import FILES, HERE


class Schemas:
    """All definitions by name; names are unique over the files."""

    def __init__(self):
        files = [json.loads((HERE / "schema" / f"{file}.json").read_text("utf-8"))
                 for file in FILES]
        self._store = {schema["$id"]: schema for schema in files}
        self.refs = {name: f"{schema['$id']}#/$defs/{name}"
                     for schema in files for name in schema["$defs"]}

    def problems(self, name, value):
        """What is wrong with `value` as a `name`: a sentence a fault, none if it is valid."""
        root = {"$ref": self.refs[name]}
        resolver = RefResolver(self.refs[name], root, store=self._store)
        validator = Draft202012Validator(root, resolver=resolver)
        return [text for error in validator.iter_errors(value) for text in explain(error)]

    def definition(self, name):
        base, path = self.refs[name].split("#/$defs/")
        return self._store[base]["$defs"][path]

    def files(self):
        return self._store.items()


def explain(error):
    """The faults of the option that was meant, where an error only says that none of them fits."""
    if error.validator == "oneOf" and error.context:
        options = {}
        for inner in error.context:
            options.setdefault(inner.schema_path[0], []).append(inner)
        meant = [found for found in options.values() if not any(map(is_other_option, found))]
        if len(meant) == 1:
            return [text for inner in meant[0] for text in explain(inner)]
    place = "/".join(str(step) for step in error.absolute_path) or "(whole)"
    message = error.message if len(error.message) <= 300 else error.message[:300] + " …"
    return [f"{place}: {message}"]


def is_other_option(error):
    """The value has another tag than this option, or is no object at all."""
    depth = len(error.relative_path)
    return error.validator == "const" and depth == 1 or error.validator == "type" and depth == 0
