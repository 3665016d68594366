"""Words that do not stand in this repository: unfinished work, shortcuts, places of one machine."""
import re

import cpp_text

# In any file.
ANYWHERE = {
    r'\b(TODO|FIXME|XXX|HACK)\b': 'unfinished work is an issue, not a comment',
    r'(?i)\b(quick fix|dirty hack|band-?aid|kludge)\b': 'say what it does and why instead',
    r'(?<![\w.])/(home|root|work|Users)/\w': 'a path of one machine',
    r'\b(registry\.npmjs\.org|pypi\.org|files\.pythonhosted\.org|crates\.io|deb\.debian\.org|'
    r'proxy\.golang\.org|docker\.io|ghcr\.io|repo1?\.maven\.(apache\.)?org)\b':
        'the name of a package registry',
}

# In C++ code, outside comments and strings.
IN_CODE = {
    r'\busing namespace std\s*;': 'name what is used',
    r'\bstd::endl\b': "write '\\n'",
    r'\bnew\s+[\w:<(]': 'no raw new: use make_unique',
    r'(?<!=)(?<!= )\bdelete\b(\[\])?\s+[\w:*(]': 'no raw delete',
    r'\b(rand|srand)\(': 'chance comes in through base/random.h',
    r'\bsystem\(': 'no shell',
}

FOLDERS = ('utils', 'util', 'common', 'helpers', 'misc', 'shared')

# A private constructor is out of make_unique's reach, so `unique_ptr<T> t(new T(…))` may stand.
OWNED_NEW = re.compile(r'unique_ptr<[\w:]+>\s*\w*\(\s*new\b')


def check(path, text):
    """Yields (line, problem)."""
    yield from _find(ANYWHERE, text)
    if path.endswith(('.h', '.cc')):
        code = OWNED_NEW.sub(cpp_text.blank, cpp_text.without_comments_and_strings(text))
        yield from _find(IN_CODE, code)
    for folder in path.split('/')[:-1]:
        if folder in FOLDERS:
            yield 1, f'"{folder}" is no concept: name the folder for what it is about'


def _find(words, text):
    for pattern, why in words.items():
        for match in re.finditer(pattern, text):
            yield text.count('\n', 0, match.start()) + 1, f'"{match.group(0).strip()}": {why}'
