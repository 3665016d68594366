// What the forms ask of a username and a password before the server is asked.

export type Fault =
  | "username.form"
  | "username.length"
  | "password.short"
  | "password.long"
  | "name.empty"
  | "name.long";

export function lowered(username: string): string {
  return username.toLowerCase();
}

// While typing: only a character that can never be right is a fault.
export function usernameWhileTyping(username: string): Fault | undefined {
  return /^[a-z0-9_.]*$/.test(username) ? undefined : "username.form";
}

export function usernameFault(username: string): Fault | undefined {
  const typing = usernameWhileTyping(username);
  if (typing) return typing;
  return username.length >= 3 && username.length <= 32 ? undefined : "username.length";
}

export function passwordFault(password: string): Fault | undefined {
  const length = [...password].length;
  if (length < 8) return "password.short";
  return length > 128 ? "password.long" : undefined;
}

export function nameFault(name: string): Fault | undefined {
  const length = [...name.trim()].length;
  if (length === 0) return "name.empty";
  return length > 64 ? "name.long" : undefined;
}

// Two names near the one that is taken, made of the display name where it gives one.
export function otherUsernames(taken: string, displayName: string): [string, string] {
  const parts =
    displayName
      .toLowerCase()
      .normalize("NFKD")
      .match(/[a-z0-9]+/g) ?? [];
  const last = parts.length > 1 ? (parts.at(-1) ?? "") : "";
  const first = last ? `${taken}.${last}` : `${taken}.1`;
  const second = last ? `${taken}_${last.charAt(0)}` : `${taken}_2`;
  return [first.slice(0, 32), second.slice(0, 32)];
}
