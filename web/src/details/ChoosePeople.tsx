// Choosing people: friends first, anybody by search, the chosen ones as chips above.
import type { User, UserId } from "@parley/client";
import { useEffect, useState } from "react";
import { SearchField } from "../chats/SearchField";
import { useClient, useReadable } from "../client/client";
import { nameOf, useProfiles } from "../client/people";
import { useText } from "../i18n/text";
import person from "../people/person.module.css";
import { usePeopleSearch } from "../people/usePeopleSearch";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import css from "./choose.module.css";

interface Props {
  chosen: ReadonlyMap<UserId, User>;
  // Who cannot be chosen, being there already.
  except: readonly UserId[];
  most: number;
  onChange: (chosen: ReadonlyMap<UserId, User>) => void;
}

export function ChoosePeople({ chosen, except, most, onChange }: Props) {
  const t = useText();
  const { people } = useClient();
  const { contacts } = useReadable(people.contacts);
  const friends = contacts.filter((one) => one.state === "accepted").map((one) => one.user);
  const profiles = useProfiles(friends);
  const [query, setQuery] = useState("");
  const { found } = usePeopleSearch(query);
  const words = query.trim().toLowerCase();
  const near = [...profiles.values()].filter(
    (user) =>
      !words || nameOf(user).toLowerCase().includes(words) || user.username?.startsWith(words),
  );
  const ids = new Set(near.map((user) => user.user));
  const shown = [...near, ...found.filter((user) => !ids.has(user.user))].filter(
    (user) => !except.includes(user.user),
  );
  const [full, setFull] = useState(false);
  useEffect(() => setFull(chosen.size >= most), [chosen, most]);
  const toggle = (user: User) => {
    const next = new Map(chosen);
    if (!next.delete(user.user)) {
      if (next.size >= most) return;
      next.set(user.user, user);
    }
    onChange(next);
  };
  return (
    <div className={css.choose}>
      <div className={css.picks}>
        {[...chosen.values()].map((user) => (
          <span key={user.user} className={css.pick}>
            <Avatar id={user.user} name={nameOf(user)} size={24} />
            {nameOf(user)}
            <button
              type="button"
              aria-label={t("details.unpick", { name: nameOf(user) })}
              onClick={() => toggle(user)}
            >
              <Icon name="x" size={16} />
            </button>
          </span>
        ))}
        <span className={`num ${css.count}`}>
          {t("details.ofMax", { count: chosen.size, max: most })}
        </span>
      </div>
      <SearchField
        autoFocus
        name={t("people.find")}
        placeholder={t("people.find")}
        value={query}
        onChange={setQuery}
      />
      <ul className={css.list}>
        {shown.map((user) => (
          <li key={user.user}>
            <label className={person.person}>
              <Avatar id={user.user} name={nameOf(user)} size={40} />
              <span className={person.who}>
                <b className="cut">{nameOf(user)}</b>
                <span className="cut">@{user.username}</span>
              </span>
              <input
                type="checkbox"
                className={css.box}
                checked={chosen.has(user.user)}
                disabled={full && !chosen.has(user.user)}
                onChange={() => toggle(user)}
              />
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={css.none}>{t(words ? "people.nobody" : "people.noFriends")}</p>
      )}
    </div>
  );
}
