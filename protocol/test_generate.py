#!/usr/bin/python3
"""The schemas are valid, mean what protocol.md says, and everything made from them is fresh."""

import copy
import json
import re
import unittest

from jsonschema import Draft202012Validator, RefResolver

import generate
from emit_cpp_readers import readable
from errors import errors_schema, load_errors
from model import FILES, HERE, Model, load_schemas
from samples import Samples

ID = "0191d3a0-5b1e-7c3d-8e4f-0123456789ab"
HEAD = {"seq": 12, "ordinal": 9, "sender": "5", "sent_at": 1760000000000, "client_message_id": ID}
MESSAGE = {"kind": "message", **HEAD, "text": "Art thou there?", "revision": 0}

# As sections 3, 8 and 9 of the protocol spell them.
VALID = {
    "ClientFrame": [
        {"type": "hello", "token": "pt1_abc", "instance": "x", "mode": "foreground",
         "client": {"name": "parley", "version": "1"},
         "cursor": {"incarnation": 1, "inbox_seq": 7}},
        {"type": "send", "ref": "1", "client_message_id": ID, "conversation": "d1-2",
         "text": "Art thou there?", "reply_to": -1, "mentions": ["5"], "unknown": {"a": 1}},
        {"type": "react", "ref": "1", "client_message_id": ID, "conversation": "g7", "target": 3,
         "emoji": "👍", "on": True},
        {"type": "ping"},
    ],
    "ServerFrame": [
        {"type": "accepted", "ref": "1", "client_message_id": ID},
        {"type": "accepted", "ref": "1", "client_message_id": ID,
         "outcome": {"seq": 1, "duplicate": False}},
        {"type": "accepted", "ref": "1", "client_message_id": ID,
         "outcome": {"seq": 1, "unchanged": True, "duplicate": True}},
        {"type": "accepted", "ref": "1", "client_message_id": ID,
         "outcome": {"code": "cannot_message", "duplicate": False}},
        {"type": "items", "incarnation": 1, "head": 8, "items": [
            {"inbox_seq": 7, "conversation": "d1-2", "event": MESSAGE},
            {"inbox_seq": 8, "event": {"kind": "contacts", "user": "5", "state": None,
                                       "version": 3}}]},
        {"type": "resync", "head": {"incarnation": 1, "inbox_seq": 7}, "reason": "old"},
        {"type": "history", "ref": "1", "events": [], "range": None, "has_more": False},
        {"type": "error", "code": "bad_frame", "message": "no", "retry": "never"},
        {"type": "goaway", "reconnect_after_ms": 1500},
        {"type": "pong", "server_time": 1760000000000},
    ],
    "Event": [
        {**MESSAGE, "text": "", "deleted": True, "revision": 15},
        {"kind": "edit", **HEAD, "target": 3},
        {"kind": "members", **HEAD, "added": ["6"], "removed": [], "roles": {"6": "admin"}},
        {"kind": "preferences", "version": 2, "notify": "mentions", "muted_until": 1760000000000},
        {"kind": "rejected", "client_message_id": ID, "code": "group_full"},
    ],
}

INVALID = {
    "ClientFrame": [
        {"type": "sing"},
        {"type": "hello", "token": "pt1_a", "ticket": "t", "instance": "x", "mode": "foreground",
         "client": {"name": "parley", "version": "1"}},
        {"type": "send", "ref": "1", "client_message_id": ID.upper(), "conversation": "d1-2",
         "text": "x"},
        {"type": "ack", "inbox_seq": 2 ** 53},
    ],
    "ServerFrame": [
        {"type": "pong", "server_time": 1, "more": 1},
        {"type": "accepted", "ref": "1", "client_message_id": ID, "outcome": {"seq": 1}},
        {"type": "accepted", "ref": "1", "client_message_id": ID,
         "outcome": {"seq": 1, "code": "not_found", "duplicate": False}},
        {"type": "resync", "head": {"incarnation": 1, "inbox_seq": 7, "x": 1}, "reason": "old"},
        {"type": "items", "incarnation": 1, "head": 8, "items": [
            {"inbox_seq": 7, "event": MESSAGE}]},
        {"type": "items", "incarnation": 1, "head": 8, "items": [
            {"inbox_seq": 7, "conversation": "g1", "event": {"kind": "devices"}}]},
        {"type": "error", "code": "oops", "message": "no", "retry": "never"},
    ],
    "Event": [
        {**MESSAGE, "text": ""},
        {**MESSAGE, "deleted": True},
        {**MESSAGE, "length": 20000},
        {**MESSAGE, "seq": 0},
        {**MESSAGE, "sender": 5},
        {**MESSAGE, "mentions": []},
        {"kind": "edit", **HEAD, "target": 3, "mentions": ["5"]},
        {"kind": "settings", **HEAD},
        {"kind": "sing"},
    ],
}


