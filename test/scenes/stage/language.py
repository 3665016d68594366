"""From the text of a scene to its statements, and from a statement to the verb that plays it.

A statement is a line together with the deeper indented lines that follow it. Where a line ends
with a colon those lines are a block of statements of its own. A line that starts with `#` is a
remark; the remarks at the top of a file are the scene's title.

A verb is a function with a template: words that must be there, `{name:type}` for what varies, and
`[…]` for what may be left out. The first template that fits a whole statement plays it.
"""
import re
from dataclasses import dataclass, field

from stage.values import Reader, SceneError, VARIABLE

NAME = re.compile(r"[a-z][a-z0-9-]*")
ACTOR = re.compile(r"[a-z][a-z0-9-]*\d*(?:\$[a-z]+)?(?:#(?:\d+|\$[a-z]+))?")
NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+")
WORD = re.compile(r"[A-Za-z_]+")
PATH = re.compile(r"/\S*")
RAW = re.compile(r"'[^']*'")
PART = re.compile(r"\{(\w+):(\w+)\}|\[|\]|[^\s\[\]{}]+")


@dataclass
class Statement:
    line: int
    text: str
    block: list = field(default_factory=list)


def statements(lines):
    """The statements of `lines`, pairs of number and text. Blocks are read the same way."""
    result = []
    at = 0
    while at < len(lines):
        number, text = lines[at]
        depth = len(text) - len(text.lstrip())
        end = at + 1
        while end < len(lines) and len(lines[end][1]) - len(lines[end][1].lstrip()) > depth:
            end += 1
        inner = lines[at + 1 : end]
        if text.endswith(":"):
            result.append(Statement(number, text.strip()[:-1], statements(inner)))
        else:
            whole = " ".join([text.strip()] + [line.strip() for _, line in inner])
            result.append(Statement(number, whole))
        at = end
    return result


def read_scene(path):
    """The title and the statements of a file."""
    with open(path, encoding="utf-8") as scene:
        raw = [line.rstrip() for line in scene]
    title = []
    for line in raw:
        if not line.startswith("#"):
            break
        title.append(line.lstrip("# "))
    kept = [(number, line) for number, line in enumerate(raw, 1)
            if line and not line.lstrip().startswith("#")]
    return " ".join(title), statements(kept)


def parts_of(template):
    """The template as nested lists: text, (name, type), or a list for what may be left out."""
    stack = [[]]
    for found in PART.finditer(template):
        if found.group() == "[":
            stack.append([])
        elif found.group() == "]":
            stack[-2].append(stack.pop())
        elif found.group(1):
            stack[-1].append((found.group(1), found.group(2)))
        else:
            stack[-1].append(found.group())
    return stack[0]


def names_list(reader):
    names = [reader.pattern(NAME)]
    while names[-1] and reader.take(","):
        names.append(reader.pattern(NAME))
    return names if all(names) else None


def strings(reader):
    texts = []
    reader.skip()
    while reader.text[reader.at : reader.at + 1] == '"':
        texts.append(reader.string().text)
        reader.skip()
    return texts or None


def read_typed(kind, reader):
    """What a `{name:type}` stands for, or None where the text is no such thing."""
    if kind == "value":
        return reader.value()
    if kind == "names":
        return names_list(reader)
    if kind == "strings":
        return strings(reader)
    regex = {"name": NAME, "who": ACTOR, "number": NUMBER, "word": WORD, "path": PATH,
             "raw": RAW, "variable": VARIABLE}[kind]
    text = reader.pattern(regex)
    if text is None:
        return None
    if kind == "number":
        return int(text.replace(",", ""))
    if kind == "raw":
        return text[1:-1]
    return text[1:] if kind == "variable" else text


def fit(parts, reader, found):
    for part in parts:
        if isinstance(part, str):
            if not reader.take(part):
                return False
        elif isinstance(part, tuple):
            name, kind = part
            try:
                value = read_typed(kind, reader)
            except SceneError:
                return False
            if value is None:
                return False
            found[name] = value
        else:
            start, trial = reader.at, dict(found)
            if fit(part, reader, trial):
                found.update(trial)
            else:
                reader.at = start
    return True


class Verbs:
    """The table of verbs. `@verbs("{who:who} connects")` adds one."""

    def __init__(self):
        self.table = []
        self.known = {}  # by text: loops come to the same statement again and again

    def __call__(self, template):
        def add(function):
            self.table.append((parts_of(template), function))
            return function
        return add

    def find(self, statement):
        """The function that plays the statement, and its arguments."""
        if statement.text in self.known:
            return self.known[statement.text]
        for parts, function in self.table:
            reader, found = Reader(statement.text), {}
            if fit(parts, reader, found):
                reader.skip()
                if reader.at == len(statement.text):
                    self.known[statement.text] = function, found
                    return function, found
        raise SceneError("no verb fits this statement")
