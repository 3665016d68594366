"""What tidy knows of C++: a text without its comments and strings, and where its functions are.

This is no parser. It follows braces, and takes a block for a function when its head has a parameter
list and all that encloses it is a namespace or a class.
"""
import re
from dataclasses import dataclass

_RAW_STRING = re.compile(r'R"([^()\\ ]{0,16})\(.*?\)\1"', re.S)
_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|(?<![0-9a-fA-F])'(?:[^'\\\n]|\\.)*'""", re.S)
_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[^\n]*', re.M)
_PREPROCESSOR = re.compile(r'^[ \t]*#(?:[^\n]*\\\n)*[^\n]*', re.M)
_SCOPE = re.compile(r'\b(namespace|class|struct|union|enum|extern)\b')
_CONTROL = re.compile(r'^\s*(if|for|while|switch|do|else|try|catch)\b')
_INITIALISERS = re.compile(r'\)[^:?]*[^:]:[^:]')


def blank(match):
    """White space of the same shape, so that places and lines stay what they were."""
    return re.sub(r'[^\n]', ' ', match.group(0))


def without_comments_and_strings(text):
    text = _INCLUDE.sub(lambda m: m.group(0).replace('"', ' '), text)
    return _TOKEN.sub(blank, _RAW_STRING.sub(blank, text))


@dataclass
class Function:
    line: int  # Of its head.
    lines: int
    head: str


def functions(text):
    """The functions of a file, the outermost ones only: a lambda belongs to what holds it."""
    code = _PREPROCESSOR.sub(blank, without_comments_and_strings(text))
    found = []
    blocks = []  # (is a scope, is an initialiser, start of its head if it is a function)
    head_at = 0
    parens = 0
    for at, c in enumerate(code):
        if c in '()':
            parens += 1 if c == '(' else -1
        elif c == ';' and parens == 0:
            head_at = at + 1
        elif c == '{':
            blocks.append(_block(code, head_at, at, parens, blocks))
            if not blocks[-1][1]:
                head_at = at + 1
        elif c == '}' and blocks:
            _, is_initialiser, start = blocks.pop()
            if start is not None:
                first = code.count('\n', 0, start) + 1
                last = code.count('\n', 0, at) + 1
                found.append(Function(first, last - first + 1, code[start:start + 60].strip()))
            if not is_initialiser:
                head_at = at + 1
    return found


def _block(code, head_at, at, parens, blocks):
    head = code[head_at:at]
    is_outside_functions = all(is_scope for is_scope, _, _ in blocks)
    last = head.rstrip()[-1:]
    if parens > 0 or not is_outside_functions or _CONTROL.match(head):
        return False, parens > 0, None
    if '(' not in head and _SCOPE.search(head):
        return True, False, None
    if _INITIALISERS.search(head) and (last.isalnum() or last in '_>'):
        return False, True, None
    if ')' in head and not re.search(r'(?<!operator)(?<![=!<>])=(?!=)', head):
        return False, False, head_at + len(head) - len(head.lstrip())
    if _SCOPE.search(head) and ')' in head:
        return True, False, None
    return False, '=' in head, None
