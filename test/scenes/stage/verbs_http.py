"""Verbs of HTTP: ask, be answered, find, and raw bytes on a connection."""
import asyncio
import time

from stage import http_client
from stage.http_client import Connection
from stage.match import describe, make, matches, short
from stage.player import Failed, WAIT_S, verbs
from stage.values import Kind, Literal, Object

ANSWER_DEADLINE_S = 60  # long polls among them
RAW_DEADLINE_S = 10
SOON_S = 5
PAUSE_S = 0.1


def token_of(play, who):
    return None if who in ("nobody", "admin") else play.device_of(who).token


async def ask(play, who, method, path, body, id, headers):
    made = make(headers, play.names) if headers else {}
    lines = {name: str(value) for name, value in made.items()}
    if id is not None:
        lines["Idempotency-Key"] = make(id, play.names)
    if who == "admin":
        return await http_client.request(play.server.admin_listen, method, path, lines)
    body = make(body, play.names) if body is not None else None
    return await play.exchange(method, play.names.fill(path), body, token_of(play, who), lines)


@verbs("{who:who} asks {method:word} {path:path} {body:value} as {id:value}")
@verbs("{who:who} asks {method:word} {path:path} as {id:value}")
@verbs("{who:who} asks {method:word} {path:path} with headers {headers:value}[ and {body:value}]")
@verbs("{who:who} asks {method:word} {path:path}[ {body:value}]")
async def asks(play, who, method, path, body=None, id=None, headers=None):
    """A request; `is answered` looks at its answer. One that the scene did not look at has to
    have succeeded."""
    await meanwhile_asks(play, who, method, path, body, id, headers)
    await asyncio.wait([play.asked[who]], timeout=ANSWER_DEADLINE_S)


@verbs("{who:who} meanwhile asks {method:word} {path:path}")
async def meanwhile_asks(play, who, method, path, body=None, id=None, headers=None):
    """Only starts the request: the play goes on while it waits for its answer."""
    await settle(play, who)
    play.asked[who] = asyncio.create_task(ask(play, who, method, path, body, id, headers))
    await asyncio.sleep(0)


@verbs("{who:who} posts raw {text:raw} to {path:path}")
async def posts_raw(play, who, text, path):
    """POST with exactly these characters as its body."""
    await settle(play, who)
    path = play.names.fill(path)
    headers = {"Authorization": f"Bearer {token_of(play, who)}", "Content-Type": "application/json"}
    play.asked[who] = asyncio.create_task(
        play.exchange_bytes("POST", path, headers, text.encode()))


async def settle(play, who):
    task = play.asked.pop(who, None)
    if task is None:
        return
    answer = await asyncio.wait_for(task, ANSWER_DEADLINE_S)
    if not 200 <= answer.status < 300:
        raise Failed(f"an earlier request of {who} was answered {answer.status} "
                     f"{short(answer.body.decode(errors='replace'), 300)}")


@verbs("{who:who} is answered {status:value} with headers {headers:value}[ and {body:value}]")
@verbs("{who:who} is answered {status:value}[ {body:value}]")
async def is_answered(play, who, status, headers=None, body=None):
    """The answer to the last request of this actor, or the next one on its raw connection."""
    task = play.asked.pop(who, None)
    if task is not None:
        answer = await asyncio.wait_for(task, ANSWER_DEADLINE_S)
    elif who in play.raw:
        answer = await raw_answer(play, who, status)
        if answer is None:
            raise Failed(f"expected {describe(status)}; the connection was closed, unanswered")
        play.check_refusal(answer)
    else:
        raise Failed(f"{who} asked nothing")
    compare_answer(play, answer, status, headers, body)


async def raw_answer(play, who, status):
    try:
        reading = http_client.read_answer(play.raw[who].reader)
        return await asyncio.wait_for(reading, RAW_DEADLINE_S * play.patience)
    except asyncio.TimeoutError:
        raise Failed(f"expected {describe(status)}, saw no answer in {RAW_DEADLINE_S} s") from None


