// The real binary, on free ports, with a folder of its own: started, killed and started again on
// the same ports.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const kStartMs = 20_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function isReady(url) {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}

export class Server {
  #process;
  #env;

  static async start(binary) {
    const server = new Server();
    const [port, adminPort] = [await freePort(), await freePort()];
    server.binary = binary;
    server.url = `http://127.0.0.1:${port}`;
    server.data = mkdtempSync(join(tmpdir(), "parley-e2e-"));
    server.#env = {
      ...process.env,
      PARLEY_SERVER_DATA: server.data,
      PARLEY_SERVER_LISTEN: `127.0.0.1:${port}`,
      PARLEY_SERVER_ADMIN_LISTEN: `127.0.0.1:${adminPort}`,
      PARLEY_ACCOUNTS_PASSWORD_COST: "minimum",
      PARLEY_LIMITS_SIGN_UPS_A_MINUTE: "10000",
      PARLEY_LIMITS_LOG_INS_A_MINUTE: "10000",
      PARLEY_LIMITS_LOOK_UPS_A_MINUTE: "10000",
      PARLEY_LIMITS_SUBMISSIONS_A_SECOND: "10000",
      PARLEY_LIMITS_SUBMISSIONS_BURST: "20000",
      PARLEY_LIMITS_CONVERSATION_SUBMISSIONS_A_SECOND: "10000",
    };
    await server.begin();
    return server;
  }

  async begin() {
    this.#process = spawn(this.binary, ["serve"], { env: this.#env, stdio: "ignore" });
    const until = Date.now() + kStartMs;
    while (!(await isReady(this.url))) {
      if (Date.now() > until) throw new Error("the server does not become ready");
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  // Without a warning, as a power cut would.
  async kill() {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGKILL");
    await ended;
  }

  async end() {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
