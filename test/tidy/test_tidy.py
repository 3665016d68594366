#!/usr/bin/env python3
"""Shows that each rule of tidy catches a bad sample and lets a good one pass."""
import os
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import cpp_text  # noqa: E402
import includes  # noqa: E402
import tidy  # noqa: E402

HEADER = '// What it is.\n#pragma once\n'


def whats(path, text):
    return [problem.what for problem in tidy.problems_of(path, text)]


class Ranks(unittest.TestCase):
    def problems(self, path, *targets):
        text = ''.join(f'#include {target}\n' for target in targets)
        return [what for _, what in includes.check(path, text)]

    def test_includes_go_down(self):
        self.assertEqual(self.problems('src/inbox/inbox.h', '"base/ids.h"', '"inbox/cursor.h"',
                                       '"conversations/event.h"', '<vector>'), [])
        self.assertEqual(self.problems('src/inbox/inbox.h', '"pipeline/pipeline.h"'),
                         ['inbox (rank 3) may not include pipeline (rank 5)'])

    def test_folders_of_one_rank_do_not_know_each_other(self):
        self.assertEqual(len(self.problems('src/log/log.h', '"store/chat_store.h"')), 1)
        self.assertEqual(len(self.problems('src/http/router.h', '"gateway/session.h"')), 1)

    def test_a_folder_has_a_rank(self):
        self.assertEqual(self.problems('src/base/x.h', '"magic/wand.h"'), ['magic has no rank'])
        self.assertEqual(self.problems('src/magic/x.h', '"base/ids.h"'), ['magic has no rank'])

    def test_includes_are_relative_to_src(self):
        self.assertEqual(self.problems('src/base/ids.cc', '"ids.h"'),
                         ['"ids.h" is not relative to src/'])

    def test_engines_stand_where_they_are_allowed(self):
        self.assertEqual(self.problems('src/store/chat_store_rocksdb.cc', '<rocksdb/db.h>'), [])
        self.assertEqual(len(self.problems('src/inbox/inbox.cc', '<rocksdb/db.h>')), 1)
        self.assertEqual(len(self.problems('src/http/server.cc', '<sqlite3.h>')), 1)
        self.assertEqual(len(self.problems('src/inbox/inbox.cc', '<gtest/gtest.h>')), 1)
        self.assertEqual(self.problems('src/inbox/inbox_test.cc', '<gtest/gtest.h>'), [])

    def test_values_know_no_port_and_no_service(self):
        self.assertEqual(len(self.problems('src/accounts/user.h', '"accounts/user_store.h"')), 1)
        self.assertEqual(len(self.problems('src/accounts/user.h', '"accounts/login_service.h"')), 1)

    def test_a_port_knows_no_service_and_no_adapter(self):
        self.assertEqual(self.problems('src/accounts/user_store.h', '"accounts/user.h"'), [])
        self.assertEqual(
            len(self.problems('src/accounts/user_store.h', '"accounts/user_store_sql.h"')), 1)

    def test_a_service_sees_ports_only(self):
        path = 'src/accounts/login_service.cc'
        self.assertEqual(self.problems(path, '"accounts/user_store.h"'), [])
        self.assertEqual(len(self.problems(path, '"accounts/user_store_sql.h"')), 1)

    def test_the_server_and_tests_name_adapters(self):
        for path in ('src/server/wiring.cc', 'src/pipeline/applier_test.cc',
                     'test/simulation/world.cc'):
            self.assertEqual(self.problems(path, '"store/chat_store_memory.h"'), [])
        self.assertEqual(
            len(self.problems('src/pipeline/applier.h', '"store/chat_store_memory.h"')), 1)


class Shape(unittest.TestCase):
    def test_a_header_opens_with_a_comment_and_pragma_once(self):
        self.assertEqual(whats('src/base/a.h', HEADER), [])
        self.assertEqual(len(whats('src/base/a.h', '#include <vector>\n')), 2)

    def test_a_file_has_at_most_600_lines(self):
        self.assertEqual(whats('src/base/a.h', HEADER + '\n' * 598), [])
        self.assertEqual(whats('src/base/a.h', HEADER + '\n' * 599),
                         ['601 lines; a file has at most 600'])

    def test_a_line_has_at_most_100_columns_but_in_a_table(self):
        self.assertEqual(whats('src/base/a.cc', '// ' + 'é' * 97 + '\n'), [])
        self.assertEqual(whats('src/base/a.cc', '// ' + 'é' * 98 + '\n'),
                         ['101 columns; a line has at most 100'])
        self.assertEqual(whats('src/base/a.def', 'x' * 200), [])

    def test_a_function_has_at_most_60_lines(self):
        def function(lines):
            return 'int f(int a) {\n' + '  ++a;\n' * (lines - 2) + '}\n'
        self.assertEqual(whats('src/base/a.cc', function(60)), [])
        self.assertEqual(len(whats('src/base/a.cc', function(61))), 1)

    def test_python_functions_are_measured_too(self):
        self.assertEqual(len(whats('test/a.py', '"""What."""\ndef f():\n' + '    f()\n' * 60)), 1)

    def test_scripts_say_what_they_do_and_stop_at_the_first_failure(self):
        good = '#!/usr/bin/env bash\n# Builds.\nset -euo pipefail\n'
        self.assertEqual(whats('script/build', good), [])
        self.assertEqual(len(whats('script/build', '#!/usr/bin/env bash\nmake\n')), 1)
        self.assertEqual(len(whats('script/build', '#!/usr/bin/env bash\n# Builds.\nmake\n')), 1)
        self.assertEqual(len(whats('test/a.py', 'import os\n')), 1)


