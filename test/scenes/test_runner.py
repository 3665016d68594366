#!/usr/bin/python3
"""The runner itself, tried on a small fake server.

The fake knows sign-up, hello, send, polling and one lie at a time (`FAKE_LIE`), so that what the
runner promises to notice is shown to be noticed.
"""
import os
import stat
import subprocess
import sys
import tempfile
import textwrap
import unittest

HERE = os.path.dirname(os.path.realpath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, HERE)

from stage import verbs_http, verbs_play, verbs_socket  # noqa: E402,F401
from stage.language import Statement, read_scene  # noqa: E402
from stage.match import Names, make, matches  # noqa: E402
from stage.player import verbs  # noqa: E402
from stage.programme import Scene, find_scenes  # noqa: E402
from stage.socket_client import frame  # noqa: E402
from stage.values import SceneError, value_of  # noqa: E402


def names(**known):
    result = Names(lambda name: None)
    result.known.update(known)
    return result


class Values(unittest.TestCase):
    def test_keys_and_words_need_no_quotes(self):
        text = '{ kind: message, "text": "a b", n: 1,000, on: true, x: null }'
        made = make(value_of(text), names())
        self.assertEqual(made, {"kind": "message", "text": "a b", "n": 1000, "on": True, "x": None})

    def test_known_names_are_filled_into_texts(self):
        made = make(value_of('["no $i of $c", $i + 2]'), names(i=3))
        self.assertEqual(made, ["no 3 of $c", 5])

    def test_a_client_message_id_is_made_once_a_name(self):
        known = names()
        self.assertEqual(make(value_of("$m1"), known), make(value_of("$m1"), known))
        self.assertNotEqual(make(value_of("$m1"), known), make(value_of("$m2"), known))

    def test_long_texts_are_made(self):
        self.assertEqual(make(value_of('text of 1,000 "ä"'), names()), "ä" * 1000)

    def test_what_is_no_value_is_an_error(self):
        for text in ("{ a 1 }", "[1", "$", '"open', "{ a: 1 } b"):
            with self.assertRaises(SceneError, msg=text):
                value_of(text)


class Matching(unittest.TestCase):
    def check(self, pattern, seen, known=None):
        return matches(value_of(pattern), seen, known or names())

    def test_keys_that_are_not_named_are_free(self):
        self.assertIsNone(self.check("{ a: 1 }", {"a": 1, "b": 2}))

    def test_a_difference_says_where_and_what(self):
        self.assertEqual(self.check("{ a: [ { b: 1 } ] }", {"a": [{"b": 2}]}),
                         ["a[0].b: expected 1, saw 2"])

    def test_names_are_bound_only_when_all_matches(self):
        known = names()
        self.assertIsNotNone(self.check("{ a: $x, b: 1 }", {"a": 7, "b": 2}, known))
        self.assertIsNone(known.get("x"))
        self.assertIsNone(self.check("{ a: $x, b: $x }", {"a": 7, "b": 7}, known))
        self.assertEqual(known.get("x"), 7)

    def test_lists_match_in_full_unless_they_say_otherwise(self):
        self.assertIsNotNone(self.check("[1]", [1, 2]))
        self.assertIsNone(self.check("[1, ...]", [1, 2]))
        self.assertIsNone(self.check("in any order [2, 1]", [1, 2]))
        self.assertIsNotNone(self.check("in any order [1]", [1, 2]))
        self.assertIsNone(self.check("among [2]", [1, 2, 3]))

    def test_absent_is_absent_and_true_is_not_one(self):
        self.assertIsNone(self.check("{ a: absent }", {"b": 1}))
        self.assertIsNotNone(self.check("{ a: absent }", {"a": None}))
        self.assertIsNotNone(self.check("1", True))

    def test_comparisons(self):
        pattern = '{ n: at least 3, t: starting with "ab" }'
        self.assertIsNone(self.check(pattern, {"n": 3, "t": "abc"}))
        self.assertIsNotNone(self.check("{ n: at most 2 }", {"n": 3}))
        self.assertIsNone(self.check("not [1]", [2]))


