"""A real server in a directory of its own: started, killed, drained, started again.

Everything is by environment (protocol section 8). The server says where it listens by one line of
JSON on stdout, `{"event":"listening","listen":…,"admin_listen":…}`; other lines are passed over.
"""
import asyncio
import json
import os
import signal

START_DEADLINE_S = 20
# Limits that stand in the way of many scenes on one server; a scene about one has its own server.
ROOMY = {
    "sign_ups_a_minute": 1_000_000, "log_ins_a_minute": 1_000_000,
    "submissions_a_second": 100_000, "submissions_burst": 100_000,
    "conversation_submissions_a_second": 100_000, "text_bytes_in_10_s": 1_000_000_000,
}
# Names of `with {…}` that are options of `[sessions]`; the others are of `[limits]`.
OF_SESSIONS = ("presence_grace_ms", "heartbeat_ms")


class ServerFailed(Exception):
    """The server did not start, or ended when nobody told it to."""


class Server:
    """`limits` are names of protocol section 8, or of OF_SESSIONS, with their values. Owned by one
    scene, or shared."""

    def __init__(self, binary, directory, limits):
        self.binary = binary
        self.directory = directory
        self.limits = {**ROOMY, **limits}
        self.process = None
        self.noted_mib = 0
        self.listen = self.admin_listen = None
        self.reader = None

    def environment(self):
        result = {key: value for key, value in os.environ.items() if not key.startswith("PARLEY_")}
        result.update(
            PARLEY_SERVER_DATA=os.path.join(self.directory, "data"),
            PARLEY_SERVER_LISTEN="127.0.0.1:0",
            PARLEY_SERVER_ADMIN_LISTEN="127.0.0.1:0",
            PARLEY_ACCOUNTS_PASSWORD_COST="minimum",
        )
        for name, value in self.limits.items():
            section = "SESSIONS" if name in OF_SESSIONS else "LIMITS"
            result[f"PARLEY_{section}_{name.upper()}"] = str(value)
        return result

    async def start(self):
        os.makedirs(self.directory, exist_ok=True)
        log = open(os.path.join(self.directory, "log"), "ab")
        self.process = await asyncio.create_subprocess_exec(
            self.binary, "serve", env=self.environment(), cwd=self.directory,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=log,
        )
        log.close()
        try:
            await asyncio.wait_for(self.listening(), START_DEADLINE_S)
        except asyncio.TimeoutError:
            self.process.kill()
            raise ServerFailed(f"it did not say that it listens\n{self.log_tail()}") from None
        self.reader = asyncio.create_task(self.process.stdout.read())

    async def listening(self):
        while line := await self.process.stdout.readline():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict) and said.get("event") == "listening":
                self.listen, self.admin_listen = said["listen"], said["admin_listen"]
                return
        raise ServerFailed(f"it ended with {await self.process.wait()}\n{self.log_tail()}")

    def is_sanitized(self):
        """A sanitizer keeps freed memory back, so the memory of such a build tells nothing."""
        cache = os.path.join(os.path.dirname(self.binary), "CMakeCache.txt")
        if not os.path.exists(cache):
            return False
        with open(cache, encoding="utf-8") as lines:
            settings = [line for line in lines if line.startswith("PARLEY_SANITIZE:")]
        return any(line.strip().split("=", 1)[1] for line in settings)

    def memory_mib(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            resident = next(line for line in status if line.startswith("VmRSS:"))
        return int(resident.split()[1]) // 1024

    def is_running(self):
        return self.process is not None and self.process.returncode is None

    async def kill(self):
        self.process.kill()
        await self.process.wait()

    def drain(self):
        self.process.send_signal(signal.SIGTERM)

    async def stop(self):
        """Ends it, nicely if it listens to that."""
        if not self.is_running():
            return
        self.drain()
        try:
            await asyncio.wait_for(self.process.wait(), 10)
        except asyncio.TimeoutError:
            await self.kill()

    def log_tail(self):
        try:
            with open(os.path.join(self.directory, "log"), errors="replace") as log:
                return "".join(log.readlines()[-10:])
        except OSError:
            return ""
