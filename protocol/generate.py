#!/usr/bin/env python3
"""Makes everything that is derived from the schemas: C++, TypeScript, OpenAPI, the error schema.

    protocol/generate.py           writes the files
    protocol/generate.py --check   writes nothing; names the stale files, exits 1 if there are any

The same input gives the same bytes. Needs Python 3.11 and clang-format-19, nothing else.
"""

import json
import pathlib
import subprocess
import sys

import emit_cpp
import emit_cpp_readers
import emit_openapi
import emit_ts
import samples
from errors import errors_schema, load_errors
from model import FILES, HERE, Model, load_schemas

ROOT = HERE.parent
WIRE = "src/wire"


def clang_format(name, text):
    done = subprocess.run(
        ["clang-format-19", f"--assume-filename={ROOT / name}"],
        input=text, capture_output=True, text=True, check=True)
    return done.stdout


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def cpp_files(model, schemas):
    files = {}
    for file in FILES[1:]:
        schema = schemas[file]
        files[f"{WIRE}/{file}.h"] = emit_cpp.header(file, schema, model)
        files[f"{WIRE}/{file}_write.cc"] = emit_cpp.writers(file, schema, model)
        files[f"{WIRE}/{file}_read.cc"] = emit_cpp_readers.readers(file, schema, model)
    files[f"{WIRE}/json_readers.h"] = emit_cpp_readers.reader_declarations(model)
    files = {name: clang_format(name, text) for name, text in files.items()}
    files[f"{WIRE}/samples.inc"] = samples.samples(model, dump)
    for name, text in samples.seeds(model, dump).items():
        files[f"{WIRE}/corpus/json/{name}"] = text
    return files


def everything():
    """Every generated file, by its path from the root of the repository."""
    errors = load_errors()
    schemas = load_schemas(errors_schema(errors))
    model = Model(schemas)
    endpoints = json.loads((HERE / "endpoints.json").read_text("utf-8"))
    files = cpp_files(model, schemas)
    files["protocol/schema/errors.json"] = json.dumps(schemas["errors"], indent=2) + "\n"
    files["protocol/generated/parley.ts"] = emit_ts.typescript(model, errors)
    files["docs/openapi.yaml"] = emit_openapi.openapi(schemas, endpoints, errors)
    return files


def main(arguments):
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = []
    for name, text in everything().items():
        path = pathlib.Path(ROOT / name)
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if not arguments:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    for name in stale:
        print(("stale: " if arguments else "written: ") + name)
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
