// Sees whatever goes between a page and the server, and holds it against the schemas.
import { problemsOfAnswer, problemsOfFrame, problemsOfRequest } from "./schemas.mjs";

// A page that is left takes the bodies of its answers with it; nothing can be said of those.
const gone = /No resource with given identifier|No data found|has been closed|Response body is unavailable/;

export class Witness {
  answers = 0;
  frames = 0;
  #problems = [];
  #reading = new Set();

  watch(page) {
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith("/v1/") || response.status() === 101) return;
      const read = this.#answer(response, pathname).finally(() => this.#reading.delete(read));
      this.#reading.add(read);
    });
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => this.#frame("client_frames", payload));
      socket.on("framereceived", ({ payload }) => this.#frame("server_frames", payload));
    });
  }

  async #answer(response, path) {
    const request = response.request();
    const method = request.method();
    let text;
    try {
      text = await response.text();
    } catch (error) {
      if (!gone.test(error.message)) this.#problems.push(`${method} ${path}: ${error.message}`);
      return;
    }
    this.answers++;
    this.#judge(() => [
      ...problemsOfAnswer(method, path, response.status(), text),
      ...problemsOfRequest(method, path, request.postData()),
    ]);
  }

  #frame(file, payload) {
    this.frames++;
    this.#judge(() => problemsOfFrame(file, payload));
  }

  #judge(look) {
    try {
      this.#problems.push(...look());
    } catch (error) {
      this.#problems.push(String(error));
    }
  }

  // All that was wrong so far; also if nothing was seen at all, since then nothing was checked.
  async problems() {
    await Promise.all(this.#reading);
    const seen = this.answers > 0 || this.frames > 0;
    return seen ? this.#problems : ["nothing between a browser and the server was seen"];
  }
}
