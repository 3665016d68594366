// The server as it will be after an update: everything goes through to it, but the service worker is
// another one, which keeps its files under another name.
import { createServer, request } from "node:http";
import { connect } from "node:net";

export class NextVersion {
  // Whether the new worker is given out; until then everything is as it was.
  released = false;
  #server;
  #sockets = new Set();

  static async before(url) {
    const next = new NextVersion();
    const { hostname, port } = new URL(url);
    const target = { hostname, port };
    next.#server = createServer((from, to) => next.#pass(target, from, to));
    next.#server.on("connection", (socket) => {
      next.#sockets.add(socket);
      socket.on("close", () => next.#sockets.delete(socket));
    });
    next.#server.on("upgrade", (from, socket, head) => {
      const server = connect(Number(port), hostname, () => {
        const lines = [];
        for (let at = 0; at < from.rawHeaders.length; at += 2)
          lines.push(`${from.rawHeaders[at]}: ${from.rawHeaders[at + 1]}`);
        server.write(`${from.method} ${from.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
        server.write(head);
        server.pipe(socket).pipe(server);
      });
      server.on("error", () => socket.destroy());
      socket.on("error", () => server.destroy());
    });
    await new Promise((resolve) => next.#server.listen(0, "127.0.0.1", resolve));
    next.url = `http://127.0.0.1:${next.#server.address().port}`;
    return next;
  }

  #pass(target, from, to) {
    const isWorker = this.released && from.url === "/sw.js";
    const headers = { ...from.headers, ...(isWorker && { "accept-encoding": "identity" }) };
    const passed = request({ ...target, method: from.method, path: from.url, headers }, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        if (!isWorker) {
          to.writeHead(answer.statusCode, answer.headers);
          return to.end(body);
        }
        const { "content-length": length, etag, ...rest } = answer.headers;
        to.writeHead(answer.statusCode, rest);
        to.end(body.toString().replace("parley-", "parley-next-"));
      });
    });
    passed.on("error", () => to.destroy());
    from.pipe(passed);
  }

  async end() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