def compare_answer(play, answer, status, headers, body):
    seen = {"status": answer.status, "headers": answer.headers, "body": answer.json}
    pairs = [(Literal("status"), status)]
    if headers is not None:
        lowered = [(Literal(make(key, play.names).lower()), value) for key, value in headers.pairs]
        pairs.append((Literal("headers"), Object(lowered)))
    if body is not None:
        pairs.append((Literal("body"), body))
    differences = matches(Object(pairs), seen, play.names)
    if differences:
        text = short(answer.body.decode(errors="replace"), 400)
        raise Failed("the answer\n    " + "\n    ".join(differences) + f"\n    whole: {text}")


@verbs("{who:who} soon finds {path:path} {body:value}[ within {seconds:number} s]")
async def soon_finds(play, who, path, body, seconds=SOON_S):
    """Asks again and again until the answer is 200 and matches."""
    end = time.monotonic() + seconds * play.patience
    while True:
        try:
            return await finds(play, who, path, body)
        except Failed:
            if time.monotonic() > end:
                raise
        await asyncio.sleep(PAUSE_S)


@verbs("{who:who} finds {path:path}[ {body:value}]")
async def finds(play, who, path, body=None):
    """GET, answered 200 with this."""
    answer = await ask(play, who, "GET", path, None, None, None)
    compare_answer(play, answer, Literal(200), None, body)


@verbs("{who:who} counts {count:number} messages in {place:value}")
async def counts(play, who, count, place):
    """Pages through the whole history, oldest first, and counts what is a message."""
    place, token = make(place, play.names), token_of(play, who)
    after, seen, texts = 0, 0, []
    while True:
        path = f"/v1/conversations/{place}/events?after={after}&limit=100"
        page = await play.call("GET", path, token=token)
        found = [event for event in page["events"] if event["kind"] == "message"]
        seen += len(found)
        texts += [short(event.get("text"), 40) for event in found]
        if not page["has_more"]:
            break
        after = page["range"]["last"]
    if seen != count:
        raise Failed(f"expected {count} messages, saw {seen}: {', '.join(texts[-20:])}")


@verbs("{who:who} writes {texts:strings}")
async def writes(play, who, texts):
    """Bytes as they stand, on a connection that is opened for them and stays."""
    if who not in play.raw:
        play.raw[who] = await Connection.open(play.server.listen)
    data = "".join(play.names.fill(text) for text in texts).encode("latin-1")
    try:
        await play.raw[who].write(data)
    except ConnectionError:
        pass  # `is disconnected` or a missing answer tells


@verbs("{who:who} is disconnected[ within {seconds:number} s]")
async def is_disconnected(play, who, seconds=WAIT_S):
    """The server closed the raw connection, and said nothing more."""
    connection = play.raw.pop(who)
    try:
        rest = await asyncio.wait_for(connection.reader.read(), seconds * play.patience)
    except ConnectionError:
        rest = b""
    except asyncio.TimeoutError:
        raise Failed("the server did not close the connection") from None
    finally:
        connection.abort()
    if rest:
        raise Failed(f"the server said more before it closed: {rest[:200]}")


def problem(code):
    """What a problem document of this code has to hold (RFC 9457; protocol section 4)."""
    return Object([(Literal("code"), Literal(code)), (Literal("status"), Kind("number")),
                   (Literal("title"), Kind("text")), (Literal("retry"), Kind("text"))])


@verbs("{who:who} is refused {status:number} {code:word}")
async def is_refused(play, who, status, code):
    """The answer is a problem document with this code."""
    kind = Object([(Literal("Content-Type"), Literal("application/problem+json"))])
    await is_answered(play, who, Literal(status), kind, problem(code))


@verbs("{who:who} is turned away")
async def is_turned_away(play, who):
    """The answer is some 4xx: where the protocol says that, and not which."""
    task = play.asked.pop(who, None)
    if task is None:
        raise Failed(f"{who} asked nothing")
    answer = await asyncio.wait_for(task, ANSWER_DEADLINE_S)
    if not 400 <= answer.status < 500:
        raise Failed(f"expected 4xx, saw {answer.status}")