class Schemas:
    """The definitions as they lie in the files, by name."""

    def __init__(self):
        self.files = [json.loads((HERE / "schema" / f"{file}.json").read_text("utf-8"))
                      for file in FILES]
        self.store = {schema["$id"]: schema for schema in self.files}
        self.refs = {name: f"{schema['$id']}#/$defs/{name}"
                     for schema in self.files for name in schema["$defs"]}

    def definition(self, name):
        return next(schema["$defs"][name] for schema in self.files if name in schema["$defs"])

    def problems(self, name, value):
        """What is wrong with `value` as a `name`: a sentence a fault, none if it is valid."""
        root = {"$ref": self.refs[name]}
        resolver = RefResolver(self.refs[name], root, store=self.store)
        return [error.message
                for error in Draft202012Validator(root, resolver=resolver).iter_errors(value)]


class TheSchemas(unittest.TestCase):
    def setUp(self):
        self.schemas = Schemas()

    def test_are_valid_2020_12(self):
        for schema in self.schemas.files:
            with self.subTest(schema["$id"]):
                self.assertEqual(schema["$schema"], "https://json-schema.org/draft/2020-12/schema")
                Draft202012Validator.check_schema(schema)
                for entry in schema["$defs"].values():
                    Draft202012Validator.check_schema(entry)

    def test_use_each_name_once(self):
        names = [name for schema in self.schemas.files for name in schema["$defs"]]
        self.assertEqual(sorted(names), sorted(set(names)))

    def test_take_what_the_protocol_spells(self):
        for name, values in VALID.items():
            for value in values:
                with self.subTest(name, value=value):
                    self.assertEqual(self.schemas.problems(name, value), [])

    def test_refuse_what_it_does_not_allow(self):
        for name, values in INVALID.items():
            for value in values:
                with self.subTest(name, value=value):
                    self.assertNotEqual(self.schemas.problems(name, value), [])


class TheModel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.errors = load_errors()
        cls.model = Model(load_schemas(errors_schema(cls.errors)))
        cls.schemas = Schemas()

    def objects(self):
        return [entry for file in self.model.files for entry in readable(self.model, file)]

    def test_makes_samples_that_are_valid(self):
        for entry in self.objects():
            for value in Samples().of(entry):
                with self.subTest(entry.name, value=value):
                    self.assertEqual(self.schemas.problems(entry.name, value), [])

    def test_lets_only_the_server_be_held_to_known_fields(self):
        from_clients = set(self.model.files["client_frames"]) | set(self.model.files["requests"])
        for entry in self.objects():
            definition = self.schemas.definition(entry.name)
            if "properties" not in definition:
                continue
            # A cursor goes both ways; where the server sends one, the place of use closes it.
            is_open = entry.name in from_clients or entry.name == "Cursor"
            self.assertIs(definition.get("additionalProperties", True), is_open, entry.name)

    def test_refuses_a_schema_it_does_not_understand(self):
        schemas = copy.deepcopy(self.model.schemas)
        schemas["types"]["$defs"]["Range"]["properties"]["first"] = {"type": "number"}
        with self.assertRaises(SystemExit):
            Model(schemas)


class WhatIsGenerated(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = generate.everything()

    def test_is_fresh(self):
        stale = [name for name, text in self.files.items()
                 if (generate.ROOT / name).read_text("utf-8") != text]
        self.assertEqual(stale, [])

    def test_is_the_same_every_time(self):
        self.assertEqual(generate.everything(), self.files)

    def test_says_by_what_it_was_made(self):
        for name, text in self.files.items():
            if "/corpus/" not in name:
                self.assertIn("Generated by protocol/generate.py", text[:400], name)

    def test_names_every_operation_once_and_only_what_exists(self):
        endpoints = json.loads((HERE / "endpoints.json").read_text("utf-8"))
        names = [row["operation"] for row in endpoints["endpoints"]]
        self.assertEqual(sorted(names), sorted(set(names)))
        known = {row.code for row in load_errors()}
        for row in endpoints["endpoints"]:
            self.assertLessEqual(set(row.get("errors", [])), known, row["operation"])

    def test_leaves_no_reference_of_openapi_open(self):
        text = self.files["docs/openapi.yaml"]
        for kind in ("schemas", "parameters"):
            section = text.split(f"\n  {kind}:\n")[1]
            for name in set(re.findall(rf"#/components/{kind}/(\w+)", text)):
                self.assertRegex(section, rf"(?m)^    {name}:", name)


if __name__ == "__main__":
    unittest.main()
