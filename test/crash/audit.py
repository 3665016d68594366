"""Reads back everything that a server holds and compares it with what was told and asked.

`quick` is for after a restart, while people go on; `full` needs a crowd at rest. Each returns
problems by the name of the promise they break; an empty list is a kept promise.
"""
import re

from recount import Recount

TOKEN = re.compile(r"~[0-9a-f]{16}~")
PAGE = 100
PROMISES = (
    "nothing told is missing or different", "inboxes are dense",
    "everything accepted is there exactly once", "conversations are dense and in first order",
    "every recipient has every event, and no one else",
    "histories show what was said", "deleted texts are gone", "unread counts equal a recount",
    "resends were answered as the first time",
)


class Findings(dict):
    def __init__(self):
        super().__init__({name: [] for name in PROMISES})

    def add(self, number, problem):
        self[PROMISES[number]].append(problem)

    def problems(self):
        return [f"{name}: {problem}" for name, found in self.items() for problem in found]


async def read_inbox(person):
    """The whole inbox by polling, from nothing to its head."""
    items, after = [], 0
    while True:
        path = f"/v1/sync?incarnation={person.incarnation}&after={after}&limit={PAGE}"
        _, page = await person.ask("GET", path)
        if page.get("type") == "resync" or not page["items"]:
            return items
        items += page["items"]
        after = items[-1]["inbox_seq"]


def check_inbox(crowd, person, items, told, findings):
    """`told`: how many items this person had before, and their outcomes."""
    count, outcomes = told
    if [item["inbox_seq"] for item in items] != list(range(1, len(items) + 1)):
        findings.add(1, f"{person.name} has {[item['inbox_seq'] for item in items][:200]}")
    if len(items) < count:
        findings.add(0, f"{person.name} had {count} items, now {len(items)}")
    places = {}
    for item in items:
        crowd.ledger.see_item(person.user, item)
        event = item["event"]
        if event.get("sender") == person.user or event["kind"] == "rejected":
            places.setdefault(event["client_message_id"], []).append((item["conversation"], event))
    for key, submission in outcomes.items():
        check_submission(submission, places.get(key, []), findings)


def check_submission(submission, places, findings):
    """An event or a rejection is in its sender's inbox once; what changed nothing is not."""
    kind, what = submission.outcome
    if kind in ("unchanged", "invited"):
        is_right = not places
    else:
        told = {"event": "seq", "rejected": "code"}[kind]
        is_right = [(c, e.get(told)) for c, e in places] == [(submission.conversation, what)]
        is_right = is_right and (places[0][1]["kind"] == "rejected") == (kind == "rejected")
    if not is_right:
        findings.add(2, f"{submission.kind} {submission.client_message_id} in "
                        f"{submission.conversation} became {submission.outcome}, "
                        f"its sender's inbox has {places}")


def told_so_far(crowd, person):
    """What this person could rely on at this moment: taken before a kill, checked after it."""
    outcomes = {one.client_message_id: one
                for one in crowd.ledger.of_sender(person.user) if one.outcome}
    return person.cursor, outcomes


async def quick(crowd, person, told):
    """One inbox, read from nothing, against what its owner was told before the last kill."""
    findings = Findings()
    check_inbox(crowd, person, await read_inbox(person), told, findings)
    return findings.problems() + crowd.ledger.take_complaints()


async def full(crowd):
    """Everything: Findings."""
    findings = Findings()
    inboxes = {}
    for person in crowd.people:
        inboxes[person.user] = items = await read_inbox(person)
        check_inbox(crowd, person, items, told_so_far(crowd, person), findings)
        if len(items) != person.cursor:
            findings.add(1, f"{person.name} holds {person.cursor} items, polling has {len(items)}")
    for submission in crowd.ledger.submissions.values():
        if submission.outcome is None:
            findings.add(2, f"{submission.kind} {submission.client_message_id} has no outcome")
    recounts = recount_all(crowd, findings)
    check_recipients(inboxes, recounts, findings)
    shown = set()
    for person in crowd.people:
        await check_histories(person, recounts, shown, findings)
        await check_unread(person, inboxes[person.user], recounts, findings)
    for item in (item for items in inboxes.values() for item in items):
        shown.update(TOKEN.findall(item["event"].get("text") or ""))
    for token in sorted(deleted_tokens(recounts) & shown):
        findings.add(6, f"{token} is still shown")
    findings[PROMISES[8]] += crowd.ledger.take_complaints()
    return findings