class Functions(unittest.TestCase):
    def heads(self, text):
        return [(f.head.split('(')[0], f.lines) for f in cpp_text.functions(text)]

    def test_are_found_in_namespaces_and_classes(self):
        self.assertEqual(self.heads('namespace a {\nclass B {\n void c() {\n }\n};\n}\n'),
                         [('void c', 2)])

    def test_hold_their_lambdas_and_blocks(self):
        self.assertEqual(self.heads('void a() {\n  b([] {\n  });\n  if (c) {\n  }\n}\n'),
                         [('void a', 6)])

    def test_are_found_behind_member_initialisers(self):
        self.assertEqual(self.heads('A::A(int b) : b_{b}, c_(b) {\n\n}\nint d() { return 1; }\n'),
                         [('A::A', 3), ('int d', 1)])

    def test_are_not_found_in_strings_comments_and_tables(self):
        self.assertEqual(self.heads('// void a() {\nconst char* b = "void c() {";\n'
                                    'int d[] = {f(1), 2};\n#define E(x) { x }\n'), [])
        self.assertEqual(self.heads("char a = '{';\nauto b = R\"(void c() {)\";\nint d = 1'000;\n"),
                         [])

    def test_of_tests_are_functions(self):
        self.assertEqual(self.heads('TEST(A, B) {\n}\n'), [('TEST', 2)])


class Words(unittest.TestCase):
    def test_unfinished_work_and_shortcuts_are_refused(self):
        for word in ('TODO: later', 'FIXME', 'XXX', 'a dirty hack'):
            self.assertEqual(len(whats('docs/a.md', word)), 1, word)
        self.assertEqual(whats('docs/a.md', 'hackers may try; todos are listed'), [])

    def test_places_of_one_machine_and_registries_are_refused(self):
        for word in ('see /home/me/x', 'cd /work/main', 'https://pypi.org/simple',
                     'registry.npmjs.org'):
            self.assertEqual(len(whats('docs/a.md', word)), 1, word)
        self.assertEqual(whats('docs/a.md', 'src/work/x and https://example.org/home/x'), [])

    def test_code_has_no_raw_new_delete_endl_or_using_std(self):
        for code in ('using namespace std;', 'out << std::endl;', 'auto* a = new A();',
                     'delete a;', 'delete[] a;'):
            self.assertEqual(len(whats('src/base/a.cc', code)), 1, code)
        for code in ('using namespace std::chrono_literals;', 'A(const A&) = delete;',
                     '// a new one', 'f("delete from t");', 'int renew = 1;',
                     'return std::unique_ptr<A>(new A(b));',
                     'std::unique_ptr<A> a(\n    new A(b));'):
            self.assertEqual(whats('src/base/a.cc', code), [], code)

    def test_folders_are_concepts(self):
        self.assertEqual(len(whats('test/utils/a.md', 'text')), 1)


class Tree(unittest.TestCase):
    """The rules that need files."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name
        subprocess.run(['git', 'init', '-q', self.root], check=True)
        self.write('.clang-format', 'BasedOnStyle: Google\n')

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, 'w', encoding='utf-8') as file:
            file.write(text)

    def problems(self):
        return [(p.path, p.what) for p in tidy.check(self.root, set())[1]]

    def test_every_folder_has_a_readme(self):
        self.write('src/README.md', '# src\n')
        self.write('src/base/a.h', HEADER)
        self.assertEqual(self.problems(), [('src/base', 'the folder has no README.md')])
        self.write('src/base/README.md', '# base\n')
        self.assertEqual(self.problems(), [])

    def test_scenes_and_generated_files_need_none(self):
        for path in ('test/README.md', 'test/scenes/README.md', 'protocol/README.md'):
            self.write(path, 'x\n')
        self.write('test/scenes/rules/a.scene', 'x\n')
        self.write('protocol/generated/a.ts', 'x\n')
        self.assertEqual(self.problems(), [])

    def test_code_is_formatted(self):
        self.write('src/README.md', 'x\n')
        self.write('src/base/README.md', 'x\n')
        self.write('src/base/a.cc', 'int  f( ){return 1;}\n')
        self.assertEqual(self.problems(), [('src/base/a.cc', 'run clang-format-19 -i')])

    def test_generated_files_are_not_looked_at(self):
        self.write('src/README.md', 'x\n')
        self.write('src/wire/README.md', 'x\n')
        self.write('src/wire/a.h', '// Generated by protocol/generate.py; do not edit.\nint  a;\n')
        self.assertEqual(self.problems(), [])

    def test_ignored_files_are_not_looked_at(self):
        self.write('.gitignore', 'build/\n')
        self.write('build/a.h', 'TODO\n')
        self.assertEqual(self.problems(), [])


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    result = unittest.TextTestRunner(verbosity=0).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f'tidy rules: {result.testsRun - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
