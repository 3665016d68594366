// People by username, a quarter of a second after the last key. Exact names are always found,
// beginnings from three characters on.
import type { User } from "@parley/client";
import { useEffect, useState } from "react";
import { useClient } from "../client/client";
import { wordsFor } from "../client/errors";

const kAfterMs = 250;

export function usePeopleSearch(query: string) {
  const { people } = useClient();
  const [found, setFound] = useState<readonly User[]>([]);
  const [failure, setFailure] = useState("");
  const [asking, setAsking] = useState(false);
  const words = query.trim().toLowerCase().replace(/^@/, "");
  useEffect(() => {
    setFailure("");
    if (words.length < 2) {
      setFound([]);
      setAsking(false);
      return;
    }
    let left = false;
    setAsking(true);
    const timer = setTimeout(async () => {
      try {
        const users = await people.search(words);
        if (!left) setFound(users);
      } catch (error) {
        if (!left) setFailure(wordsFor(error));
      }
      if (!left) setAsking(false);
    }, kAfterMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [people, words]);
  return { found, failure, asking };
}
