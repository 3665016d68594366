"""Starts and ends the servers under test: Parley with limits out of the way, and the bare relay."""

import contextlib
import http.client
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time

READY_TIMEOUT_S = 60
STOP_TIMEOUT_S = 20
MANY = "1000000000"

# A load generator is many people at one address who never rest: the limits that would slow them
# down are raised. Passwords are cheap, for they are not what is measured.
PARLEY_ENVIRONMENT = {
    "PARLEY_SERVER_LISTEN": "127.0.0.1:0",
    "PARLEY_SERVER_ADMIN_LISTEN": "127.0.0.1:0",
    "PARLEY_SERVER_DRAIN_SECONDS": "0",
    "PARLEY_LIMITS_SUBMISSIONS_A_SECOND": MANY,
    "PARLEY_LIMITS_SUBMISSIONS_BURST": MANY,
    "PARLEY_LIMITS_CONVERSATION_SUBMISSIONS_A_SECOND": MANY,
    "PARLEY_LIMITS_TEXT_BYTES_IN_10_S": MANY,
    "PARLEY_LIMITS_NEW_DIRECT_A_DAY": MANY,
    "PARLEY_LIMITS_SIGN_UPS_A_MINUTE": MANY,
    "PARLEY_LIMITS_LOG_INS_A_MINUTE": MANY,
    "PARLEY_SESSIONS_FRAMES_A_SECOND": MANY,
    "PARLEY_ACCOUNTS_PASSWORD_COST": "minimum",
    "PARLEY_LOG_LEVEL": "warning",
}


class ServerFailed(Exception):
    """The server did not start, or did not end as it should."""


class Server:
    """A running server. It belongs to whoever started it, and is stopped by its own process id."""

    def __init__(self, command, environment, log_path):
        self.log_path = log_path
        with open(log_path, "ab") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=log)
        try:
            self.address = self._wait_until_listening()
        except ServerFailed:
            self.kill()
            raise

    @property
    def pid(self):
        return self.process.pid

    def get(self, target, token=None):
        """The status and body of one GET."""
        host, port = self.address.rsplit(":", 1)
        connection = http.client.HTTPConnection(host, int(port), timeout=READY_TIMEOUT_S)
        with contextlib.closing(connection):
            connection.request(
                "GET", target, headers={"Authorization": f"Bearer {token}"} if token else {})
            answer = connection.getresponse()
            return answer.status, answer.read()

    def wait_until_ready(self):
        end = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.get("/readyz")[0] == 200:
                    return
            time.sleep(0.002)
        raise ServerFailed(f"not ready within {READY_TIMEOUT_S} s{self.last_words()}")

    def stop(self):
        """Asks the server to leave, and raises ServerFailed if it does not leave in order."""
        self.process.send_signal(signal.SIGTERM)
        try:
            code = self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise ServerFailed(f"did not stop within {STOP_TIMEOUT_S} s") from None
        if code not in (0, -signal.SIGTERM):
            raise ServerFailed(f"ended with {code}{self.last_words()}")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def last_words(self):
        text = pathlib.Path(self.log_path).read_text(errors="replace").strip()
        return "; its log ends:\n" + text[-2000:] if text else ""

    def _wait_until_listening(self):
        """Reads standard output up to the JSON line that says where the server listens."""
        end = time.monotonic() + READY_TIMEOUT_S
        while select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0]:
            line = self.process.stdout.readline()
            if not line:
                break
            with contextlib.suppress(ValueError):
                told = json.loads(line)
                if isinstance(told, dict) and told.get("event") == "listening":
                    return told["listen"]
        raise ServerFailed("did not say where it listens" + self.last_words())


class Servers:
    """Makes servers from the binaries in `bin_dir`, each on a fresh directory on the same disk."""

    def __init__(self, bin_dir):
        self.bin_dir = pathlib.Path(bin_dir)

    @contextlib.contextmanager
    def directory(self):
        path = tempfile.mkdtemp(prefix="bench-", dir=self.bin_dir)
        try:
            yield pathlib.Path(path)
        finally:
            shutil.rmtree(path, ignore_errors=True)

    def parley(self, directory, more):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")}
        environment |= PARLEY_ENVIRONMENT | more
        environment["PARLEY_SERVER_DATA"] = str(directory / "data")
        return Server([self.bin_dir / "parley", "serve"], environment, directory / "log")

    def relay(self, directory):
        return Server([self.bin_dir / "parley_bench_relay", "0"], dict(os.environ),
                      directory / "log")
