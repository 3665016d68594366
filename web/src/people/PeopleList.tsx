// Friends, requests in both directions, and anybody by their username.
import type { Contact, UserId } from "@parley/client";
import { useState } from "react";
import list from "../chats/list.module.css";
import { SearchField } from "../chats/SearchField";
import { useClient, useReadable } from "../client/client";
import { attempt } from "../client/errors";
import { nameOf, usePresence, usePresenceWords, useProfile, useWatch } from "../client/people";
import { useText } from "../i18n/text";
import { Link } from "../routing/router";
import { paths } from "../routing/routes";
import { Avatar } from "../ui/Avatar";
import { Button, IconButton } from "../ui/Button";
import { Icon } from "../ui/Icon";
import person from "./person.module.css";
import { usePeopleSearch } from "./usePeopleSearch";

export function PersonRow({ user, chosen }: { user: UserId; chosen: boolean }) {
  const profile = useProfile(user);
  const presence = usePresence(user);
  const words = usePresenceWords(user);
  return (
    <Link
      href={paths.person(user)}
      className={`${person.person} ${person.inList}`}
      aria-current={chosen ? "page" : undefined}
    >
      <Avatar id={user} name={nameOf(profile)} size={40} online={presence?.state === "online"} />
      <span className={person.who}>
        <b className="cut">{nameOf(profile)}</b>
        <span className="cut">{words || (profile?.username && `@${profile.username}`)}</span>
      </span>
    </Link>
  );
}

function Request({ contact }: { contact: Contact }) {
  const t = useText();
  const { people } = useClient();
  const { user } = contact;
  const profile = useProfile(user);
  const incoming = contact.state === "incoming";
  return (
    <div className={`${person.person} ${person.inList}`}>
      <Link href={paths.person(user)} className={person.link}>
        <Avatar id={user} name={nameOf(profile)} size={40} />
        <span className={person.who}>
          <b className="cut">{nameOf(profile)}</b>
          <span className="cut">
            {incoming ? `@${profile?.username ?? ""}` : t("people.youAsked")}
          </span>
        </span>
      </Link>
      {incoming ? (
        <>
          <Button small onClick={() => attempt(() => people.addContact(user))}>
            {t("people.accept")}
          </Button>
          <IconButton
            icon="x"
            size={20}
            name={t("people.declineName", { name: nameOf(profile) })}
            onClick={() => attempt(() => people.removeContact(user))}
          />
        </>
      ) : (
        <Button look="plain" small onClick={() => attempt(() => people.removeContact(user))}>
          {t("people.withdraw")}
        </Button>
      )}
    </div>
  );
}

function Section({ title, count }: { title: string; count: number }) {
  return (
    <h2 className={list.title}>
      <span>{title}</span>
      <span className="num">{count}</span>
    </h2>
  );
}

function Found({ query, chosen }: { query: string; chosen: UserId | undefined }) {
  const t = useText();
  const { found, failure, asking } = usePeopleSearch(query);
  if (failure) return <p className={list.blank}>{failure}</p>;
  if (found.length === 0)
    return (
      <div className={list.blank} role="status">
        {!asking && (
          <>
            <b>{t("people.nobody")}</b>
            <span>{t("people.nobodyHint")}</span>
          </>
        )}
      </div>
    );
  return found.map((user) => (
    <PersonRow key={user.user} user={user.user} chosen={user.user === chosen} />
  ));
}

export default function PeopleList({ chosen }: { chosen: UserId | undefined }) {
  const t = useText();
  const { contacts, loaded } = useReadable(useClient().people.contacts);
  const [query, setQuery] = useState("");
  const friends = contacts.filter((one) => one.state === "accepted");
  const requests = contacts.filter((one) => one.state === "incoming" || one.state === "outgoing");
  useWatch(friends.map((one) => one.user));
  return (
    <>
      <header className={list.head}>
        <h1 tabIndex={-1}>{t("shell.people")}</h1>
      </header>
      <SearchField
        name={t("people.find")}
        placeholder={t("people.find")}
        value={query}
        onChange={setQuery}
      />
      <div className={list.rows}>
        {query.trim() ? (
          <Found query={query} chosen={chosen} />
        ) : (
          <>
            {requests.length > 0 && (
              <Section title={t("people.requests")} count={requests.length} />
            )}
            {requests.map((contact) => (
              <Request key={contact.user} contact={contact} />
            ))}
            {friends.length > 0 && <Section title={t("people.friends")} count={friends.length} />}
            {friends.map(({ user }) => (
              <PersonRow key={user} user={user} chosen={user === chosen} />
            ))}
            {loaded && contacts.length === 0 && (
              <div className={list.blank}>
                <Icon name="people" />
                <b>{t("people.noFriends")}</b>
                <span>{t("people.noFriendsHint")}</span>
              </div>
            )}
          </>
        )}
      </div>
    </>
  );
}
