"""Making values from what a scene wrote, and comparing what came with what it expects.

To expect is to match a part: an object matches when every key of the pattern is there and
matches; keys that the pattern does not name are free. A list matches element by element and in
full, unless it ends with `...`, or says `in any order` or `among`. A `$name` that is not known
yet is bound to what came; a known one must be equal.
"""
import json
import re
import secrets
import time

from stage.values import (
    VARIABLE, Array, Comparison, Kind, Literal, NewId, Object, Repeated, SceneError, String,
    Variable,
)

UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def uuid7(offset_ms=0):
    """A client_message_id as of now plus `offset_ms` (RFC 9562 section 5.7)."""
    now = int(time.time() * 1000) + offset_ms
    chance = secrets.randbits(74)
    bits = now << 80 | 7 << 76 | (chance >> 62) << 64 | 2 << 62 | (chance & (1 << 62) - 1)
    text = f"{bits:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Names:
    """What the scene knows: its `$names`. `people` answers for those of the cast.

    `$m` followed by digits is a client_message_id that is made when it is first used.
    """

    def __init__(self, resolve):
        self.known = {}
        self.resolve = resolve

    def get(self, name):
        name, _, counter = name.partition("$")  # `$guest$i` is `$guest7` where `$i` is 7
        if counter:
            return self.get(f"{name}{self.known.get(counter)}")
        if name in self.known:
            return self.known[name]
        found = self.resolve(name)
        if found is None and re.fullmatch(r"m\d+", name):
            found = self.known[name] = uuid7()
        return found

    def fill(self, text):
        """`text` with every known `$name` in it replaced."""
        def replace(found):
            name, rest = found.group()[1:], ""
            value = self.get(name)
            while value is None and (cut := max(name.rfind("-"), name.rfind("$"))) > 0:
                name, rest = name[:cut], name[cut:] + rest  # `$a-1` may be `$a` and `-1`
                value = self.get(name)
            return found.group() if value is None else f"{value}{self.fill(rest)}"
        return VARIABLE.sub(replace, text)


def make(node, names):
    """The value to send."""
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, String):
        return names.fill(node.text)
    if isinstance(node, Variable):
        value = names.get(node.name)
        if value is None:
            raise SceneError(f"${node.name} is not known here")
        return value + node.plus if node.plus else value
    if isinstance(node, Repeated):
        return node.unit * node.count
    if isinstance(node, NewId):
        return uuid7(node.offset_ms)
    if isinstance(node, Object):
        return {make(key, names): make(value, names) for key, value in node.pairs}
    if isinstance(node, Array) and node.mode == "exact" and not node.is_open:
        return [make(item, names) for item in node.items]
    raise SceneError(f"{node} describes a value; it cannot be sent")


def is_kind(kind, value):
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if kind == "anything":
        return True
    if kind == "number":
        return is_number
    if kind == "time":
        return is_number and abs(value - time.time() * 1000) < 3_600_000
    if kind == "text":
        return isinstance(value, str)
    if kind == "id":
        return isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,18}", value) is not None
    if kind == "client_message_id":
        return isinstance(value, str) and UUID7.fullmatch(value) is not None
    return False


def compare(op, wanted, seen):
    if op == "at least":
        return isinstance(seen, (int, float)) and seen >= wanted
    if op == "at most":
        return isinstance(seen, (int, float)) and seen <= wanted
    if op == "matching":
        return isinstance(seen, str) and re.fullmatch(wanted, seen) is not None
    if op == "containing":
        return isinstance(seen, str) and wanted in seen
    if op == "starting with":
        return isinstance(seen, str) and seen.startswith(wanted)
    raise SceneError(f"unknown comparison {op}")


def short(value, limit=160):
    text = value if isinstance(value, str) and value.startswith("<") else json.dumps(
        value, ensure_ascii=False
    )
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


