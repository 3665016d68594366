"""Verbs of the WebSocket: connect, send, receive, get items, close."""
import asyncio
import secrets

from stage.cast import BY_THEMSELVES
from stage.match import make, matches, short, uuid7
from stage.player import Failed, WAIT_S, verbs
from stage.socket_client import BINARY, CLOSE, PING, PONG, TEXT, frame
from stage.values import Kind, Literal, Object

OPCODES = {"continuation": 0, "text": TEXT, "binary": BINARY, "close": CLOSE, "ping": PING,
           "pong": PONG}
QUIET_S = 0.15


async def cursor_of(play, who, since):
    """`since` may be a number (of this inbox) or a whole cursor."""
    if isinstance(since, dict):
        return since
    sync = await play.call("GET", "/v1/sync", token=play.device_of(who).token)
    return {"incarnation": sync["incarnation"], "inbox_seq": since}


async def say_hello(play, who, cursor, mode, instance, ticket=None):
    device = play.device_of(who)
    hello = {"type": "hello", "instance": instance or secrets.token_hex(8), "mode": mode,
             "client": {"name": "scene", "version": "1"}}
    if ticket:
        hello["ticket"] = ticket
    else:
        hello["token"] = device.token
    if cursor:
        hello["cursor"] = cursor
    line = play.line(who)
    line.cursor = cursor["inbox_seq"] if cursor else None
    await line.send(hello)


@verbs("{who:who} connects[ since the {start:word}][ since {since:value}]"
       "[ by ticket {ticket:value}][ in the {mode:word}][ as instance {instance:word}]")
async def connects(play, who, start=None, since=None, ticket=None, mode="foreground",
                   instance=None):
    cursor = None
    if since is not None or start == "beginning":
        cursor = await cursor_of(play, who, make(since, play.names) if since else 0)
    if not await play.open_line(who):
        raise Failed(f"the server refused the socket with {play.asked[who].result().status}")
    ticket = make(ticket, play.names) if ticket else None
    await say_hello(play, who, cursor, mode, instance, ticket)
    welcome = await play.take_frame(who, welcome_of(play.device_of(who)))
    name = who.replace("#", "-")
    play.names.known[f"{name}.ticket"] = welcome["ticket"]
    play.names.known[f"{name}.head"] = welcome["head"]["inbox_seq"]
    play.names.known[f"{name}.limits"] = welcome["limits"]
    play.names.known[f"{name}.incarnation"] = welcome["head"]["incarnation"]


def welcome_of(device):
    return Object([(Literal("type"), Literal("welcome")),
                   (Literal("user"), Literal(device.person.user)),
                   (Literal("device"), Literal(device.device)),
                   (Literal("server_time"), Kind("time"))])


@verbs("{who:who} opens a socket[ with headers {headers:value}]")
async def opens(play, who, headers=None):
    """Switches protocols and says nothing yet."""
    await play.open_line(who, make(headers, play.names) if headers else None)


@verbs("{who:who} sends raw {text:raw}")
async def sends_raw(play, who, text):
    """A text frame with exactly these characters; `$names` in them are filled in."""
    await play.line(who).socket.send_text(play.names.fill(text))


@verbs("{who:who} sends hex {bytes:strings}")
async def sends_hex(play, who, bytes):
    await play.line(who).socket.write(b"".join(map(hex_bytes, bytes)))


def hex_bytes(text):
    return bytes.fromhex(text)


@verbs("{who:who} sends frame {shape:value}")
async def sends_frame(play, who, shape):
    """`{ opcode: text, payload: "…", hex: "…", fin: false, rsv: 4, masked: false }`."""
    wanted = make(shape, play.names)
    payload = wanted.get("payload", "").encode() + hex_bytes(wanted.get("hex", ""))
    opcode = wanted.get("opcode", "text")
    opcode = OPCODES.get(opcode, opcode)
    await play.line(who).socket.write(frame(
        payload, opcode, wanted.get("fin", True), wanted.get("rsv", 0),
        wanted.get("masked", True)))


@verbs("{who:who} sends {type:word} {fields:value}")
async def sends(play, who, type, fields):
    await play.line(who).send({"type": type, **make(fields, play.names)})


