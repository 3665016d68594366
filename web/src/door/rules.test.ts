import { expect, test } from "vitest";
import {
  nameFault,
  otherUsernames,
  passwordFault,
  usernameFault,
  usernameWhileTyping,
} from "./rules";

test("a username is 3 to 32 of a few characters", () => {
  expect(usernameFault("al")).toBe("username.length");
  expect(usernameFault("alice.m_1")).toBeUndefined();
  expect(usernameFault("a".repeat(33))).toBe("username.length");
  expect(usernameWhileTyping("a")).toBeUndefined();
  expect(usernameWhileTyping("a-b")).toBe("username.form");
});

test("a password is counted in code points", () => {
  expect(passwordFault("1234567")).toBe("password.short");
  expect(passwordFault("👋".repeat(128))).toBeUndefined();
  expect(passwordFault("a".repeat(129))).toBe("password.long");
});

test("a display name is more than blanks", () => {
  expect(nameFault("  ")).toBe("name.empty");
  expect(nameFault("Alice Moreau")).toBeUndefined();
});

test("a taken name is answered with two near it", () => {
  expect(otherUsernames("alice", "Alice Moreau")).toEqual(["alice.moreau", "alice_m"]);
  expect(otherUsernames("alice", "")).toEqual(["alice.1", "alice_2"]);
});
