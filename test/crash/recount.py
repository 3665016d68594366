"""What inboxes, histories and counters must hold, computed again from the events of a conversation.

Written from protocol section 5 and from nothing in the server. Groups here have the history rule
`from_join`, which is the default.
"""
from dataclasses import dataclass, field

OPEN = 1 << 60
ANNOTATIONS = ("edit", "delete", "reaction")


@dataclass
class Reader:
    """One user in one conversation."""
    intervals: list = field(default_factory=list)  # [from, to]
    inbox: list = field(default_factory=list)      # seqs, in order
    marker: int = 0                                # without what `read` items moved

    def is_in(self):
        return bool(self.intervals) and self.intervals[-1][1] == OPEN

    def interval_of(self, seq):
        for interval in self.intervals:
            if interval[0] <= seq <= interval[1]:
                return interval
        return None


class Recount:
    """`events` are those of one conversation, seq 1 … n; `texts` maps a client_message_id to what
    was submitted under it."""

    def __init__(self, conversation, events, texts):
        self.conversation, self.events, self.texts = conversation, events, texts
        self.readers = {}
        if conversation.startswith("d"):
            for user in conversation[1:].split("-"):
                self.readers[user] = Reader([[1, OPEN]])
        self.deleted = {event["target"] for event in events if event["kind"] == "delete"}
        for event in events:
            self.take(event)

    def take(self, event):
        seq, kind = event["seq"], event["kind"]
        recipients = [reader for reader in self.readers.values() if reader.is_in()]
        if kind in ("created", "members"):
            for user in event.get("members", event.get("added", ())):
                reader = self.readers.setdefault(user, Reader())
                reader.intervals.append([seq, OPEN])
                reader.marker = seq
                recipients.append(reader)
            for user in event.get("removed", ()):
                self.readers[user].intervals[-1][1] = seq
        elif kind == "delete":
            recipients = [one for one in recipients if one.interval_of(event["target"])]
        elif kind in ANNOTATIONS:
            recipients = [one for one in recipients if one.intervals[-1][0] <= event["target"]]
        elif kind == "message":
            self.readers[event["sender"]].marker = seq
        for reader in recipients:
            reader.inbox.append(seq)

    def listed(self, user):
        """The seqs that a history shows to `user`."""
        reader = self.readers[user]
        return [event["seq"] for event in self.events
                if event["kind"] not in ANNOTATIONS and reader.interval_of(event["seq"])]

    def text_of(self, user, seq):
        """The text of a message as folded for `user`; None for a tombstone."""
        if seq in self.deleted:
            return None
        end = self.readers[user].interval_of(seq)[1]
        said = self.events[seq - 1]
        for event in self.events[seq:]:
            if event["seq"] <= end and event["kind"] == "edit" and event["target"] == seq:
                said = event
        return self.texts[said["sender"], said["client_message_id"]]

    def reactions_of(self, user, seq):
        end = self.readers[user].interval_of(seq)[1]
        found = {}
        for event in self.events[seq:]:
            if event["seq"] > end or event["kind"] != "reaction" or event["target"] != seq:
                continue
            users = found.setdefault(event["emoji"], set())
            (users.add if event["on"] else users.discard)(event["sender"])
        return {emoji: users for emoji, users in found.items() if users}

    def unread(self, user, read):
        """Unread count, where `read` is the largest `through` of the user's `read` items."""
        reader = self.readers[user]
        if not reader.inbox:
            return 0
        marker = max(read, reader.marker)
        ordinal = self.events[marker - 1]["ordinal"] if marker else 0
        return max(0, self.events[reader.inbox[-1] - 1]["ordinal"] - ordinal)