@verbs("{who:who} sends {type:word}")
async def sends_bare(play, who, type):
    await play.line(who).send({"type": type})


@verbs("{who:who} receives nothing")
@verbs("{who:who} gets nothing")
async def receives_nothing(play, who):
    line = play.line(who)
    await line.barrier()
    await asyncio.sleep(QUIET_S)
    play.check_line(line)
    if line.left():
        raise Failed(f"expected nothing for {who}, saw {short(line.left(), 500)}")



@verbs("{who:who} hears no {type:word}")
async def hears_no(play, who, type):
    """No frame of this type came that was not taken."""
    line = play.line(who)
    await line.barrier()
    await asyncio.sleep(QUIET_S)
    play.check_line(line)
    heard = [frame for frame in line.frames if frame.get("type") == type]
    if heard:
        raise Failed(f"expected no {type} for {who}, saw {short(heard, 500)}")


@verbs("{who:who} was told once that each of {users:value} is {state:word}")
async def was_told_once(play, who, users, state):
    """Takes all `presence` frames that came: together they name each of them exactly once, with
    this state, and nobody else."""
    line = play.line(who)
    await line.barrier()
    play.check_line(line)
    frames = [frame for frame in line.frames if frame.get("type") == "presence"]
    line.frames = [frame for frame in line.frames if frame not in frames]
    told = sorted((one["user"], one["state"]) for frame in frames for one in frame["users"])
    wanted = sorted((user, state) for user in make(users, play.names))
    if told != wanted:
        odd = [one for one in set(told) | set(wanted) if told.count(one) != wanted.count(one)]
        raise Failed(f"expected each to be {state} once; other than once: {short(odd, 500)}")


@verbs("{who:who} receives {type:word} {fields:value}[ within {seconds:number} s]")
@verbs("{who:who} receives {type:word}[ within {seconds:number} s]")
async def receives(play, who, type, fields=None, seconds=WAIT_S):
    """Takes the first such frame; others stay for later steps."""
    await play.take_frame(who, typed(type, fields), seconds)


def typed(type, fields, key="type"):
    return Object([(Literal(key), Literal(type))] + (fields.pairs if fields else []))


@verbs("{who:who} gets {kind:word} {fields:value} in {place:value}[ as item {number:value}]")
@verbs("{who:who} gets {kind:word} in {place:value}[ as item {number:value}]")
@verbs("{who:who} gets {kind:word} {fields:value}[ as item {number:value}]")
async def gets(play, who, kind, fields=None, place=None, number=None):
    """The next item of this inbox is this one. Nothing may come before it but what comes by
    itself."""
    await take_item(play, who, item_pattern(kind, fields, place, number), kind, False)


@verbs("{who:who} soon gets {kind:word} {fields:value} in {place:value}[ as item {number:value}]")
@verbs("{who:who} soon gets {kind:word} {fields:value}[ as item {number:value}]")
async def soon_gets(play, who, kind, fields=None, place=None, number=None):
    """Like `gets`, after any number of other items, which are dropped."""
    await take_item(play, who, item_pattern(kind, fields, place, number), kind, True)


def item_pattern(kind, fields, place, number):
    pairs = [(Literal("event"), typed(kind, fields, "kind"))]
    if place is not None:
        pairs.append((Literal("conversation"), place))
    if number is not None:
        pairs.append((Literal("inbox_seq"), number))
    return Object(pairs)


async def take_item(play, who, node, kind, may_skip):
    line = play.line(who)

    def find():
        for item in list(line.items):
            is_asked = item["event"].get("kind") == kind
            if not is_asked and item["event"].get("kind") in BY_THEMSELVES:
                continue
            if matches(node, item, play.names) is None:
                del line.items[: line.items.index(item) + 1]
                return item
            if not may_skip and not (is_asked and kind in BY_THEMSELVES):
                return False
        return None
    if not await line.until(find, WAIT_S * play.patience):
        left = [one for one in line.items
                if one["event"].get("kind") not in BY_THEMSELVES or kind in BY_THEMSELVES]
        raise Failed(play.not_seen(line, node, left if may_skip else left[:1]))
    play.check_line(line)


