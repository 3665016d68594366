// Our service worker, registered through the one Trusted Types policy that the server allows. A new
// version waits until it is asked for, or until nobody has looked for half an hour.
import { createStore } from "../ui/store";

const kUnseenMs = 30 * 60_000;

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

declare global {
  interface Window {
    trustedTypes?: PolicyFactory;
  }
}

// The new version that waits, if there is one.
export const waitingWorker = createStore<ServiceWorker | null>(null);

function scriptUrl(): string {
  const only = (url: string) => {
    if (url !== "/sw.js") throw new TypeError("not our worker");
    return url;
  };
  return (
    window.trustedTypes
      ?.createPolicy("parley", { createScriptURL: only })
      .createScriptURL("/sw.js") ?? "/sw.js"
  );
}

function follow(registration: ServiceWorkerRegistration) {
  const look = () => {
    if (registration.waiting && navigator.serviceWorker.controller)
      waitingWorker.set(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
}

// Takes the new version; the page begins again with it.
export function takeUpdate() {
  waitingWorker.get()?.postMessage("take over");
}

// Whether something is typed that a reload would take away from under the hands.
function isComposerEmpty(): boolean {
  return [...document.querySelectorAll("textarea")].every((area) => area.value === "");
}

export function startWorker() {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const hadOne = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadOne) location.reload();
  });
  navigator.serviceWorker.register(scriptUrl()).then(follow, () => {
    // Without a worker everything works but starting offline.
  });
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > kUnseenMs && isComposerEmpty()) takeUpdate();
  });
}
