// Who may do what in a group, and in which order its members stand.
import type { ConversationView, Role, User, UserId } from "@parley/client";
import { nameOf } from "../client/people";

export const kMembersMax = 100;

export function roleOf(view: ConversationView, user: UserId): Role {
  return view.roles?.[user] ?? "member";
}

export function mayManage(view: ConversationView, me: UserId): boolean {
  return view.left_at === undefined && roleOf(view, me) !== "member";
}

const ranks: Record<Role, number> = { owner: 0, admin: 1, member: 2 };

// Owner, admins, then by name.
export function ordered(view: ConversationView, profiles: ReadonlyMap<UserId, User>): UserId[] {
  return [...(view.members ?? [])].sort(
    (a, b) =>
      ranks[roleOf(view, a)] - ranks[roleOf(view, b)] ||
      nameOf(profiles.get(a)).localeCompare(nameOf(profiles.get(b))),
  );
}

// Who becomes owner when the owner leaves: the longest-standing admin, else member. Members are
// listed in the order of their joining.
export function heirOf(view: ConversationView, me: UserId): UserId | undefined {
  if (roleOf(view, me) !== "owner") return undefined;
  const others = (view.members ?? []).filter((user) => user !== me);
  return others.find((user) => roleOf(view, user) === "admin") ?? others[0];
}
