"""The server of the scenes' stage, with settings and a preloaded library, that is killed often."""
import asyncio
import json
import os

from stage.server import Server

ROOMY = {
    "PARLEY_SESSIONS_FRAMES_A_SECOND": "1000000",
    "PARLEY_SESSIONS_WAITING_SOCKETS_AN_ADDRESS": "1000",
    "PARLEY_SERVER_DRAIN_SECONDS": "1",
    "PARLEY_LOG_FORMAT": "json",
    "PARLEY_STORAGE_SEGMENT_MIB": "4",
}


class CrashingServer(Server):
    """`settings` are further variables of its environment. `listen` is None while it is down.
    `data` may lie elsewhere than its directory, which holds the log."""

    def __init__(self, binary, directory, settings=None, data=None):
        super().__init__(binary, directory, {"new_direct_a_day": 1000})
        self.settings = {**ROOMY, **(settings or {})}
        self.data = data or os.path.join(directory, "data")
        self.kills = self.start_up_kills = 0

    def environment(self):
        return {**super().environment(), **self.settings, "PARLEY_SERVER_DATA": self.data}

    async def kill(self):
        self.listen = self.admin_listen = None
        await super().kill()

    async def crash(self):
        self.kills += 1
        await self.kill()

    async def crash_at_start(self, after_s):
        """Starts it and kills it `after_s` later, wherever in its start it is then."""
        before = self.process
        starting = asyncio.create_task(self.start())
        while self.process is before:
            await asyncio.sleep(0.001)
        await asyncio.sleep(after_s)
        await self.kill()
        await asyncio.gather(starting, return_exceptions=True)
        self.listen = self.admin_listen = None
        self.start_up_kills += 1

    async def wait_for_end(self):
        code = await self.process.wait()
        self.listen = self.admin_listen = None
        return code

    def log_lines(self, event):
        """The lines of its log, over all its lives, that report `event`."""
        with open(os.path.join(self.directory, "log"), errors="replace") as log:
            lines = [line for line in log if f'"event":"{event}"' in line]
        return [json.loads(line) for line in lines]

    def last_replay(self):
        """(how many commands the last start applied again, how long that took in ms)."""
        said = self.log_lines("log_replayed")[-1]
        return int(said["head"]) + 1 - int(said["from"]), said["duration_ms"]
