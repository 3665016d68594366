"""SIGKILL under load, again and again; kills of a server that is starting; SIGTERM.

The kills are spread over several crowds, each with its own settings of the storage, so that they
hit checkpoints, segments that are rolled and recycled, and plain groups of the journal.
"""
import asyncio
import os
import time

import audit
from crowd import Crowd

KILLS_A_CROWD = 10
LOAD_S = (0.15, 0.9)      # how long a server lives under load before it is killed
START_S = (0.0, 0.12)     # and how long after its start where it is killed while it replays
START_UP_KILLS = (0, 0, 0, 1, 2)
DRAIN_DEADLINE_S = 10
SETTINGS = (
    {"CHECKPOINT_SECONDS": "1", "CHECKPOINT_COMMANDS": "200", "SEGMENT_MIB": "1"},
    {},
    {"CHECKPOINT_SECONDS": "1", "CHECKPOINT_COMMANDS": "25", "SEGMENT_MIB": "1"},
    {"CHECKPOINT_SECONDS": "3600", "SYNC_PACE_MS": "20"},
    {"CHECKPOINT_SECONDS": "1", "SYNC_PACE_MS": "0", "SEGMENT_MIB": "1"},
)


async def run(binary, directory, random, tally, kills):
    for number in range((kills + KILLS_A_CROWD - 1) // KILLS_A_CROWD):
        settings = {f"PARLEY_STORAGE_{name}": value
                    for name, value in SETTINGS[number % len(SETTINGS)].items()}
        crowd = Crowd(binary, os.path.join(directory, f"kills-{number}"), random, settings)
        started = time.monotonic()
        try:
            await crowd.gather()
            crowd.start_load()
            count = min(KILLS_A_CROWD, kills - number * KILLS_A_CROWD)
            for kill in range(count):
                await kill_once(crowd, f"crowd {number}, kill {kill + 1}", tally)
            await drain(crowd, f"crowd {number}", tally)
            await crowd.settle()
            tally.check_all(f"crowd {number} after {count} kills", await audit.full(crowd))
            report(crowd, number, tally, time.monotonic() - started)
        finally:
            await crowd.disperse()


async def kill_once(crowd, name, tally):
    random, server = crowd.random, crowd.server
    await asyncio.sleep(random.uniform(*LOAD_S))
    await server.crash()
    told = {person: audit.told_so_far(crowd, person) for person in crowd.people}
    for _ in range(random.choice(START_UP_KILLS)):
        await server.crash_at_start(random.uniform(*START_S))
    await server.start()
    witness = random.choice(crowd.people)
    tally.check(name, await audit.quick(crowd, witness, told[witness]))


async def drain(crowd, name, tally):
    """SIGTERM under load: everybody is told to leave, and the next start has nothing to replay."""
    sockets = {person: len(person.closes) for person in crowd.people}
    goaways = {person: person.goaways for person in crowd.people}
    there = [person for person in crowd.people if person.is_greeted]
    crowd.server.drain()
    try:
        code = await asyncio.wait_for(crowd.server.wait_for_end(), DRAIN_DEADLINE_S)
    except asyncio.TimeoutError:
        await crowd.server.kill()
        code = f"none within {DRAIN_DEADLINE_S} s"
    await asyncio.sleep(0.2)
    tally.check(f"{name}: SIGTERM ends the server with 0", [f"it was {code}"] if code else [])
    tally.check(f"{name}: a leaving server says goaway", [
        f"{person.name} heard nothing" for person in there if person.goaways == goaways[person]])
    tally.check(f"{name}: a leaving server closes with 1001", [
        f"{person.name} was closed with {person.closes[sockets[person]:]}" for person in there
        if person.closes[sockets[person]:][:1] != [1001]])
    await crowd.server.start()
    replayed, _ = crowd.server.last_replay()
    tally.check(f"{name}: after SIGTERM nothing is replayed",
                [f"{replayed} commands were"] if replayed else [])


def report(crowd, number, tally, seconds):
    server, ledger = crowd.server, crowd.ledger
    replays = [int(said["head"]) + 1 - int(said["from"])
               for said in server.log_lines("log_replayed")]
    tally.note(f"crowd {number}: {server.kills} kills under load and {server.start_up_kills} of "
               f"starts; {len(ledger.submissions)} submissions, {ledger.resent} resent, "
               f"{sum(len(items) for items in ledger.items.values())} items, at most "
               f"{max(replays)} commands replayed; {seconds:.0f} s")
