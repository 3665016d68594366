"""A dozen people on one server, and what they do at random: the load under which it is killed."""
import asyncio
import json
import os
import secrets

from crashing_server import CrashingServer
from ledger import Ledger
from person import Person

PEOPLE = 12
GROUPS = 2
GROUP_MEMBERS = 8
UNACCEPTED_MAX = 8   # what one person leaves unanswered before waiting
PAUSE_S = 0.02       # between two deeds of one person, about
LONG_TEXT = "a rose by any other name " * 800  # above 16 KiB: kept apart from its event
SETTLE_DEADLINE_S = 40
EMOJI = ("👍", "🎭", "🌹", "💔")
# Deeds with their weights.
DEEDS = {"speak": 56, "edit": 9, "delete": 6, "react": 12, "read": 8, "repeat": 5, "meddle": 3,
         "acknowledge": 1}


class Crowd:
    """Owns the server and its people. `random` decides everything but the ids."""

    def __init__(self, binary, directory, random, settings=None, data=None):
        self.random = random
        self.server = CrashingServer(binary, directory, settings, data)
        self.ledger = Ledger()
        self.people, self.groups = [], []  # groups: (conversation, owner, members)
        self.busy, self.churn = [], []
        self.is_loading = False
        self.share_of_long_texts = 0.01

    async def gather(self):
        """Starts the server, signs everybody up, makes the groups and connects all."""
        run = secrets.token_hex(4)
        await self.server.start()
        self.people = [Person(self.server, self.ledger, f"p{n}") for n in range(PEOPLE)]
        await asyncio.gather(*(person.sign_up(run) for person in self.people))
        for number in range(GROUPS):
            owner = self.people[number]
            members = self.random.sample([p for p in self.people if p is not owner], GROUP_MEMBERS)
            body = {"title": f"House {number}", "members": [member.user for member in members]}
            made = await owner.submit_by_http("create", "POST", "/v1/conversations", None, body, 2)
            self.groups.append((made["conversation"], owner, members))
        for person in self.people:
            person.arrive()

    async def disperse(self):
        """Ends people and server. Always to be called."""
        await self.stop_load(10)
        await asyncio.gather(*(person.leave() for person in self.people))
        await self.server.stop()

    # Load

    def start_load(self, with_churn=True):
        self.is_loading = True
        self.busy = [asyncio.create_task(self.act(person)) for person in self.people]
        if with_churn:
            self.churn = [asyncio.create_task(self.come_and_go(*group)) for group in self.groups]

    async def stop_load(self, deadline_s=SETTLE_DEADLINE_S):
        """Ends the load; who is in the middle of joining or leaving comes to the end of it."""
        self.is_loading = False
        tasks, self.busy, self.churn = self.busy + self.churn, [], []
        done, late = await asyncio.wait(tasks, timeout=deadline_s) if tasks else ((), ())
        for task in late:
            task.cancel()
        for problem in [task.exception() for task in done if task.exception()]:
            self.ledger.complain(f"the load broke: {problem!r}")
        if late:
            self.ledger.complain(f"{len(late)} requests were not answered in {deadline_s} s")

    async def settle(self):
        """Waits until everything is accepted, every marker came back and every inbox is read to
        its head. What is missing at the deadline is a complaint."""
        await self.stop_load()
        deadline = asyncio.get_running_loop().time() + SETTLE_DEADLINE_S
        for person in self.people:
            while asyncio.get_running_loop().time() < deadline:
                if not person.unaccepted and not person.reading:
                    _, answer = await person.ask("GET", "/v1/sync")
                    if answer["head"] == person.cursor:
                        break
                await asyncio.sleep(0.05)
            else:
                self.ledger.complain(
                    f"{person.name} does not come to rest: {len(person.unaccepted)} unaccepted, "
                    f"{len(person.reading)} markers, at item {person.cursor}, "
                    f"{'greeted' if person.is_greeted else 'not greeted'}")

    async def act(self, person):
        deeds, weights = list(DEEDS), list(DEEDS.values())
        while self.is_loading:
            if len(person.unaccepted) < UNACCEPTED_MAX:
                getattr(self, self.random.choices(deeds, weights)[0])(person)
            await asyncio.sleep(self.random.uniform(0.2, 1.8) * PAUSE_S)

    # Deeds

    def conversation_of(self, person):
        """One to write to: a direct one, or a group that they are, were or will be in."""
        groups = [c for c, owner, members in self.groups if person is owner or person in members]
        if groups and self.random.random() < 0.5:
            return self.random.choice(groups)
        other = self.random.choice([p for p in self.people if p is not person])
        first, second = sorted((person.user, other.user), key=int)
        return f"d{first}-{second}"

    def text(self):
        """A text that exists once: its first word can be looked for."""
        is_long = self.random.random() < self.share_of_long_texts
        return f"~{secrets.token_hex(8)}~ " + (LONG_TEXT if is_long else "art")

    def message_of(self, person, is_own):
        """(conversation, seq) of a message they saw; None if there is none."""
        seen = [(conversation, seq) for conversation, recent in person.recent.items()
                for seq, sender in recent[-12:] if (sender == person.user) == is_own]
        return self.random.choice(seen) if seen else None

    def speak(self, person):
        text = self.text()
        person.submit("send", self.conversation_of(person), {"text": text}, text)

    def edit(self, person, is_own=True):
        if place := self.message_of(person, is_own):
            text = self.text()
            person.submit("edit", place[0], {"target": place[1], "text": text}, text)

    def meddle(self, person):
        """Edits the message of another, which a rule forbids: a remembered rejection."""
        self.edit(person, False)

    def delete(self, person):
        if place := self.message_of(person, True):
            person.submit("delete", place[0], {"target": place[1]})

    def react(self, person):
        if place := self.message_of(person, self.random.random() < 0.2):
            person.submit("react", place[0], {"target": place[1], "on": self.random.random() < 0.7,
                                              "emoji": self.random.choice(EMOJI)})

    def read(self, person):
        if place := self.message_of(person, False):
            person.read_through(*place)

    def repeat(self, person):
        """Says again what was said before, sometimes with another text."""
        mine = [one for one in self.ledger.of_sender(person.user) if one.frame]
        if not mine:
            return
        again = dict(self.random.choice(mine[-200:]).frame)
        if "text" in again and self.random.random() < 0.5:
            again["text"] = "another text under a known id"
        person.submit_again(again)

    def acknowledge(self, person):
        if person.is_greeted and person.cursor:
            person.write({"type": "ack", "inbox_seq": person.cursor})

    async def come_and_go(self, conversation, owner, members):
        """Members leave and are invited back; others are removed and added; the title changes."""
        path = f"/v1/conversations/{conversation}"
        guests = members[:3]
        while self.is_loading:
            await asyncio.sleep(self.random.uniform(0.1, 0.5))
            guest = self.random.choice(guests)
            of_guest = f"{path}/members/{guest.user}"
            times = self.random.choice((1, 1, 2))
            if self.random.random() < 0.5:
                await guest.submit_by_http("leave", "DELETE", of_guest, conversation, times=times)
                await owner.submit_by_http("invite", "PUT", of_guest, conversation)
                await guest.submit_by_http("join", "PUT", of_guest, conversation, times=times)
            else:
                await owner.submit_by_http("remove", "DELETE", of_guest, conversation, times=times)
                await owner.submit_by_http("add", "PUT", of_guest, conversation, times=times)
            title = json.dumps(self.random.randrange(1000))
            await owner.submit_by_http("rename", "PATCH", path, conversation, {"title": title})
