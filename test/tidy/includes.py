"""Who may include whom: the ranks of folders, the ranks of suffixes, and the headers of engines.

This table is the one that ARCHITECTURE.md explains. Includes go down: a file may include its own
folder and folders of a lower rank.
"""
import re

RANKS = {
    'base': 0,
    'wire': 1, 'engines': 1,
    'accounts': 2, 'conversations': 2,
    'inbox': 3,
    'log': 4, 'store': 4,
    'pipeline': 5, 'presence': 5,
    'search': 6,
    'gateway': 7, 'http': 7, 'terminal': 7,
    'server': 8,
}

# A port has one adapter an engine, named port + engine.
ENGINES = ('memory', 'layered', 'rocksdb', 'journal', 'sql', 'sqlite', 'posix', 'simulated',
           'argon2id', 'embedded', 'fts')

# Use cases, beside `_service`: parts that work through ports, named for what they do.
USE_CASES = ('service', 'relay', 'jobs', 'gate', 'checkpointer')

# The headers of a library, and where they may stand.
LIBRARIES = {
    'boost/asio': ('src/engines/io/', 'src/gateway/', 'src/http/', 'src/pipeline/edge_local',
                   'src/terminal/', 'src/server/'),
    'boost/beast': ('src/http/', 'src/terminal/'),
    'boost/unordered': ('src/store/',),
    'rocksdb/': ('src/engines/rocksdb/', 'src/store/'),
    'sqlite3.h': ('src/engines/sql/',),
    'sodium.h': ('src/accounts/',),
    'openssl/': ('src/accounts/', 'src/wire/'),
    'simdjson': ('src/wire/',),
    'unicode/': ('src/base/unicode',),
    'prometheus/': ('src/base/metrics',),
    'spdlog/': ('src/base/log',),
    'toml++/': ('src/base/config',),
    'CLI/': ('src/server/',),
    'rapidcheck': (),
    'gtest/': (),
    'gmock/': (),
}

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
# Tests, and what several tests share.
_TEST = re.compile(r'(_(test|fuzz|conformance|fixture)|/(fake|test|any)_\w+|/arbitrary)\.(cc|h)$')
_ADAPTER = re.compile(r'\w_(%s)$' % '|'.join(ENGINES))
_USE_CASE = re.compile(r'(^|_)(%s)$' % '|'.join(USE_CASES))


# Folders of rules: there a header of values knows no port, and a service no adapter.
PURE_RANK = 3


def is_test(path):
    return bool(_TEST.search(path)) or not path.startswith('src/')


def kind_of(path):
    """`test`, `adapter`, `service`, `port` or `values`, by the suffix of the file's name."""
    stem = path.rsplit('/', 1)[-1].rsplit('.', 1)[0]
    if is_test(path):
        return 'test'
    if _ADAPTER.search(stem):
        return 'adapter'
    if _USE_CASE.search(stem):
        return 'service'
    return 'port' if stem.endswith('_store') else 'values'


def check(path, text):
    """Yields (line, problem) for each include that its rank forbids."""
    for number, line in enumerate(text.split('\n'), 1):
        match = _INCLUDE.match(line)
        if not match:
            continue
        bracket, target = match.groups()
        problem = _library(path, target) if bracket == '<' else _ours(path, target)
        if problem:
            yield number, problem


def _library(path, target):
    for library, places in LIBRARIES.items():
        if target.startswith(library) and not is_test(path) and not path.startswith(places or '-'):
            return f'<{target}> may be included in {", ".join(places) or "tests"} only'
    return None


def _ours(path, target):
    if not path.startswith('src/') or '/' not in target:
        return None if '/' in target else f'"{target}" is not relative to src/'
    folder, other = path.split('/')[1], target.split('/')[0]
    if other not in RANKS or folder not in RANKS:
        return f'{folder if folder not in RANKS else other} has no rank'
    if other != folder and RANKS[other] >= RANKS[folder]:
        return f'{folder} (rank {RANKS[folder]}) may not include {other} (rank {RANKS[other]})'
    return _suffix(path, target)


def _suffix(path, target):
    mine, theirs = kind_of(path), kind_of('src/' + target)
    if mine == 'test' or theirs in ('values', mine) or path.startswith('src/server/'):
        return None
    if theirs == 'test':
        return f'"{target}" is for tests'
    # A .cc file may be one of several that make an adapter or a service: its header decides.
    if mine == 'values' and path.endswith('.cc'):
        return None
    is_same_folder = path.split('/')[1] == target.split('/')[0]
    is_pure = RANKS[path.split('/')[1]] <= PURE_RANK
    if theirs == 'adapter' and mine != 'adapter' and (is_pure or not is_same_folder):
        return f'only src/server, adapters and tests name the adapter "{target}"'
    if is_pure and (mine == 'port' or mine == 'values' and is_same_folder):
        return f'a header of {mine} does not include the {theirs} "{target}"'
    return None
