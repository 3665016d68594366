// The door while nobody is logged in here, else the shell. Each is a chunk of its own, so that the
// door is quick on a first visit.
import { lazy, Suspense, useEffect } from "react";
import { useClient, useReadable } from "./client/client";
import { endReason } from "./door/ended";
import { replace } from "./routing/router";
import { Hosts } from "./ui/Hosts";

const DoorPage = lazy(() => import("./door/DoorPage"));
const Shell = lazy(() => import("./shell/Shell"));

export function App() {
  const client = useClient();
  const session = useReadable(client.session);
  useEffect(() => client.on("logged_out", ({ reason }) => endReason.set(reason)), [client]);
  useEffect(() => {
    if (!session) return;
    endReason.set(null);
    if (location.pathname === "/signup") replace("/");
    client.connect();
  }, [client, session]);
  return (
    <>
      <Suspense>{session ? <Shell key={session.user} /> : <DoorPage />}</Suspense>
      <Hosts />
    </>
  );
}
