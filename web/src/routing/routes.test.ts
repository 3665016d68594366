import { expect, test } from "vitest";
import { parseRoute, paths } from "./routes";

test("every address that is written is read back as what it meant", () => {
  expect(parseRoute(paths.conversation("g12"))).toEqual({
    at: "conversation",
    id: "g12",
    details: false,
  });
  expect(parseRoute(paths.conversation("d1-2", 7))).toMatchObject({ id: "d1-2", seq: 7 });
  expect(parseRoute(paths.details("g12"))).toMatchObject({ id: "g12", details: true });
  expect(parseRoute(paths.settings("devices"))).toEqual({ at: "settings", page: "devices" });
  expect(parseRoute(paths.person("42"))).toEqual({ at: "people", user: "42" });
  expect(parseRoute("/search", "?q=a%20b")).toEqual({ at: "search", query: "a b" });
});

test("an address that nobody wrote is the list", () => {
  for (const path of ["/", "/c", "/c/x", "/c/g1a", "/nowhere", "/c/../settings"])
    expect(parseRoute(path).at).toBe("chats");
});

test("what another application shares becomes one text", () => {
  expect(parseRoute("/share", "?title=A&url=https%3A%2F%2Fb.example")).toEqual({
    at: "share",
    text: "A\nhttps://b.example",
  });
});
