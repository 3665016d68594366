// Tokens as elements. Text of people only ever becomes text nodes.
import { Fragment, memo, useMemo } from "react";
import { useText } from "../i18n/text";
import css from "./rich.module.css";
import { type Token, tokensOf } from "./tokens";

interface Names {
  // The user behind a name that is mentioned, or undefined if it is nobody here.
  userOf(name: string): { id: string; me: boolean } | undefined;
  open(user: string): void;
}

function Mention({ token, names }: { token: Token & { kind: "mention" }; names: Names }) {
  const user = names.userOf(token.name);
  if (!user) return token.text;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={user.me ? `${css.mention} ${css.me}` : css.mention}
      onClick={() => names.open(user.id)}
    >
      {token.text}
    </button>
  );
}

// The part of a text that was searched for, marked.
function Marked({ text, hit }: { text: string; hit: string }) {
  if (!hit) return text;
  const parts: { text: string; hit: boolean; at: number }[] = [];
  const lower = text.toLocaleLowerCase();
  let from = 0;
  for (let at = lower.indexOf(hit); at !== -1; at = lower.indexOf(hit, from)) {
    parts.push({ text: text.slice(from, at), hit: false, at: from });
    parts.push({ text: text.slice(at, at + hit.length), hit: true, at });
    from = at + hit.length;
  }
  parts.push({ text: text.slice(from), hit: false, at: from });
  return parts.map((part) =>
    part.hit ? (
      <mark key={part.at}>{part.text}</mark>
    ) : (
      <Fragment key={`t${part.at}`}>{part.text}</Fragment>
    ),
  );
}

function Piece({ token, names, hit }: { token: Token; names: Names; hit: string }) {
  const t = useText();
  switch (token.kind) {
    case "text":
      return <Marked text={token.text} hit={hit} />;
    case "code":
      return <code className={css.code}>{token.text}</code>;
    case "link":
      return (
        <a
          href={token.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          title={t("message.opensNewWindow")}
          tabIndex={-1}
        >
          {token.text}
        </a>
      );
    case "mention":
      return <Mention token={token} names={names} />;
    case "bold":
      return (
        <strong>
          <Pieces tokens={token.inside} names={names} hit={hit} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Pieces tokens={token.inside} names={names} hit={hit} />
        </em>
      );
  }
}

function Pieces({ tokens, names, hit }: { tokens: Token[]; names: Names; hit: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a token has no identity but its place.
  return tokens.map((token, at) => <Piece key={at} token={token} names={names} hit={hit} />);
}

interface Props {
  text: string;
  names: Names;
  hit?: string;
}

export const Rich = memo(function Rich({ text, names, hit = "" }: Props) {
  const tokens = useMemo(() => tokensOf(text), [text]);
  return <Pieces tokens={tokens} names={names} hit={hit.toLocaleLowerCase()} />;
});

export const MarkedText = ({ text, hit }: { text: string; hit: string }) => (
  <Marked text={text} hit={hit.toLocaleLowerCase()} />
);

export type { Names };
