import { expect, test } from "vitest";
import { ar } from "./ar";
import { en } from "./en";
import { enForms } from "./en_forms";

const forms = /_(?:zero|one|two|few|many|other)$/;

function keys(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === "object"
      ? keys(value, `${path}${name}.`)
      : [`${path}${name.replace(forms, "")}`],
  );
}

test("Arabic has a word for everything that English has, and for nothing else", () => {
  expect([...new Set(keys(ar))].sort()).toEqual(
    [...new Set([...keys(en), ...keys(enForms)])].sort(),
  );
});

test("every plural of Arabic has its six forms", () => {
  const named = keys(ar).length;
  const plurals = new Set(keys(ar)).size;
  expect((named - plurals) % 5).toBe(0);
});
