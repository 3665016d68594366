"""What clients asked for and what they were told: the memory that a killed server is held against.

A thing may be told often, and never in two ways. Every contradiction becomes a complaint.
"""
from dataclasses import dataclass, field

# What folding may change about an event that was told before.
FOLDED = ("text", "mentions", "length", "truncated", "edited_at", "deleted", "reactions",
          "revision")


@dataclass
class Submission:
    """One thing that a person asked for. `outcome` is None until it is told: ("event", seq),
    ("unchanged", seq), ("rejected", code) or ("invited", user)."""
    sender: str
    client_message_id: str
    conversation: str
    kind: str
    text: str = None
    frame: dict = None  # None: it went over HTTP
    outcome: tuple = None


@dataclass
class Ledger:
    submissions: dict = field(default_factory=dict)  # (sender, id) -> Submission, in first order
    events: dict = field(default_factory=dict)       # conversation -> {seq: what never changes}
    items: dict = field(default_factory=dict)        # user -> {inbox_seq: (conversation, what)}
    refusals: dict = field(default_factory=dict)     # code -> how often a door refused with it
    resent: int = 0                                  # submissions that were made once more
    complaints: list = field(default_factory=list)

    def complain(self, text):
        self.complaints.append(text)

    def take_complaints(self):
        taken, self.complaints = self.complaints, []
        return taken

    def submit(self, submission):
        self.submissions[submission.sender, submission.client_message_id] = submission

    def told(self, sender, client_message_id, outcome):
        submission = self.submissions.get((sender, client_message_id))
        if submission is None:
            self.complain(f"{sender} was told of {client_message_id}, which nobody submitted")
        elif submission.outcome is None:
            submission.outcome = outcome
        elif submission.outcome != outcome:
            self.complain(f"{submission.kind} {client_message_id} of {sender} was "
                          f"{submission.outcome}, now {outcome}")

    def refused(self, code):
        self.refusals[code] = self.refusals.get(code, 0) + 1

    def see_event(self, conversation, event):
        kept = {key: value for key, value in event.items() if key not in FOLDED}
        known = self.events.setdefault(conversation, {}).setdefault(event["seq"], kept)
        if known != kept:
            self.complain(f"event {event['seq']} of {conversation} was {known}, now {kept}")

    def see_item(self, user, item):
        """Notes an item of `user`'s inbox, from a socket or from polling."""
        conversation, event = item.get("conversation"), item["event"]
        if "seq" in event and "sender" in event:
            self.see_event(conversation, event)
            what = event["seq"]
            if event["sender"] == user:
                self.told(user, event["client_message_id"], ("event", what))
        else:
            what = event
            if event["kind"] == "rejected":
                self.told(user, event["client_message_id"], ("rejected", event["code"]))
        seen = (conversation, what)
        known = self.items.setdefault(user, {}).setdefault(item["inbox_seq"], seen)
        if known != seen:
            self.complain(f"item {item['inbox_seq']} of {user} was {known}, now {seen}")

    def of_sender(self, user):
        return [one for one in self.submissions.values() if one.sender == user]
