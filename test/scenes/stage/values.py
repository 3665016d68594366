"""Values and patterns: JSON as people write it.

A value is JSON with three liberties: keys and single words need no quotes, `$name` stands for
what the scene knows under that name, and a few phrases make or describe values (`a new id`,
`text of 4,000 letters`, `at least 3`). The same syntax says what to send and what to expect;
`match.py` gives the meaning of the second.
"""
import json
import re
from dataclasses import dataclass, field

VARIABLE = re.compile(
    r"\$[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*(?:[+~][a-z][a-z0-9-]*|\.[a-z_]+)?(?:\$[a-z]+)?")
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?!\d)|-?\d+(?:\.\d+)?")
SPACE = re.compile(r"\s*")

# Phrases that describe a value without naming it.
KINDS = {
    "...": "anything",
    "anything": "anything",
    "absent": "absent",
    "a time": "time",
    "a number": "number",
    "a text": "text",
    "an id": "id",
    "a client_message_id": "client_message_id",
}
COMPARISONS = ("at least", "at most", "not", "matching", "containing", "starting with")


class SceneError(Exception):
    """The scene is not well written; its author is told where."""


@dataclass
class Literal:
    value: object


@dataclass
class String:
    """A quoted text; `$names` in it that the scene knows are filled in."""

    text: str


@dataclass
class Variable:
    name: str
    plus: int = 0


@dataclass
class Repeated:
    """`text of N letters`, `text of N "x"`."""

    count: int
    unit: str


@dataclass
class NewId:
    """`a new id [of N days/minutes ago/ahead]`: a fresh client_message_id."""

    offset_ms: int = 0


@dataclass
class Kind:
    name: str


@dataclass
class Comparison:
    op: str
    value: object


@dataclass
class Object:
    pairs: list = field(default_factory=list)


@dataclass
class Array:
    """`mode` is "exact", "any order" or "among" (at least these)."""

    items: list
    mode: str = "exact"
    is_open: bool = False


class Reader:
    """Reads values from one statement, left to right. `at` is the place of the next character."""

    def __init__(self, text, at=0):
        self.text = text
        self.at = at

    def skip(self):
        self.at = SPACE.match(self.text, self.at).end()

    def take(self, token):
        self.skip()
        if not self.text.startswith(token, self.at):
            return False
        end = self.at + len(token)
        if token[-1].isalnum() and end < len(self.text) and (
            self.text[end].isalnum() or self.text[end] == "_"
        ):
            return False
        self.at = end
        return True

    def need(self, token):
        if not self.take(token):
            raise SceneError(f"expected `{token}` before `{self.text[self.at:self.at + 30]}`")

    def pattern(self, regex):
        self.skip()
        found = regex.match(self.text, self.at)
        if found:
            self.at = found.end()
            return found.group()
        return None

    def value(self):
        self.skip()
        for phrase, kind in KINDS.items():
            if self.take(phrase):
                return Kind(kind)
        if self.take("in any order"):
            return self.array("any order")
        if self.take("among"):
            return self.array("among")
        for op in COMPARISONS:
            if self.take(op):
                return Comparison(op, self.value())
        if self.take("a new id"):
            return self.new_id()
        if self.take("text of"):
            return self.repeated()
        return self.plain()

    def plain(self):
        head = self.text[self.at : self.at + 1]
        if head == "{":
            return self.object()
        if head == "[":
            return self.array("exact")
        if head == '"':
            return self.string()
        if head == "$":
            return self.variable()
        number = self.pattern(NUMBER)
        if number:
            return Literal(json.loads(number.replace(",", "") if "," in number else number))
        word = self.pattern(WORD)
        if word is None:
            raise SceneError(f"expected a value at `{self.text[self.at:self.at + 30]}`")
        return Literal({"true": True, "false": False, "null": None}.get(word, word))

    def string(self):
        try:
            text, self.at = json.decoder.scanstring(self.text, self.at + 1, True)
        except ValueError as error:
            raise SceneError(f"a text without its end: {error}") from None
        return String(text)

    def variable(self):
        name = self.pattern(VARIABLE)
        if name is None:
            raise SceneError(f"no name after `$` at `{self.text[self.at:self.at + 30]}`")
        sign = self.pattern(re.compile(r"[+-] (?=\d)"))
        if not sign:
            return Variable(name[1:])
        amount = int(self.pattern(NUMBER).replace(",", ""))
        return Variable(name[1:], amount if sign[0] == "+" else -amount)

    def object(self):
        self.need("{")
        result = Object()
        while not self.take("}"):
            self.skip()
            if self.text[self.at : self.at + 1] == '"':
                key = self.string()
            elif self.text[self.at : self.at + 1] == "$":
                key = self.variable()
            else:
                key = Literal(self.pattern(WORD))
                if key.value is None:
                    raise SceneError(f"expected a key at `{self.text[self.at:self.at + 30]}`")
            self.need(":")
            result.pairs.append((key, self.value()))
            if not self.take(","):
                self.need("}")
                break
        return result

    def array(self, mode):
        self.need("[")
        result = Array([], mode)
        while not self.take("]"):
            if self.take("..."):
                result.is_open = True
            else:
                result.items.append(self.value())
            if not self.take(","):
                self.need("]")
                break
        return result

    def repeated(self):
        count = int((self.pattern(NUMBER) or "0").replace(",", ""))
        if self.take("letters"):
            return Repeated(count, "a")
        self.skip()
        return Repeated(count, self.string().text)

    def new_id(self):
        if not self.take("of"):
            return NewId()
        count = int(self.pattern(NUMBER).replace(",", ""))
        unit = self.pattern(re.compile(r"days?|hours?|minutes?|seconds?"))
        scale = {"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000}[unit[0]]
        if self.take("ago"):
            return NewId(-count * scale)
        self.need("ahead")
        return NewId(count * scale)


def value_of(text):
    """The one value that `text` holds."""
    reader = Reader(text)
    result = reader.value()
    reader.skip()
    if reader.at != len(text):
        raise SceneError(f"cannot read `{text[reader.at:]}`")
    return result