class Language(unittest.TestCase):
    def test_deeper_lines_belong_to_the_statement_above(self):
        with tempfile.NamedTemporaryFile("w", suffix=".scene") as file:
            file.write("# A title\n# in two lines.\n\na\n  b\nrepeat 2 times:\n  c\n    d\n  e\n")
            file.flush()
            title, found = read_scene(file.name)
        self.assertEqual(title, "A title in two lines.")
        self.assertEqual([one.text for one in found], ["a b", "repeat 2 times"])
        self.assertEqual([one.text for one in found[1].block], ["c d", "e"])

    def test_a_statement_finds_its_verb(self):
        verb, found = verbs.find(Statement(1, "romeo connects since 5 in the background"))
        self.assertEqual(verb.__name__, "connects")
        self.assertEqual((found["who"], found["mode"]), ("romeo", "background"))
        with self.assertRaises(SceneError):
            verbs.find(Statement(1, "romeo dances"))

    def test_every_statement_of_every_scene_has_a_verb(self):
        def check(statements):
            for statement in statements:
                verbs.find(statement)
                check(statement.block)
        for scene in find_scenes(HERE, []):
            self.assertTrue(scene.title, scene.name)
            with self.subTest(scene.name):
                check(scene.statements)

    def test_a_scene_that_ends_its_server_has_its_own(self):
        def scene_of(text):
            with tempfile.NamedTemporaryFile("w", suffix=".scene") as file:
                file.write(text)
                file.flush()
                return Scene(file.name, "/")
        self.assertFalse(scene_of("# A\npeople romeo\n").has_own_server)
        self.assertTrue(scene_of("# A\nrepeat 2 times:\n  the server is killed\n").has_own_server)
        scene = scene_of("# A\nserver of its own with { submissions_burst: 3 }\ndeadline 7 s\n")
        self.assertEqual(scene.limits, {"submissions_burst": 3})
        self.assertEqual((scene.has_own_server, scene.deadline_s), (True, 7))

    def test_a_client_frame_is_masked_and_of_the_shortest_form(self):
        self.assertEqual(frame(b"hi")[:2], b"\x81\x82")
        self.assertEqual(frame(b"a" * 126)[:4], b"\x81\xfe\x00\x7e")


PLAY = """
    # Romeo writes; Juliet, who was away, has it once.
    people romeo, juliet
    romeo connects
    romeo says "Art thou there?" in $romeo+juliet as $m1 giving $seq
    romeo sends send { ref: "2", client_message_id: $m1, conversation: $romeo+juliet, text: "x" }
    romeo receives accepted { ref: "2", outcome: { seq: $seq, duplicate: true } }
    juliet connects since the beginning
    juliet gets message { text: "Art thou there?", sender: $romeo } in $romeo+juliet as item 1
    juliet gets nothing
    nobody asks GET /nowhere
    nobody is refused 404 not_found
"""


class Plays(unittest.TestCase):
    """Whole runs of `run` against the fake."""

    def run_scenes(self, text, lie=""):
        with tempfile.TemporaryDirectory() as folder:
            binary = os.path.join(folder, "parley")
            with open(binary, "w") as script:
                script.write(f"#!/bin/sh\nexec {sys.executable} {HERE}/fake_parley.py \"$@\"\n")
            os.chmod(binary, os.stat(binary).st_mode | stat.S_IXUSR)
            with open(os.path.join(folder, "play.scene"), "w") as scene:
                scene.write(textwrap.dedent(text).lstrip())
            done = subprocess.run(
                [os.path.join(HERE, "run"), folder, "--scenes", folder],
                env={**os.environ, "FAKE_LIE": lie}, capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def test_a_play_that_comes_true_passes(self):
        code, said = self.run_scenes(PLAY)
        self.assertEqual((code, said), (0, "scenes: 1 passed, 0 failed\n"))

    def test_a_server_that_is_killed_forgets_nothing(self):
        code, said = self.run_scenes(PLAY + """
    the server is killed
    the server starts again
    juliet counts 1 messages in $romeo+juliet
""")
        self.assertEqual((code, said), (0, "scenes: 1 passed, 0 failed\n"))

    def test_what_does_not_come_true_is_told_with_its_line(self):
        code, said = self.run_scenes(PLAY.replace('"Art thou there?", s', '"Who?", s'))
        self.assertEqual(code, 1)
        self.assertIn("line 8: juliet gets message", said)
        self.assertIn('event.text: expected "Who?", saw "Art thou there?"', said)
        self.assertTrue(said.endswith("scenes: 0 passed, 1 failed\n"))

    def lie(self, lie, *words):
        code, said = self.run_scenes(PLAY, lie)
        self.assertEqual(code, 1, said)
        for word in words:
            self.assertIn(word, said)

    def test_a_frame_against_the_schema_is_noticed(self):
        self.lie("schema", "against the schema", "Welcome")

    def test_an_answer_against_the_schema_is_noticed(self):
        self.lie("answer", "against the schema", "SignedUp")

    def test_a_gap_in_an_inbox_is_noticed(self):
        self.lie("gap", "item 2 came after 0")

    def test_an_event_that_changes_is_noticed(self):
        self.lie("change", "event 1 of d", "was (")

    def test_an_item_told_twice_is_noticed(self):
        self.lie("twice", "item 1 came after 1")


if __name__ == "__main__":
    unittest.main()
