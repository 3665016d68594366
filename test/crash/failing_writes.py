"""Writes and syncs that fail at a chosen call, in the journal and in the chat store, under load.

No space: a retryable error, then it goes on. A device error in the journal: the process ends with
a line that says why, since after a failed sync nothing that is read back proves anything; the next
start has everything that was accepted.
"""
import asyncio
import os

import audit
from crowd import Crowd
from disk_full import RETRYABLE, status_of, until
from failing_disk import CHAT, EIO, ENOSPC, HALF, JOURNAL, NOTHING, SYNCS, WRITES, FailingDisk
from stage.server import ServerFailed

FAULT_DEADLINE_S = 20
CHECKPOINTS_S = 4  # time for a few more checkpoints
ENDLESS = 1 << 30
SETTINGS = {"PARLEY_STORAGE_CHECKPOINT_SECONDS": "1", "PARLEY_STORAGE_SEGMENT_MIB": "1"}


async def run(binary, directory, random, tally):
    os.makedirs(directory, exist_ok=True)
    disk = FailingDisk(directory)
    crowd = Crowd(binary, os.path.join(directory, "failing-writes"), random,
                  {**SETTINGS, **disk.environment})
    crowd.share_of_long_texts = 0.1  # So that segments are rolled.
    try:
        await crowd.gather()
        for times, leaves in ((1, NOTHING), (3, NOTHING), (1, HALF), (2, HALF)):
            left = "half of it" if leaves == HALF else "nothing"
            name = f"no space for {times} journal writes that leave {left}"
            disk.fail(WRITES, JOURNAL, ENOSPC, random.randrange(30), times, leaves)
            await survive(crowd, disk, times, name, tally)
        for calls, what in ((WRITES, "writes"), (SYNCS, "syncs")):
            for error, why in ((ENOSPC, "no space"), (EIO, "a device error")):
                disk.fail(calls, CHAT, error, random.randrange(6), 2)
                await checkpoint_later(crowd, disk, f"{why} in 2 {what} of the chat store", tally)
        disk.fail(WRITES, JOURNAL, EIO, random.randrange(30))
        await die(crowd, "a device error in a journal write", tally)
        disk.fail(WRITES, JOURNAL, ENOSPC, random.randrange(30), ENDLESS)
        await die(crowd, "a device error in the sync of a recovery", tally, disk)
        await fail_to_start(crowd, disk, tally)
    finally:
        await crowd.disperse()


async def has_failed(disk, times):
    async def look():
        return disk.failed() >= times
    return await until(look, FAULT_DEADLINE_S)


async def survive(crowd, disk, times, name, tally):
    crowd.ledger.refusals = {}
    crowd.start_load()
    if not await has_failed(disk, times):
        tally.check(f"{name}: happens", [f"{disk.failed()} calls failed"])
    problems = []

    async def is_ready():
        return await status_of(crowd.server, "/readyz") == 200
    if not await until(is_ready, FAULT_DEADLINE_S):
        problems.append("it is not ready again")
    if not crowd.ledger.refusals or set(crowd.ledger.refusals) - RETRYABLE:
        problems.append(f"refused with {crowd.ledger.refusals}")
    await crowd.settle()
    tally.check(f"{name}: retryable errors, then it goes on", problems)
    tally.check(f"{name}: nothing is lost or doubled", (await audit.full(crowd)).problems())


async def checkpoint_later(crowd, disk, name, tally):
    """A checkpoint that fails is tried again; people do not notice. What is told to be on the disk
    is there, also for a server that is killed before it can say good-bye."""
    crowd.ledger.refusals = {}
    crowd.start_load()
    problems = []
    if not await has_failed(disk, 2):
        problems.append(f"{disk.failed()} calls failed")
    disk.mend()
    await asyncio.sleep(CHECKPOINTS_S)
    await crowd.server.crash()
    await crowd.server.start()
    await crowd.settle()
    await crowd.server.stop()
    await crowd.server.start()
    replayed, _ = crowd.server.last_replay()
    if replayed:
        problems.append(f"the checkpoint of the shut-down left {replayed} commands")
    if crowd.ledger.refusals.keys() - {"draining"}:
        problems.append(f"refused with {crowd.ledger.refusals}")
    tally.check(f"{name}: the checkpoint is made later", problems)
    tally.check(f"{name}: nothing is lost or doubled", (await audit.full(crowd)).problems())


async def die(crowd, name, tally, recovering_disk=None):
    """`recovering_disk` fails with no space, until the sync that comes before trying again does."""
    lost = len(crowd.server.log_lines("log_lost"))
    crowd.start_load()
    if recovering_disk:
        await has_failed(recovering_disk, 1)
        recovering_disk.fail(SYNCS, JOURNAL, EIO)
    try:
        code = await asyncio.wait_for(crowd.server.wait_for_end(), FAULT_DEADLINE_S)
    except asyncio.TimeoutError:
        code = None
    said = len(crowd.server.log_lines("log_lost")) - lost
    tally.check(f"{name}: ends the server, which says why",
                [] if code == 1 and said == 1 else [f"code {code}, {said} lines"])
    if code is None:
        await crowd.server.kill()
    await crowd.server.start()
    await crowd.settle()
    tally.check(f"{name}: nothing is lost or doubled", (await audit.full(crowd)).problems())


async def fail_to_start(crowd, disk, tally):
    """What was read back is synced before it counts; a start that cannot do so is none."""
    name = "a device error in the first sync of a start"
    crowd.start_load()
    await asyncio.sleep(1)
    await crowd.server.crash()
    disk.fail(SYNCS, JOURNAL, EIO)
    try:
        await crowd.server.start()
        problems = ["it started"]
    except ServerFailed as failure:
        problems = [] if os.strerror(EIO) in str(failure) else [str(failure)]
    tally.check(f"{name}: ends it, and it says why", problems)
    disk.mend()
    if not crowd.server.is_running():
        await crowd.server.start()
    await crowd.settle()
    tally.check(f"{name}: nothing is lost or doubled", (await audit.full(crowd)).problems())
