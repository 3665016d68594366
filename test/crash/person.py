"""One client: a device that keeps its cursor and what was not accepted, and comes back by itself.

What it holds survives the server's death: `cursor`, `unaccepted` (in first order) and `reading`
(read markers that it has not seen come back). After `welcome` it resends all of them, with the same
ids and in the same order (protocol section 2).
"""
import asyncio
import json
import random

from stage.http_client import Answer, BadAnswer, request
from stage.match import uuid7
from stage.socket_client import Socket, frame

from ledger import Submission

BROKEN = (ConnectionError, OSError, BadAnswer, asyncio.IncompleteReadError, asyncio.TimeoutError)
ANSWER_DEADLINE_S = 15
RECENT_MAX = 60  # messages of a conversation that a person remembers to edit, delete and react to
LATER = ("later", "elsewhere")


class Person:
    def __init__(self, server, ledger, name):
        self.server, self.ledger, self.name = server, ledger, name
        self.user = self.token = None
        self.incarnation, self.cursor = None, 0
        self.unaccepted = {}  # client_message_id -> frame
        self.reading = {}     # conversation -> seq up to which this person has read
        self.markers = {}     # conversation -> the read marker, from items
        self.recent = {}      # conversation -> [(seq, sender)]
        self.socket, self.is_greeted, self.is_held = None, False, False
        self.goaways, self.closes = 0, []
        self.task = None

    # The life of a device

    async def sign_up(self, run):
        body = {"username": f"{self.name}_{run}", "password": f"correct horse {run}",
                "display_name": self.name, "device": {"name": "phone", "platform": "crash"}}
        status, answer = await self.ask("POST", "/v1/accounts", body)
        if status != 201:
            raise BadAnswer(f"sign-up: {status} {answer}")
        self.user, self.token = answer["user"], answer["token"]
        await self.ask("PATCH", "/v1/me", {"settings": {"groups_from": "anyone"}})
        self.incarnation = (await self.ask("GET", "/v1/sync"))[1]["incarnation"]

    def arrive(self):
        self.task = asyncio.create_task(self.stay_connected())

    async def leave(self):
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)
        if self.socket:
            self.socket.abort()

    async def stay_connected(self):
        while True:
            try:
                if self.server.listen:
                    await self.session(self.server.listen)
            except BROKEN:
                pass
            await asyncio.sleep(random.uniform(0.01, 0.06))

    async def session(self, address):
        self.is_greeted = self.is_held = False
        opened = await asyncio.wait_for(Socket.open(address, self.on_text), ANSWER_DEADLINE_S)
        if isinstance(opened, Answer):
            return
        self.socket = opened
        self.write({"type": "hello", "token": self.token, "instance": self.name,
                    "client": {"name": "crash", "version": "1"}, "mode": "foreground",
                    "cursor": {"incarnation": self.incarnation, "inbox_seq": self.cursor}})
        self.closes.append(await asyncio.shield(opened.closed))
        self.is_greeted = False
        if opened.fault:
            self.ledger.complain(f"{self.name}: {opened.fault}")

    def write(self, value):
        if not self.socket.connection.writer.transport.is_closing():
            self.socket.connection.writer.write(frame(json.dumps(value).encode()))

    # Submissions

    def submit(self, kind, conversation, fields, text=None):
        """Asks for something over the socket, now or as soon as there is one."""
        key = uuid7()
        asked = {"type": kind, "ref": key, "client_message_id": key, "conversation": conversation,
                 **fields}
        self.ledger.submit(Submission(self.user, key, conversation, kind, text, asked))
        self.unaccepted[key] = asked
        if self.is_greeted and not self.is_held:
            self.write(asked)
        return asked

    def submit_again(self, asked):
        """The same id once more; whatever it says now, the first outcome stands."""
        if self.is_greeted and not self.is_held:
            self.ledger.resent += 1
            self.write(asked)

    def read_through(self, conversation, seq):
        known = self.markers.get(conversation, 0), self.reading.get(conversation, 0)
        if seq <= max(known):
            return
        self.reading[conversation] = seq
        if self.is_greeted:
            self.write({"type": "read", "conversation": conversation, "through": seq})

    def resend(self):
        self.is_held = False
        self.ledger.resent += len(self.unaccepted)
        for asked in list(self.unaccepted.values()):
            self.write(asked)
        for conversation, seq in self.reading.items():
            self.write({"type": "read", "conversation": conversation, "through": seq})

    # What the server says

    def on_text(self, text):
        said = json.loads(text)
        kind = said["type"]
        if kind == "items":
            for item in said["items"]:
                self.on_item(item)
        elif kind == "accepted":
            self.on_accepted(said)
        elif kind == "welcome":
            self.is_greeted = True
            self.resend()
        elif kind == "error":
            self.on_error(said)
        elif kind == "goaway":
            self.goaways += 1
        elif kind != "pong":
            self.ledger.complain(f"{self.name} did not expect {text[:300]}")

    def on_accepted(self, said):
        key, outcome = said["client_message_id"], said.get("outcome")
        self.unaccepted.pop(key, None)
        if outcome is None:
            return
        if "code" in outcome:
            told = ("rejected", outcome["code"])
        else:
            told = ("unchanged" if outcome.get("unchanged") else "event", outcome["seq"])
        self.ledger.told(self.user, key, told)

    def on_error(self, said):
        self.ledger.refused(said["code"])
        if said["retry"] not in LATER:
            self.unaccepted.pop(said.get("ref"), None)
            self.ledger.complain(f"{self.name} was refused for good: {said}")
        elif not self.is_held:
            self.is_held = True
            socket, pause = self.socket, said.get("retry_after_ms", 100) / 1000
            asyncio.get_running_loop().call_later(pause, self.resend_on, socket)

    def resend_on(self, socket):
        if socket is self.socket and self.is_greeted:
            self.resend()

    def on_item(self, item):
        if item["inbox_seq"] != self.cursor + 1:
            self.ledger.complain(f"{self.name}: item {item['inbox_seq']} after {self.cursor}")
        self.cursor = item["inbox_seq"]
        self.ledger.see_item(self.user, item)
        event, conversation = item["event"], item.get("conversation")
        if event["kind"] == "message":
            recent = self.recent.setdefault(conversation, [])
            recent.append((event["seq"], event["sender"]))
            del recent[:-RECENT_MAX]
            if event["sender"] == self.user:
                self.marker_is_at(conversation, event["seq"])
        elif event["kind"] == "read":
            self.marker_is_at(conversation, event["through"])
        elif event["kind"] == "members" and self.user in event["added"]:
            self.marker_is_at(conversation, event["seq"])

    def marker_is_at(self, conversation, seq):
        """One's own message, a join and `read` items move it; then there is nothing to repeat."""
        self.markers[conversation] = seq
        if seq >= self.reading.get(conversation, 0):
            self.reading.pop(conversation, None)

    # HTTP

    async def ask(self, method, path, body=None, key=None):
        """A request, repeated until it is answered for good: (status, body)."""
        while True:
            try:
                status, answer = await self.ask_once(method, path, body, key)
            except BROKEN:
                await asyncio.sleep(0.05)
                continue
            is_pending = status == 202 and "client_message_id" in answer
            if status < 500 and status != 429 and not is_pending:
                return status, answer
            if not is_pending:
                self.ledger.refused(answer["code"])
            await asyncio.sleep((answer or {}).get("retry_after_ms", 100) / 1000)

    async def ask_once(self, method, path, body=None, key=None):
        if not self.server.listen:
            raise ConnectionError("no server")
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if key:
            headers["Idempotency-Key"] = key
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        asked = request(self.server.listen, method, path, headers, data)
        answer = await asyncio.wait_for(asked, ANSWER_DEADLINE_S)
        return answer.status, answer.json

    async def submit_by_http(self, kind, method, path, conversation, body=None, times=1):
        """A submission over HTTP; `times` > 1 repeats it with the same id. Its last answer."""
        key = uuid7()
        submission = Submission(self.user, key, conversation, kind)
        self.ledger.submit(submission)
        for _ in range(times):
            status, answer = await self.ask(method, path, body, key)
            submission.conversation = answer.get("conversation", submission.conversation)
            if "code" in answer:
                told = ("rejected", answer["code"])
            elif "invited" in answer:
                told = ("invited", answer["invited"])
            else:
                told = ("unchanged" if answer.get("unchanged") else "event", answer["seq"])
            self.ledger.told(self.user, key, told)
        return answer
