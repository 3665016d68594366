// What the protocol promises, as data: every body of HTTP and every frame is held against it.
import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

const protocol = new URL("../../../protocol/", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, protocol), "utf8"));
const ajv = new Ajv2020({ strict: false, allErrors: true });
// By name of a type, and by file and value of `type` of a frame: the `$ref` of its schema.
const types = new Map();
const frames = new Map();

for (const file of readdirSync(new URL("schema/", protocol))) {
  const schema = read(`schema/${file}`);
  ajv.addSchema(schema);
  for (const [name, { properties }] of Object.entries(schema.$defs)) {
    const ref = `${schema.$id}#/$defs/${name}`;
    types.set(name, ref);
    if (properties?.type?.const) frames.set(`${file} ${properties.type.const}`, ref);
  }
}

const { endpoints, ...common } = read("endpoints.json");
const routes = endpoints.map((row) => ({
  ...row,
  pattern: new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

function problemsOf(ref, value, where) {
  const validate = ajv.getSchema(ref);
  if (validate(value)) return [];
  return validate.errors.map((error) => `${where}${error.instancePath} ${error.message}`);
}

function routeOf(method, path) {
  return routes.find((row) => row.method === method.toLowerCase() && row.pattern.test(path));
}

function codesOf(row) {
  return [
    ...(row.plain ? [] : common.common_errors),
    ...(row.open ? [] : ["unauthorized"]),
    ...(row.submission ? common.submission_errors : []),
    ...(row.errors ?? []),
    "body" in row ? "bad_frame" : "bad_request",
  ];
}

function problemsOfRefusal(row, status, body, where) {
  const wrong = problemsOf(types.get("Problem"), body, where);
  if (wrong.length > 0) return wrong;
  if (body.status !== status) return [`${where}: status ${body.status} in the body`];
  return codesOf(row).includes(body.code) ? [] : [`${where}: ${body.code} is not promised`];
}

// What is wrong with an answer; `text` is its body as it came.
export function problemsOfAnswer(method, path, status, text) {
  const where = `${method} ${path} ${status}`;
  const row = routeOf(method, path);
  if (!row) return [`${where}: no such endpoint`];
  if (status >= 400) return problemsOfRefusal(row, status, JSON.parse(text), where);
  const answers = { ...(row.submission ? common.submission_answers : {}), ...row.answers };
  const answer = answers[status];
  if (!answer) return [`${where}: not promised`];
  if (answer.text) return [];
  if (!answer.schema) return text === "" ? [] : [`${where}: has a body`];
  const body = JSON.parse(text);
  const options = [answer.schema].flat().map((name) => problemsOf(types.get(name), body, where));
  return options.find((problems) => problems.length === 0) ?? options[0];
}

// What is wrong with the body of a request.
export function problemsOfRequest(method, path, text) {
  const where = `body of ${method} ${path}`;
  const row = routeOf(method, path);
  if (!row) return [`${where}: no such endpoint`];
  if (!text) return row.body && row.body_required !== false ? [`${where}: is missing`] : [];
  return row.body ? problemsOf(types.get(row.body), JSON.parse(text), where) : [`${where}: unasked`];
}

// What is wrong with a frame that a client sent (`client_frames`) or got (`server_frames`).
export function problemsOfFrame(file, text) {
  const frame = JSON.parse(text);
  const ref = frames.get(`${file}.json ${frame.type}`);
  return ref ? problemsOf(ref, frame, frame.type) : [`${file} has no ${frame.type}`];
}
