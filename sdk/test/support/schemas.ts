/** The schemas of the protocol, to hold every frame and body against. */
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const folder = new URL("../../../protocol/schema/", import.meta.url);
/** By file and value of `type`: which of the frames it is. */
const frames = new Map<string, string>();
const ajv = new Ajv2020({ strict: false, allErrors: true });

for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const schema = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as SchemaFile;
  ajv.addSchema(schema);
  for (const [type, { properties }] of Object.entries(schema.$defs)) {
    frames.set(`${name}/${properties?.type?.const}`, type);
  }
}

interface SchemaFile {
  $id: string;
  $defs: Record<string, { properties?: { type?: { const?: string } } }>;
}

/** The same for a frame, which is told by its type: one of its own says more than the union. */
export function problemsOfFrame(file: string, frame: { type: string }): string[] {
  const name = frames.get(`${file}.json/${frame.type}`);
  return name ? problemsOf(file, name, frame) : [`${file} has no ${frame.type}`];
}

/** What is wrong with `value` as the type `name` of a schema file; empty where nothing is. */
export function problemsOf(file: string, name: string, value: unknown): string[] {
  const validate = ajv.getSchema(`https://parley.example/schema/${file}.json#/$defs/${name}`);
  if (!validate) {
    return [`there is no ${name} in ${file}`];
  }
  return validate(value)
    ? []
    : (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message}`);
}
