"""The disk is full: a small tmpfs holds the data, and a file from outside takes the rest of it.

Sends get a retryable error, reading goes on, readiness fails; when there is room again the server
goes on by itself. Then once more, with a SIGKILL while it is full.
"""
import asyncio
import os
import subprocess

import audit
from crowd import Crowd
from stage.http_client import request
from stage.server import ServerFailed

SIZE_MIB = 48
FILL_CHUNK = 64 * 1024
RETRYABLE = {"store_failed", "overloaded"}
REFUSED_DEADLINE_S = 40
RESUMED_DEADLINE_S = 20
SETTINGS = {"PARLEY_STORAGE_CHECKPOINT_SECONDS": "1", "PARLEY_STORAGE_SEGMENT_MIB": "1",
            "PARLEY_STORAGE_MEMORY_MIB": "16"}


class SmallDisk:
    """A tmpfs at `path`, for as long as the `with` lasts."""

    def __init__(self, path):
        self.path = path
        self.filling = os.path.join(path, "filling")

    def __enter__(self):
        os.makedirs(self.path)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MIB}m", "tmpfs", self.path],
                       check=True)
        return self

    def __exit__(self, *_):
        if subprocess.run(["umount", self.path], check=False).returncode != 0:
            subprocess.run(["umount", "-l", self.path], check=False)

    def fill(self):
        """Takes what room there is. To be repeated: the server frees some at times."""
        try:
            with open(self.filling, "ab", buffering=0) as filling:
                while filling.write(b"\0" * FILL_CHUNK):
                    pass
        except OSError:
            pass

    def empty(self):
        os.remove(self.filling)


async def status_of(server, path):
    return (await request(server.listen, "GET", path, {})).status


async def until(condition, deadline_s, meanwhile=None):
    """Whether `condition()` came true in time."""
    deadline = asyncio.get_running_loop().time() + deadline_s
    while asyncio.get_running_loop().time() < deadline:
        if meanwhile:
            meanwhile()
        if await condition():
            return True
        await asyncio.sleep(0.1)
    return False


async def run(binary, directory, random, tally):
    with SmallDisk(os.path.join(directory, "small-disk")) as disk:
        crowd = Crowd(binary, os.path.join(directory, "disk-full"), random, SETTINGS,
                      os.path.join(disk.path, "data"))
        crowd.share_of_long_texts = 0.2
        try:
            await crowd.gather()
            await run_full(crowd, disk, "disk full", tally)
            await resume(crowd, disk, tally)
            await run_full(crowd, disk, "disk full again", tally)
            await kill_while_full(crowd, disk, tally)
        finally:
            await crowd.disperse()


async def run_full(crowd, disk, name, tally):
    """Fills the disk under load, and looks at what goes on and what does not."""
    crowd.start_load()
    await asyncio.sleep(1)
    crowd.ledger.refusals = {}

    async def is_refused():
        return bool(crowd.ledger.refusals) and await status_of(crowd.server, "/readyz") == 503
    refused = await until(is_refused, REFUSED_DEADLINE_S, disk.fill)
    tally.check(f"{name}: sends are refused, and readiness fails", [] if refused else [
        f"in {REFUSED_DEADLINE_S} s: {crowd.ledger.refusals}"])
    odd = set(crowd.ledger.refusals) - RETRYABLE
    tally.check(f"{name}: with an error that says to try again", [f"{odd}"] if odd else [])
    alive = await status_of(crowd.server, "/livez")
    tally.check(f"{name}: the server is alive", [f"/livez {alive}"] if alive != 200 else [])
    await check_reading(crowd, name, tally)


async def check_reading(crowd, name, tally):
    problems = []
    for person in crowd.people[:4]:
        problems += await audit.quick(crowd, person, audit.told_so_far(crowd, person))
    conversation = crowd.groups[0][0]
    owner = crowd.groups[0][1]
    if not await audit.read_history(owner, conversation):
        problems.append("no history")
    tally.check(f"{name}: inboxes and histories can be read", problems)
    newcomer = crowd.people[-1]
    newcomer.is_greeted = False
    newcomer.socket.abort()

    async def is_back():
        return newcomer.is_greeted
    back = await until(is_back, 5)
    tally.check(f"{name}: a socket can be opened", [] if back else ["no welcome in 5 s"])


async def resume(crowd, disk, tally):
    name = "room again"
    disk.empty()
    pid = crowd.server.process.pid

    async def is_ready():
        return await status_of(crowd.server, "/readyz") == 200
    ready = await until(is_ready, RESUMED_DEADLINE_S)
    tally.check(f"{name}: it is ready by itself", [] if ready else [crowd.server.log_tail()])
    await crowd.settle()
    is_same = crowd.server.is_running() and crowd.server.process.pid == pid
    tally.check(f"{name}: without a restart", [] if is_same else ["it ended"])
    tally.check_all(name, await audit.full(crowd))


async def kill_while_full(crowd, disk, tally):
    """Started on a full disk it may refuse to, if it says why; nothing may be lost by trying."""
    name = "killed while full"
    await crowd.server.crash()
    try:
        await crowd.server.start()
        await crowd.server.crash()
        complaint = []
    except ServerFailed as failure:
        complaint = [] if "No space left" in str(failure) else [str(failure)]
    tally.check(f"{name}: a start runs or says what it needs", complaint)
    disk.empty()
    await crowd.server.start()
    await crowd.settle()
    tally.check_all(name, await audit.full(crowd))
