// Where the client begins: the words, the client with its database, then either the door or the
// shell.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App";
import { ClientProvider, openClient } from "./client/client";
import { startText } from "./i18n/text";
import { startWorker } from "./worker/register";
import "./tokens.css";
import "./base.css";

async function start() {
  const root = document.getElementById("root");
  if (!root) return;
  const [client] = await Promise.all([openClient(), startText()]);
  createRoot(root).render(
    <StrictMode>
      <ClientProvider client={client}>
        <App />
      </ClientProvider>
    </StrictMode>,
  );
  startWorker();
}

void start();
