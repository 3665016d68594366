// Two people in one Node process. A browser needs neither the first two imports nor `environment`.
import "fake-indexeddb/auto";
import { type Environment, ParleyClient, type Readable } from "@parley/client";
import WebSocket from "ws";

const environment: Partial<Environment> = { WebSocket: WebSocket as never };

function once<T>(value: Readable<T>, wanted: (now: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (wanted(value.get())) {
        unsubscribe();
        resolve(value.get());
      }
    };
    const unsubscribe = value.subscribe(look);
    look();
  });
}

async function signUp(url: string, username: string): Promise<ParleyClient> {
  const client = await ParleyClient.create({ url, storage: username, environment });
  await client.signUp({ username, password: "correct horse", display_name: username });
  client.connect();
  return client;
}

export async function greet(url: string): Promise<string[]> {
  const [ada, ben] = [await signUp(url, "ada"), await signUp(url, "ben")];
  ben.on("message", async ({ conversation, event }) => {
    await ben.conversations.open(conversation).send({ text: `${event.text} to you!` });
  });
  await once(ben.connection, (state) => state.phase === "live");
  const [found] = await ada.people.search("ben");
  const chat = ada.conversations.open(ada.conversations.direct(found?.user ?? ""));
  await chat.send({ text: "Hello" });
  const { rows } = await once(chat.messages, (window) => window.rows.length === 2);
  await Promise.all([ada.close(), ben.close()]);
  return rows.map(({ event }) => (event.kind === "message" ? event.text : event.kind));
}
