"""The shape of files: how long they and their functions are, and how they open."""
import ast
import re

import cpp_text

FILE_LINES = 400       # Above this a file is listed,
FILE_LINES_MAX = 600   # and above this refused.
FUNCTION_LINES_MAX = 60
LINE_COLUMNS_MAX = 100

CODE = ('.h', '.cc', '.py', '.sh', '.cmake', '.ts')


def check(path, text):
    """Yields (line, problem)."""
    lines = text.split('\n')
    if len(lines) - 1 > FILE_LINES_MAX:
        yield 1, f'{len(lines) - 1} lines; a file has at most {FILE_LINES_MAX}'
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_COLUMNS_MAX:
            yield number, f'{len(line)} columns; a line has at most {LINE_COLUMNS_MAX}'
    if path.endswith('.h'):
        yield from _header(text)
    yield from _opening(path, lines)
    for name, line, length in _functions(path, text):
        if length > FUNCTION_LINES_MAX:
            yield line, f'{name}: {length} lines; a function has at most {FUNCTION_LINES_MAX}'


def is_long(text):
    return text.count('\n') > FILE_LINES


def _header(text):
    if not text.startswith('//'):
        yield 1, 'a header opens with a comment that says what it is'
    if not re.search(r'^#pragma once$', text, re.M):
        yield 1, 'a header has #pragma once'


def _opening(path, lines):
    is_script = lines[0].startswith('#!')
    if is_script and path.endswith('.py') or is_script and 'python' in lines[0]:
        if not (lines[1:2] and lines[1].startswith(('"""', '#'))):
            yield 1, 'a script opens by saying what it does'
    elif is_script and not (lines[1:2] and lines[1].startswith('# ')):
        yield 1, 'a script opens by saying what it does'
    elif is_script and 'bash' in lines[0] and 'set -euo pipefail' not in lines:
        yield 1, 'a script sets -euo pipefail'
    elif path.endswith('.py') and not is_script and not lines[0].startswith(('"""', '#')):
        yield 1, 'a module opens by saying what it is'


def _functions(path, text):
    if path.endswith(('.h', '.cc')):
        for function in cpp_text.functions(text):
            yield function.head.split('\n')[0], function.line, function.lines
    elif path.endswith('.py') or text.startswith('#!/usr/bin/env python3'):
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node.name, node.lineno, node.end_lineno - node.lineno + 1