def recount_all(crowd, findings):
    """A Recount of every conversation whose numbers are dense and whose senders' order held."""
    texts = {key: one.text for key, one in crowd.ledger.submissions.items()}
    places = {key: number for number, key in enumerate(crowd.ledger.submissions)}
    in_order = not crowd.ledger.refusals  # A refusal lets the next one pass (section 2).
    recounts = {}
    for conversation, events in crowd.ledger.events.items():
        ordered = [events[seq] for seq in sorted(events)]
        if [event["seq"] for event in ordered] != list(range(1, len(ordered) + 1)):
            findings.add(3, f"{conversation} has {sorted(events)[:200]}")
            continue
        last_of, ordinal = {}, 0
        for event in ordered:
            ordinal += event["kind"] == "message"
            if event["ordinal"] != ordinal:
                findings.add(3, f"{conversation} {event['seq']}: ordinal is not {ordinal}")
            key = event["sender"], event["client_message_id"]
            if key not in places:
                findings.add(3, f"{conversation} {event['seq']} was submitted by nobody")
            elif in_order and crowd.ledger.submissions[key].frame:
                if last_of.get(event["sender"], -1) > places[key]:
                    findings.add(3, f"{conversation} {event['seq']} overtook an earlier one")
                last_of[event["sender"]] = places[key]
        if any(later["sent_at"] < earlier["sent_at"]
               for earlier, later in zip(ordered, ordered[1:])):
            findings.add(3, f"sent_at goes back in {conversation}")
        recounts[conversation] = Recount(conversation, ordered, texts)
    return recounts


def check_recipients(inboxes, recounts, findings):
    for user, items in inboxes.items():
        found = {}
        for item in items:
            if "seq" in item["event"] and "sender" in item["event"]:
                found.setdefault(item["conversation"], []).append(item["event"]["seq"])
        for conversation, recount in recounts.items():
            reader = recount.readers.get(user)
            wanted = reader.inbox if reader else []
            if found.get(conversation, []) != wanted:
                odd = sorted(set(found.get(conversation, [])) ^ set(wanted))
                findings.add(4, f"{user} in {conversation}: {odd[:20] or 'another order'}")


async def check_histories(person, recounts, shown, findings):
    for conversation, recount in recounts.items():
        if person.user not in recount.readers:
            continue
        events = await read_history(person, conversation)
        seqs, wanted = [event["seq"] for event in events], recount.listed(person.user)
        if seqs != wanted:
            odd = sorted(set(seqs) ^ set(wanted))
            findings.add(5, f"{conversation} for {person.user}: {odd[:20] or 'another order'}")
            continue
        for event in events:
            if event["kind"] == "message":
                shown.update(TOKEN.findall(event["text"]))
                if problem := message_problem(recount, person.user, event):
                    findings.add(5, f"{conversation} {event['seq']} for {person.user}: {problem}")


def message_problem(recount, user, event):
    text = recount.text_of(user, event["seq"])
    if (text is None) != bool(event.get("deleted")):
        return f"deleted is {event.get('deleted')}"
    if text is None:
        return None if not event["text"] else "a tombstone with a text"
    is_same = text.startswith(event["text"]) if event.get("truncated") else text == event["text"]
    if not is_same:
        return f"{event['text'][:60]!r} instead of {text[:60]!r}"
    found = {one["emoji"]: set(one["users"]) for one in event.get("reactions") or []}
    wanted = recount.reactions_of(user, event["seq"])
    return None if found == wanted else f"reactions are {found}, not {wanted}"


async def read_history(person, conversation):
    events, after = [], 0
    while True:
        path = f"/v1/conversations/{conversation}/events?after={after}&limit={PAGE}"
        status, page = await person.ask("GET", path)
        if status != 200:
            return events
        events += page["events"]
        if not page["has_more"]:
            return events
        after = page["range"]["last"]


async def check_unread(person, items, recounts, findings):
    read = {}
    for item in items:
        if item["event"]["kind"] == "read":
            through = item["event"]["through"]
            read[item["conversation"]] = max(through, read.get(item["conversation"], 0))
    found, before = {}, ""
    while before is not None:
        _, page = await person.ask("GET", f"/v1/conversations?limit={PAGE}{before}")
        found.update({one["conversation"]: one["unread"] for one in page["conversations"]})
        before = f"&before={page['next']}" if page.get("next") else None
    for conversation, recount in recounts.items():
        if person.user in recount.readers:
            wanted = recount.unread(person.user, read.get(conversation, 0))
            if found.get(conversation) != wanted:
                findings.add(7, f"{conversation} for {person.user}: "
                                f"{found.get(conversation)}, not {wanted}")


def deleted_tokens(recounts):
    """The first words of every text, original or edited in, of messages that were deleted."""
    tokens = set()
    for recount in recounts.values():
        for event in recount.events:
            is_text = event["kind"] in ("message", "edit")
            if is_text and event.get("target", event["seq"]) in recount.deleted:
                text = recount.texts[event["sender"], event["client_message_id"]]
                tokens.update(TOKEN.findall(text))
    return tokens
