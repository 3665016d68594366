// The dialogs that can be opened from several places, each its own chunk.
import { lazy, Suspense, useEffect } from "react";
import { recoveryCodes } from "../door/recovery";
import { back } from "../routing/router";
import type { Route } from "../routing/routes";
import { useStore } from "../ui/store";
import { openDialog } from "./state";

const NewConversation = lazy(() => import("../people/NewConversation"));
const NewGroup = lazy(() => import("../details/NewGroup"));
const Shortcuts = lazy(() => import("./Shortcuts"));
const RecoveryCodes = lazy(() => import("./RecoveryCodes"));
const ShareWith = lazy(() => import("../people/ShareWith"));

export function Dialogs({ route }: { route: Route }) {
  const open = useStore(openDialog);
  const codes = useStore(recoveryCodes);
  const close = () => openDialog.set(null);
  useEffect(() => {
    if (route.at === "new") openDialog.set("new");
  }, [route.at]);
  const closeNew = () => {
    close();
    if (route.at === "new") back("/");
  };
  return (
    <Suspense>
      {codes.length > 0 && <RecoveryCodes codes={codes} onClose={() => recoveryCodes.set([])} />}
      {open === "new" && <NewConversation onClose={closeNew} />}
      {open === "group" && <NewGroup onClose={close} />}
      {open === "shortcuts" && <Shortcuts onClose={close} />}
      {route.at === "share" && <ShareWith text={route.text} />}
    </Suspense>
  );
}
