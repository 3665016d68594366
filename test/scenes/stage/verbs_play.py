"""Verbs of the cast, of the server, and of the play itself: loops, waits, names."""
import asyncio
import time

from stage.cast import Device, Person
from stage.match import make, matches, short, uuid7
from stage.player import Failed, verbs
from stage.values import SceneError

PAUSE_S = 0.25


# The cast

@verbs("people {names:names}")
async def people(play, names):
    for name in names:
        await play.sign_up(name)


@verbs("crowd {name:name} of {count:number}")
async def crowd(play, name, count):
    await play.crowd(name, count)


@verbs("device {name:name} of {owner:name}")
async def device(play, name, owner):
    await play.log_in(name, owner)


@verbs("friends {one:name} with {others:names}")
async def friends(play, one, others):
    """Each asks, the other accepts."""
    for other in others:
        a, b = play.device_of(one), play.device_of(other)
        await play.call("PUT", f"/v1/contacts/{b.person.user}", token=a.token)
        await play.call("PUT", f"/v1/contacts/{a.person.user}", token=b.token)


@verbs("group {group:variable} by {owner:name}[ with {members:names}][ titled {title:value}]")
async def group(play, group, owner, members=(), title=None):
    body = {"title": make(title, play.names) if title else group.capitalize(),
            "members": [play.device_of(name).person.user for name in members]}
    made = await play.call("POST", "/v1/conversations", body, play.device_of(owner).token,
                           {"Idempotency-Key": uuid7()})
    play.names.known[group] = made["conversation"]


@verbs("actor {name:name} is user {user:value} on device {device:value} with token {token:value}")
async def actor(play, name, user, device, token):
    """Brings someone on stage who signed up or logged in by the scene's own requests."""
    user = make(user, play.names)
    person = Person(name, None, None, user, None)
    play.people[name] = person
    play.devices[name] = Device(person, make(device, play.names), make(token, play.names))


# The server

@verbs("server of its own[ with {limits:value}]")
@verbs("deadline {seconds:number} s")
async def header(play, **_):
    """Read before the play begins (`programme.py`)."""


@verbs("the server is killed")
async def killed(play):
    await play.server.kill()


@verbs("the server starts again[ with {limits:value}]")
async def starts_again(play, limits=None):
    """On the same directory. Sockets of before are gone."""
    if play.server.is_running():
        raise SceneError("the server runs already")
    for line in play.lines.values():
        if line.socket:
            line.socket.abort()
    if limits:
        play.server.limits.update(make(limits, play.names))
    await play.server.start()


@verbs("the server is told to leave")
async def told_to_leave(play):
    play.server.drain()


@verbs("the server ends[ within {seconds:number} s]")
async def ends(play, seconds=15):
    try:
        waiting = play.server.process.wait()
        code = await asyncio.wait_for(waiting, seconds * play.patience)
    except asyncio.TimeoutError:
        raise Failed(f"the server still runs after {seconds} s") from None
    if code != 0:
        raise Failed(f"the server ended with {code}\n{play.server.log_tail()}")


@verbs("the server still runs")
async def still_runs(play):
    if not play.server.is_running():
        raise Failed(f"the server has ended\n{play.server.log_tail()}")


@verbs("the memory of the server is noted")
async def memory_noted(play):
    play.server.noted_mib = play.server.memory_mib()


@verbs("the server has grown by at most {mib:number} MiB")
async def grown(play, mib):
    """Since its memory was noted; not asked of a build with a sanitizer."""
    grown_by = play.server.memory_mib() - play.server.noted_mib
    if grown_by > mib and not play.server.is_sanitized():
        raise Failed(f"it has grown by {grown_by} MiB")


# The play

@verbs("wait {seconds:number} s")
async def wait(play, seconds):
    await asyncio.sleep(seconds)


@verbs("let {name:variable} be {made:value}")
async def let(play, name, made):
    play.names.known[name] = make(made, play.names)


@verbs("{seen:value} is {wanted:value}")
async def is_so(play, seen, wanted):
    value = make(seen, play.names)
    differences = matches(wanted, value, play.names)
    if differences:
        raise Failed("\n    ".join([short(value)] + differences))


@verbs("repeat {count:number} times[ as {name:variable}]")
async def repeat(play, count, block, name=None):
    """`as $i` counts 1, 2, 3 … Names of ids (`$m1`) keep their meaning between the rounds."""
    for index in range(1, count + 1):
        if name:
            play.names.known[name] = index
        for statement in block:
            await play.play(statement)


@verbs("takes {seconds:number} s at least")
async def takes(play, seconds, block):
    """The block comes true, and not sooner."""
    start = time.monotonic()
    for statement in block:
        await play.play(statement)
    passed = time.monotonic() - start
    if passed < seconds:
        raise Failed(f"expected at least {seconds} s, it took {passed:.2f} s")


@verbs("within {seconds:number} s")
async def within(play, seconds, block):
    """The block is played until it comes true; what a failed try bound is forgotten."""
    end = time.monotonic() + seconds * play.patience
    while True:
        known = dict(play.names.known)
        try:
            for statement in block:
                await play.play(statement)
            return
        except Failed:
            if time.monotonic() > end:
                raise
        play.names.known = known
        await asyncio.sleep(PAUSE_S)


@verbs("forget {name:variable}")
async def forget(play, name):
    """The name is free again, to be bound anew."""
    play.names.known.pop(name, None)
