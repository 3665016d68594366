"""One scene being played: its cast, its server, what it knows; and the end of it, where every
inbox is read once more.

Verbs (`verbs_*.py`) work on a Play. A step that does not come true raises Failed with what was
expected and what was seen.
"""
import asyncio
import json
import secrets
from urllib.parse import quote

from stage import http_client
from stage.cast import Device, Line, Person, Record
from stage.http_client import BadAnswer
from stage.language import Verbs
from stage.match import Names, matches, short
from stage.server import ServerFailed
from stage.socket_client import Socket
from stage.values import SceneError

WAIT_S = 5  # how long a step waits for what it expects
verbs = Verbs()


class Failed(Exception):
    """The scene did not go as written."""


class Play:
    """The state of one scene. `server` is the shared one, or the scene's own. All waits for the
    server are `patience` times as long as written."""

    def __init__(self, server, schemas, patience=1):
        self.patience = patience
        self.server, self.schemas = server, schemas
        self.names = Names(self.resolve)
        self.run = secrets.token_hex(4)
        self.people, self.devices = {}, {}
        self.lines, self.asked, self.raw = {}, {}, {}
        self.record = Record()
        self.names.known["run"] = self.run
        self.now = ""

    # Names

    def resolve(self, name):
        """People and devices under `$`: see README.md."""
        for sign in "+~":
            if sign in name:
                return self.direct(name.split(sign), sign == "~")
        owner, _, what = name.partition(".")
        device = self.devices.get(owner)
        if device is None:
            return None
        person = device.person
        line = self.lines.get(owner)
        return {
            "": person.user, "device": device.device, "token": device.token,
            "name": person.username, "password": person.password,
            "codes": person.codes, "code": (person.codes or [None])[0],
            "cursor": line.cursor if line else None,
        }.get(what)

    def direct(self, names, is_wrong):
        """The conversation of two people, or with `is_wrong` its two users the wrong way round."""
        users = [self.resolve(one) for one in names]
        if None in users:
            return None
        first, second = sorted(users, key=int, reverse=is_wrong)
        return f"d{first}-{second}"

    def device_of(self, who):
        device = self.devices.get(who.partition("#")[0])
        if device is None:
            raise SceneError(f"`{who}` is nobody of this scene")
        return device

    def line(self, who):
        """The open or last socket of an actor."""
        if who not in self.lines:
            raise SceneError(f"`{who}` has no socket here")
        return self.lines[who]

    # Cast

    async def sign_up(self, name):
        username = f"{name.replace('-', '_')}_{self.run}"
        password = f"correct horse {self.run}"
        body = await self.call("POST", "/v1/accounts", {
            "username": username, "password": password, "display_name": name.capitalize(),
            "device": {"name": "phone", "platform": "scene"},
        })
        person = Person(name, username, password, body["user"], body["recovery_codes"])
        self.people[name] = person
        self.devices[name] = Device(person, body["device"], body["token"])

    async def crowd(self, name, count):
        """People name1, name2, … whom anyone may add to a group; `$name` is their list."""
        names = [f"{name}{index}" for index in range(1, count + 1)]
        turns = asyncio.Semaphore(4)

        async def one(member):
            async with turns:
                await self.sign_up(member)
                await self.call("PATCH", "/v1/me", {"settings": {"groups_from": "anyone"}},
                                self.devices[member].token)
        await asyncio.gather(*(one(member) for member in names))
        self.names.known[name] = [self.people[member].user for member in names]

    async def log_in(self, name, owner):
        person = self.people[owner]
        body = await self.call("POST", "/v1/sessions", {
            "username": person.username, "password": person.password,
            "device": {"name": name, "platform": "scene"},
        })
        self.devices[name] = Device(person, body["device"], body["token"])

    # HTTP

    async def exchange(self, method, path, body=None, token=None, headers=None):
        """One request; its answer, held against the schemas."""
        lines = {"Authorization": f"Bearer {token}"} if token else {}
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            lines["Content-Type"] = "application/json"
        return await self.exchange_bytes(method, path, {**lines, **(headers or {})}, data)

    async def exchange_bytes(self, method, path, headers, data):
        target = quote(path, safe="/?&=:.,+%~-_")
        answer = await http_client.request(self.server.listen, method, target, headers, data)
        self.check_answer(method, path, answer)
        return answer

    def check_refusal(self, answer):
        """For answers to what is no proper request: from 400 on they are problem documents."""
        complaint = self.schemas.check_refusal(answer)
        if complaint:
            raise Failed(f"{answer.status} against the schema: {complaint}")

    def check_answer(self, method, path, answer):
        complaint = self.schemas.check_answer(method, path, answer)
        if complaint:
            raise Failed(f"{method} {path} → {answer.status} against the schema: {complaint}\n"
                         f"    {short(answer.body.decode(errors='replace'), 500)}")
        seen = answer.json
        parts = path.split("?")[0].split("/")
        if isinstance(seen, dict) and len(parts) > 4 and parts[2] == "conversations":
            events = seen.get("events", []) if parts[4] == "events" else []
            for event in events if isinstance(events, list) else []:
                complaint = self.record.see_event(parts[3], event)
                if complaint:
                    raise Failed(complaint)

    async def call(self, method, path, body=None, token=None, headers=None):
        """A request that has to succeed; what it answered."""
        answer = await self.exchange(method, path, body, token, headers)
        if not 200 <= answer.status < 300:
            raise Failed(f"{method} {path}: expected success, saw {answer.status} "
                         f"{short(answer.body.decode(errors='replace'), 300)}")
        return answer.json

    # Sockets

    async def open_line(self, who, headers=None):
        """Opens a socket for an actor. False, with the answer kept, when the server refuses."""
        old = self.lines.get(who)
        if old and old.is_open():
            raise SceneError(f"`{who}` has an open socket; another is called `{who}#2`")
        owner = self.devices.get(who.partition("#")[0])
        line = Line(who, owner.person.user if owner else None, self.record, self.schemas)
        opened = await Socket.open(self.server.listen, line.on_text, headers)
        if not isinstance(opened, Socket):
            self.check_refusal(opened)
            self.asked[who] = asyncio.ensure_future(asyncio.sleep(0, opened))
            return False
        line.socket = opened
        self.lines[who] = line
        return True

    async def take_frame(self, who, node, deadline_s=WAIT_S):
        """The first frame that matches, taken from what came."""
        line = self.line(who)

        def find():
            for frame in line.frames:
                if matches(node, frame, self.names) is None:
                    line.frames.remove(frame)
                    return frame
            return None
        found = await line.until(find, deadline_s * self.patience)
        if found is None:
            raise Failed(self.not_seen(line, node, line.frames))
        self.check_line(line)
        return found

    def not_seen(self, line, node, candidates):
        text = [f"{line.actor} did not get it"]
        for one in candidates[-6:]:
            differences = matches(node, one, self.names) or []
            text.append(f"saw {short(one, 300)}")
            text += [f"    {difference}" for difference in differences]
        if not candidates:
            text.append("saw nothing")
        if not line.is_open():
            text.append(f"the socket was closed with {line.socket.closed.result()}")
        if line.fault():
            text.append(line.fault())
        return "\n".join(text)

    def check_line(self, line):
        if line.fault():
            raise Failed(line.fault())

    # The end

    async def close_all(self):
        for line in self.lines.values():
            if line.socket:
                line.socket.abort()
        for connection in self.raw.values():
            connection.abort()
        for task in self.asked.values():
            task.cancel()
        await asyncio.sleep(0)

    async def check_the_end(self):
        """Every inbox, read by polling from its beginning, is dense and holds what the sockets
        were told; no socket has an untold fault."""
        for line in self.lines.values():
            self.check_line(line)
        if not self.server.is_running():
            return
        for device in self.devices.values():
            await self.read_inbox(device)

    async def read_inbox(self, device):
        start = await self.exchange("GET", "/v1/sync", token=device.token)
        if start.status == 401:
            return
        incarnation, after = start.json["incarnation"], 0
        while True:
            path = f"/v1/sync?incarnation={incarnation}&after={after}&limit=100&wait=0"
            page = (await self.exchange("GET", path, token=device.token)).json
            if page is None or "items" not in page:
                raise Failed(f"{path}: no items but {short(page)}")
            if not page["items"]:
                return
            for item in page["items"]:
                if item["inbox_seq"] != after + 1:
                    raise Failed(f"polling: item {item['inbox_seq']} after {after}")
                after += 1
                complaint = self.record.see_item(device.person.user, item)
                if complaint:
                    raise Failed(f"polling and socket differ: {complaint}")

    # Playing

    async def play(self, statement):
        try:
            verb, found = verbs.find(statement)
            arguments = dict(found)
            if "who" in arguments:
                arguments["who"] = self.names.fill(arguments["who"])
            if statement.block:
                arguments["block"] = statement.block
            await verb(self, **arguments)
        except (Failed, BadAnswer, ServerFailed, SceneError) as error:
            if not hasattr(error, "statement"):
                error.statement = statement
            raise
        except (ConnectionError, OSError, asyncio.TimeoutError, KeyError, TypeError) as error:
            failure = Failed(f"{type(error).__name__}: {error}")
            failure.statement = statement
            raise failure from error
