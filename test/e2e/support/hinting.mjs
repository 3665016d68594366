// Frames that a server sends as hints, put between a page and the real server: who types, who is
// there, how far the others have come. Those of the server itself are held back, so that a test knows
// what there was; everything else goes through as it is.
import { problemsOfFrame } from "./schemas.mjs";

const hints = new Set(["typing", "presence", "receipts"]);

export async function hinting(page) {
  const sockets = new Set();
  const sent = [];
  await page.routeWebSocket(/\/v1\/ws/, (socket) => {
    const server = socket.connectToServer();
    sockets.add(socket);
    server.onMessage((frame) => {
      if (!hints.has(JSON.parse(frame).type)) socket.send(frame);
    });
    socket.onMessage((frame) => {
      sent.push(JSON.parse(frame));
      server.send(frame);
    });
  });
  return {
    // What the page sent of this type.
    sent: (type) => sent.filter((frame) => frame.type === type),
    give: (frame) => {
      const text = JSON.stringify(frame);
      const problems = problemsOfFrame("server_frames", text);
      if (problems.length > 0) throw new Error(problems.join("\n"));
      for (const socket of sockets) socket.send(text);
    },
  };
}