class Matcher:
    """Compares one value with one pattern. `differences` says where they part; `bound` holds the
    names that would become known. Nothing becomes known unless the whole matches."""

    def __init__(self, names):
        self.names = names
        self.bound = {}
        self.differences = []

    def differ(self, path, wanted, seen):
        self.differences.append(f"{path or 'it'}: expected {wanted}, saw {seen}")
        return False

    def match(self, node, seen, path=""):
        if isinstance(node, Object):
            return self.object(node, seen, path)
        if isinstance(node, Array):
            return self.array(node, seen, path)
        if isinstance(node, Kind):
            if is_kind(node.name, seen):
                return True
            return self.differ(path, f"<{node.name}>", short(seen))
        if isinstance(node, Comparison):
            return self.comparison(node, seen, path)
        if isinstance(node, Variable) and not node.plus:
            return self.variable(node, seen, path)
        wanted = make(node, self.names)
        if wanted == seen and isinstance(wanted, bool) == isinstance(seen, bool):
            return True
        return self.differ(path, short(wanted), short(seen))

    def comparison(self, node, seen, path):
        if node.op == "not":
            inner = Matcher(self.names)
            if not inner.match(node.value, seen):
                return True
            return self.differ(path, f"anything but {node.value}", short(seen))
        wanted = make(node.value, self.names)
        if compare(node.op, wanted, seen):
            return True
        return self.differ(path, f"{node.op} {short(wanted)}", short(seen))

    def variable(self, node, seen, path):
        known = self.bound.get(node.name, self.names.get(node.name))
        if known is None:
            self.bound[node.name] = seen
            return True
        if known == seen:
            return True
        return self.differ(path, f"${node.name} = {short(known)}", short(seen))

    def object(self, node, seen, path):
        if not isinstance(seen, dict):
            return self.differ(path, "an object", short(seen))
        good = True
        for key_node, wanted in node.pairs:
            key = make(key_node, self.names)
            inner = f"{path}.{key}" if path else key
            if isinstance(wanted, Kind) and wanted.name == "absent":
                if key in seen:
                    good = self.differ(inner, "<absent>", short(seen[key]))
            elif key not in seen:
                good = self.differ(inner, describe(wanted), "nothing of that name")
            else:
                good = self.match(wanted, seen[key], inner) and good
        return good

    def array(self, node, seen, path):
        if not isinstance(seen, list):
            return self.differ(path, "a list", short(seen))
        if node.mode != "exact":
            return self.loose_array(node, seen, path)
        if len(seen) < len(node.items) or (len(seen) > len(node.items) and not node.is_open):
            wanted = f"{len(node.items)} elements"
            return self.differ(path, wanted, f"{len(seen)}: {short(seen, 600)}")
        good = True
        for index, (wanted, one) in enumerate(zip(node.items, seen)):
            good = self.match(wanted, one, f"{path}[{index}]") and good
        return good

    def loose_array(self, node, seen, path):
        left = list(seen)
        for wanted in node.items:
            for one in left:
                trial = Matcher(self.names)
                trial.bound = dict(self.bound)
                if trial.match(wanted, one):
                    self.bound = trial.bound
                    left.remove(one)
                    break
            else:
                return self.differ(path, f"one like {describe(wanted)}", short(seen, 600))
        if node.mode == "any order" and left:
            return self.differ(path, f"{len(node.items)} elements", f"more: {short(left, 600)}")
        return True


def describe(node):
    """A pattern, roughly as it was written."""
    if isinstance(node, Object):
        return "{ " + ", ".join(f"{describe(k)}: {describe(v)}" for k, v in node.pairs) + " }"
    if isinstance(node, Array):
        items = [describe(item) for item in node.items] + (["..."] if node.is_open else [])
        return ("" if node.mode == "exact" else node.mode + " ") + "[" + ", ".join(items) + "]"
    if isinstance(node, Literal):
        return short(node.value)
    if isinstance(node, String):
        return short(node.text)
    if isinstance(node, Variable):
        return f"${node.name}" + (f" + {node.plus}" if node.plus else "")
    if isinstance(node, Kind):
        return f"<{node.name}>"
    if isinstance(node, Comparison):
        return f"{node.op} {describe(node.value)}"
    return repr(node)


def matches(node, seen, names):
    """None when `seen` matches (and its new names are known now), else the differences."""
    matcher = Matcher(names)
    if matcher.match(node, seen):
        names.known.update(matcher.bound)
        return None
    return matcher.differences
