"""A fake of `parley serve`, just enough to try the runner (`test_runner.py`).

It knows sign-up, hello, send, ping and polling, keeps everything in one JSON file, and tells one
lie when FAKE_LIE names it. It is no example of a server.
"""
import asyncio
import base64
import hashlib
import json
import os
import time

from stage.socket_client import ACCEPT_SALT, SUBPROTOCOL

LIE = os.environ.get("FAKE_LIE", "")
FILE = os.path.join(os.environ["PARLEY_SERVER_DATA"], "state.json")
SCHEMA = os.path.join(os.path.dirname(os.path.realpath(__file__)),
                      "../../protocol/schema/server_frames.json")
state = {"users": 0, "tokens": {}, "log": {}, "inbox": {}, "outcomes": {}}
sessions = []


def limits():
    """Every limit that the schema asks for."""
    with open(SCHEMA, encoding="utf-8") as file:
        return dict.fromkeys(json.load(file)["$defs"]["Limits"]["required"], 1)


def keep():
    os.makedirs(os.path.dirname(FILE), exist_ok=True)
    with open(FILE + "~", "w") as file:
        json.dump(state, file)
    os.replace(FILE + "~", FILE)


class Session:
    def __init__(self, writer):
        self.writer, self.user, self.next = writer, None, 0

    def tell(self, frame):
        data = json.dumps(frame).encode()
        size = len(data)
        head = bytes([0x81, size]) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")
        self.writer.write(head + data)

    def catch_up(self):
        items = state["inbox"].get(self.user, [])
        if self.user and len(items) >= self.next:
            new = items[self.next - 1 :]
            if LIE == "gap":
                new = [{**one, "inbox_seq": one["inbox_seq"] + 1} for one in new]
            if LIE == "change" and self.next == 1:
                new = [{**one, "event": {**one["event"], "ordinal": 9}} for one in new]
            for _ in range(2 if LIE == "twice" else 1):
                if new:
                    self.tell({"type": "items", "incarnation": 1, "items": new,
                               "head": len(items)})
            self.next = len(items) + 1

    def take(self, frame):
        if frame["type"] == "hello":
            self.hello(frame)
        elif frame["type"] == "ping":
            self.tell({"type": "pong", "server_time": int(time.time() * 1000)})
        elif frame["type"] == "send":
            outcome = submit(self.user, frame)
            self.tell({"type": "accepted", "ref": frame["ref"],
                       "client_message_id": frame["client_message_id"], "outcome": outcome})
            for session in sessions:
                session.catch_up()

    def hello(self, frame):
        self.user = state["tokens"][frame["token"]]
        head = len(state["inbox"].get(self.user, []))
        self.next = frame.get("cursor", {}).get("inbox_seq", head) + 1
        welcome = {
            "type": "welcome", "user": self.user, "device": self.user + "0",
            "head": {"incarnation": 1, "inbox_seq": head}, "heartbeat_ms": 30000,
            "server_time": int(time.time() * 1000), "limits": limits(),
            "ticket": "t"}
        if LIE == "schema":
            del welcome["limits"]
        self.tell(welcome)
        sessions.append(self)
        self.catch_up()


def submit(user, frame):
    place, name = frame["conversation"], frame["client_message_id"]
    known = state["outcomes"].get(f"{place} {name}")
    if known:
        return {"seq": known, "duplicate": True}
    log = state["log"].setdefault(place, [])
    event = {"kind": "message", "seq": len(log) + 1, "ordinal": len(log) + 1, "sender": user,
             "sent_at": int(time.time() * 1000), "client_message_id": name,
             "text": frame["text"], "revision": 0}
    log.append(event)
    for reader in place[1:].split("-"):
        inbox = state["inbox"].setdefault(reader, [])
        inbox.append({"inbox_seq": len(inbox) + 1, "conversation": place, "event": event})
    state["outcomes"][f"{place} {name}"] = event["seq"]
    keep()
    return {"seq": event["seq"], "duplicate": False}


def answer(method, target, user):
    path, _, query = target.partition("?")
    if (method, path) == ("POST", "/v1/accounts"):
        return sign_up()
    if path == "/v1/sync":
        after = dict(one.split("=") for one in query.split("&")).get("after") if query else None
        items = state["inbox"].get(user, [])
        return 200, {"type": "items", "incarnation": 1, "head": len(items),
                     "items": [] if after is None else items[int(after) :]}
    if path.endswith("/events"):
        log = state["log"].get(path.split("/")[3], [])
        return 200, {"events": log, "range": {"first": 1, "last": len(log)}, "has_more": False}
    return 404, {"title": "nothing here", "status": 404, "code": "not_found", "retry": "never"}


def sign_up():
    state["users"] += 1
    user = str(1000 + state["users"])
    state["tokens"][f"pt1_{user}"] = user
    keep()
    body = {"user": user, "device": user + "0", "token": f"pt1_{user}", "recovery_codes": ["a"],
            "chat_servers": [{"url": "http://fake", "region": "here"}]}
    if LIE == "answer":
        body["password"] = "oh"
    return 201, body


async def serve(reader, writer):
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    method, target, _ = head[0].split(" ")
    headers = {name.lower(): value for name, _, value in
               (line.partition(": ") for line in head[1:-2])}
    if headers.get("upgrade") == "websocket":
        return await serve_socket(reader, writer, headers["sec-websocket-key"])
    await reader.readexactly(int(headers.get("content-length", 0)))
    user = state["tokens"].get(headers.get("authorization", "").removeprefix("Bearer "))
    status, body = answer(method, target, user)
    data = json.dumps(body).encode()
    kind = "application/problem+json" if status >= 400 else "application/json"
    writer.write(f"HTTP/1.1 {status} So\r\nContent-Type: {kind}\r\n"
                 f"Content-Length: {len(data)}\r\n\r\n".encode() + data)
    writer.close()


async def serve_socket(reader, writer, key):
    accept = base64.b64encode(hashlib.sha1(key.encode() + ACCEPT_SALT).digest()).decode()
    writer.write(f"HTTP/1.1 101 So\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                 f"Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n"
                 "\r\n".encode())
    session = Session(writer)
    try:
        while True:
            first, second = await reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                size = int.from_bytes(await reader.readexactly(2), "big")
            mask, data = await reader.readexactly(4), await reader.readexactly(size)
            text = bytes(one ^ mask[at % 4] for at, one in enumerate(data))
            if first & 0x0F == 8:
                break
            session.take(json.loads(text))
    except asyncio.IncompleteReadError:
        pass
    if session in sessions:
        sessions.remove(session)
    writer.close()


async def main():
    if os.path.exists(FILE):
        with open(FILE) as file:
            state.update(json.load(file))
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    address = "127.0.0.1:%d" % server.sockets[0].getsockname()[1]
    said = {"event": "listening", "listen": address, "admin_listen": address}
    print(json.dumps(said), flush=True)
    async with server:
        await server.serve_forever()


asyncio.run(main())
