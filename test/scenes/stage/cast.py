"""Who plays: people, their devices, and what a device holds open.

An actor is a device, or one more socket of it (`romeo#2`). `nobody` has no credentials; `admin`
speaks to the second listener. The items of a socket are checked as they come: each is exactly one
above the one before (promise 3), and the whole scene agrees on what an event is (`Record`).
"""
import asyncio
import json

from stage.http_client import BadAnswer, strict_json

# Kinds that sign-up, log-in and friendship put into an inbox by themselves: passed over by `gets`
# and `receives nothing` unless they are asked for.
BY_THEMSELVES = ("devices", "contacts")


class Person:
    """A user as the scene knows them. `devices` maps names to Device."""

    def __init__(self, name, username, password, user, codes):
        self.name, self.username, self.password = name, username, password
        self.user, self.codes = user, codes


class Device:
    def __init__(self, person, device, token):
        self.person, self.device, self.token = person, device, token


class Record:
    """What the scene saw of every event and item. It may be told the same thing often, and never
    two different things."""

    def __init__(self):
        self.events = {}
        self.items = {}

    def see_event(self, conversation, event):
        """A complaint, or None."""
        if not isinstance(event, dict) or "seq" not in event or "sent_at" not in event:
            return None
        seen = tuple(event.get(key) for key in (
            "kind", "sender", "sent_at", "ordinal", "client_message_id"))
        known = self.events.setdefault((conversation, event["seq"]), seen)
        if known != seen:
            return f"event {event['seq']} of {conversation} was {known}, now {seen}"
        return None

    def see_item(self, user, item):
        event = item.get("event", {})
        seen = (item.get("conversation"), event.get("kind"), event.get("seq"),
                event.get("client_message_id"), event.get("through"), event.get("version"))
        known = self.items.setdefault((user, item["inbox_seq"]), seen)
        if known != seen:
            return f"item {item['inbox_seq']} of {user} was {known}, now {seen}"
        return self.see_event(item.get("conversation"), event)


class Line:
    """One actor's socket with what came on it and was not taken yet: `frames` and `items`."""

    def __init__(self, actor, user, record, schemas):
        self.actor, self.user, self.record, self.schemas = actor, user, record, schemas
        self.socket = None
        self.frames, self.items = [], []
        self.pings = []  # who sent each ping that waits for its pong: "runner" or "scene"
        self.barriers = 0
        self.cursor = None
        self.faults = []
        self.news = asyncio.Event()

    def on_text(self, text):
        try:
            self.take(strict_json(text))
        except BadAnswer as error:
            self.faults.append(str(error))
        self.news.set()

    def take(self, frame):
        complaint = self.schemas.check_frame(frame)
        if complaint:
            self.faults.append(f"against the schema: {complaint}\n    {json.dumps(frame)[:500]}")
        kind = frame.get("type")
        if kind == "pong" and self.pings and self.pings.pop(0) == "runner":
            self.barriers += 1
        elif kind == "items":
            self.take_items(frame)
        else:
            self.note_cursor(kind, frame)
            self.frames.append(frame)

    def note_cursor(self, kind, frame):
        if kind == "welcome" and self.cursor is None:
            self.cursor = frame["head"]["inbox_seq"]
        elif kind == "resync":
            self.cursor = frame["head"]["inbox_seq"]
        elif kind == "history":
            for event in frame.get("events", []):
                self.complain(self.record.see_event(frame.get("conversation"), event)
                              if frame.get("conversation") else None)

    def take_items(self, frame):
        for item in frame.get("items", []):
            if self.cursor is not None and item["inbox_seq"] != self.cursor + 1:
                self.faults.append(f"item {item['inbox_seq']} came after {self.cursor}")
            self.cursor = item["inbox_seq"]
            self.complain(self.record.see_item(self.user, item))
            self.items.append(item)

    def complain(self, complaint):
        if complaint:
            self.faults.append(complaint)

    def fault(self):
        """What is wrong with all that came on this socket, or None."""
        if self.socket and self.socket.fault:
            self.faults.append(self.socket.fault)
            self.socket.fault = None
        return f"{self.actor}: " + "; ".join(self.faults) if self.faults else None

    def is_open(self):
        return self.socket is not None and not self.socket.closed.done()

    def left(self):
        """What nobody took: frames and items, but those that come by themselves."""
        frames = [one for one in self.frames if one.get("type") != "receipts"]
        items = [one for one in self.items if one["event"].get("kind") not in BY_THEMSELVES]
        return frames + items

    async def until(self, find, deadline_s):
        """Waits until `find()` is true-ish; its value, or None at the deadline or the close."""
        async def loop():
            while True:
                self.news.clear()
                found = find()
                if found is not None:
                    return found
                if not self.is_open():
                    return None
                await self.wait_for_news()
        try:
            return await asyncio.wait_for(loop(), deadline_s)
        except asyncio.TimeoutError:
            return None

    async def wait_for_news(self):
        closed = asyncio.ensure_future(asyncio.shield(self.socket.closed))
        news = asyncio.ensure_future(self.news.wait())
        await asyncio.wait([closed, news], return_when=asyncio.FIRST_COMPLETED)
        closed.cancel()
        news.cancel()

    async def send(self, frame):
        if frame.get("type") == "ping":
            self.pings.append("scene")
        await self.socket.send_text(json.dumps(frame, ensure_ascii=False))

    async def barrier(self, deadline_s=5):
        """A ping and its pong: what the socket had to say before is here."""
        wanted = self.barriers + self.pings.count("runner") + 1
        self.pings.append("runner")
        await self.socket.send_text('{"type":"ping"}')
        await self.until(lambda: self.barriers >= wanted or None, deadline_s)
