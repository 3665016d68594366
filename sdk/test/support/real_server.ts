/** The server itself, on a free port and an empty folder, for as long as a suite runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** A running server. `kill` and `start` again keep the folder and the port. */
export class RealServer {
  url = "";
  readonly #data: string;
  #process: ChildProcess | null = null;

  private constructor(data: string) {
    this.#data = data;
  }

  static async start(): Promise<RealServer> {
    const server = new RealServer(await mkdtemp(join(tmpdir(), "parley-sdk-")));
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const program = resolve(process.env.PARLEY_BIN_DIR ?? "", "parley");
    const child = spawn(program, ["serve"], {
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        ...process.env,
        PARLEY_SERVER_DATA: this.#data,
        PARLEY_SERVER_LISTEN: this.url === "" ? "127.0.0.1:0" : new URL(this.url).host,
        PARLEY_SERVER_ADMIN_LISTEN: "127.0.0.1:0",
        PARLEY_ACCOUNTS_PASSWORD_COST: "minimum",
        PARLEY_LIMITS_SUBMISSIONS_A_SECOND: "1000",
        PARLEY_LIMITS_SUBMISSIONS_BURST: "1000",
        PARLEY_LIMITS_CONVERSATION_SUBMISSIONS_A_SECOND: "1000",
        PARLEY_LIMITS_SIGN_UPS_A_MINUTE: "1000",
        PARLEY_LIMITS_LOG_INS_A_MINUTE: "1000",
        PARLEY_LIMITS_LOOK_UPS_A_MINUTE: "1000",
      },
    });
    this.#process = child;
    this.url = await new Promise((listening, failed) => {
      child.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const said = JSON.parse(line) as { event: string; listen: string };
        if (said.event === "listening") {
          listening(`http://${said.listen}`);
        }
      });
    });
  }

  async kill(signal: "SIGKILL" | "SIGTERM" = "SIGKILL"): Promise<void> {
    const child = this.#process;
    if (child && child.exitCode === null) {
      const ended = new Promise((resolved) => child.once("exit", resolved));
      child.kill(signal);
      await ended;
    }
    this.#process = null;
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
  }
}