@verbs("{who:who} is closed with {code:number}[ within {seconds:number} s]")
async def is_closed(play, who, code, seconds=WAIT_S):
    line = play.line(who)
    try:
        closing = asyncio.shield(line.socket.closed)
        seen = await asyncio.wait_for(closing, seconds * play.patience)
    except asyncio.TimeoutError:
        raise Failed(f"expected close {code}; the socket of {who} is open") from None
    play.check_line(line)
    if seen != code:
        raise Failed(f"expected close {code}, saw {seen}; last frames {short(line.frames[-3:])}")


@verbs("{who:who} stays connected")
async def stays(play, who):
    line = play.line(who)
    await line.barrier()
    if not line.is_open():
        raise Failed(f"{who} was closed with {line.socket.closed.result()}")


@verbs("{who:who} disconnects")
async def disconnects(play, who):
    play.check_line(play.line(who))
    await play.line(who).socket.close()


@verbs("{who:who} vanishes")
async def vanishes(play, who):
    """The connection is torn without a word."""
    play.line(who).socket.abort()


@verbs("{who:who} stops reading")
async def stops_reading(play, who):
    play.line(who).socket.may_read.clear()
    play.line(who).socket.connection.writer.transport.pause_reading()


@verbs("{who:who} reads again")
async def reads_again(play, who):
    play.line(who).socket.connection.writer.transport.resume_reading()
    play.line(who).socket.may_read.set()


def submission(play, type, fields):
    """The frame, with a ref of its own and a client_message_id where the scene gave none."""
    made = {"type": type, "ref": secrets.token_hex(4), **make(fields, play.names)}
    made.setdefault("client_message_id", uuid7())
    return made


@verbs("{who:who} submits {type:word} {fields:value}[ and is told {outcome:value}]")
async def submits(play, who, type, fields, outcome=None):
    """Sends a submission and takes `accepted`; the outcome is by default a new event. The item
    that follows from it in the sender's own inbox is taken as well."""
    sent = submission(play, type, fields)
    line = play.line(who)
    await line.send(sent)
    ref = (Literal("ref"), Literal(sent["ref"]))
    answer = await play.take_frame(who, Object([ref]))
    wanted = outcome or Object([
        (Literal("seq"), Kind("number")), (Literal("duplicate"), Literal(False)),
        (Literal("unchanged"), Kind("absent"))])
    if answer["type"] != "accepted":
        raise Failed(f"expected accepted, saw {short(answer)}")
    differences = matches(wanted, answer.get("outcome"), play.names)
    if differences:
        raise Failed("the outcome\n    " + "\n    ".join(differences))
    told = answer["outcome"]
    if not told.get("duplicate") and not told.get("unchanged"):
        await own_item(play, line, sent["client_message_id"])
    return told


async def own_item(play, line, client_message_id):
    def find():
        for item in line.items:
            if item["event"].get("client_message_id") == client_message_id:
                line.items.remove(item)
                return item
        return None
    if await line.until(find, WAIT_S * play.patience) is None:
        raise Failed(f"{line.actor}: the own inbox has no item for {client_message_id}")


@verbs("{who:who} submits {type:word} {fields:value} and is refused {code:word}")
async def is_refused(play, who, type, fields, code):
    """The door refuses: an `error` frame with the same ref, nothing remembered."""
    sent = submission(play, type, fields)
    await play.line(who).send(sent)
    await play.take_frame(who, Object([
        (Literal("type"), Literal("error")), (Literal("ref"), Literal(sent["ref"])),
        (Literal("code"), Literal(code))]))


@verbs("{who:who} says {text:value} in {place:value}[ as {id:value}][ giving {seq:variable}]")
async def says(play, who, text, place, id=None, seq=None):
    """Sends a text: on the socket, or over HTTP for one who has none open."""
    body = {"text": make(text, play.names)}
    name = make(id, play.names) if id else uuid7()
    place = make(place, play.names)
    line = play.lines.get(who)
    if line and line.is_open():
        fields = Object([(Literal("conversation"), Literal(place)),
                         (Literal("client_message_id"), Literal(name)),
                         (Literal("text"), Literal(body["text"]))])
        told = await submits(play, who, "send", fields)
    else:
        told = await play.call("POST", f"/v1/conversations/{place}/messages", body,
                               play.device_of(who).token, {"Idempotency-Key": name})
    if seq:
        play.names.known[seq] = told["seq"]
