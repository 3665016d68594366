// The one client of this page, handed down to everything that shows something.
import { ParleyClient, type Readable } from "@parley/client";
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { deviceInfo } from "./device";

const Client = createContext<ParleyClient | null>(null);

export function openClient(): Promise<ParleyClient> {
  return ParleyClient.create({
    url: location.origin,
    storage: "parley",
    device: deviceInfo(navigator.userAgent),
    client: { name: "parley-web", version: "0.1.0" },
  });
}

export function ClientProvider({
  client,
  children,
}: {
  client: ParleyClient;
  children: ReactNode;
}) {
  return <Client value={client}>{children}</Client>;
}

export function useClient(): ParleyClient {
  const client = useContext(Client);
  if (!client) throw new Error("a component that needs the client stands outside of it");
  return client;
}

export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.get);
}
