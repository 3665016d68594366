"""A server and terminals as processes: started, typed to, read, killed."""
import json
import os
import pty
import re
import select
import signal
import subprocess
import time

WAIT_S = 20
LIMITS = {"SIGN_UPS_A_MINUTE": 1000, "LOG_INS_A_MINUTE": 1000, "LOOK_UPS_A_MINUTE": 1000}


def read_until(descriptor, seen, is_there, deadline_s):
    """Appends to `seen`, a bytearray, until `is_there()`; False at the deadline or the end."""
    until = time.monotonic() + deadline_s
    while not is_there():
        left = until - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            return False
        try:
            more = os.read(descriptor, 65536)
        except OSError:  # A pseudo-terminal whose other side is gone.
            return False
        if not more:
            return False
        seen += more
    return True


class Server:
    def __init__(self, binary, folder):
        self.binary = binary
        self.folder = folder
        self.listen = "127.0.0.1:0"
        self.process = None

    def start(self):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("PARLEY_")}
        environment.update(
            PARLEY_SERVER_DATA=os.path.join(self.folder, "data"),
            PARLEY_SERVER_LISTEN=self.listen, PARLEY_SERVER_ADMIN_LISTEN="127.0.0.1:0",
            PARLEY_ACCOUNTS_PASSWORD_COST="minimum")
        for name, value in LIMITS.items():
            environment[f"PARLEY_LIMITS_{name}"] = str(value)
        with open(os.path.join(self.folder, "server.log"), "ab") as log:
            self.process = subprocess.Popen([self.binary, "serve"], env=environment, stderr=log,
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        seen = bytearray()
        if not read_until(self.process.stdout.fileno(), seen, lambda: b"\n" in seen, WAIT_S):
            raise AssertionError(f"the server did not start: {self.log()}")
        # The next start takes the same port, for the terminals know no other.
        self.listen = json.loads(seen.split(b"\n")[0])["listen"]
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.kill()

    def log(self):
        with open(os.path.join(self.folder, "server.log"), encoding="utf-8") as log:
            return log.read()[-2000:]


class Terminal:
    """One `parley chat` with a profile of its own; the profile outlives it."""

    def __init__(self, server, name, has_screen=False):
        self.name = name
        self.seen = bytearray()
        self.mark = 0
        command = [server.binary, "chat", "--server", f"http://{server.listen}",
                   "--data", os.path.join(server.folder, "profiles", name)]
        self.has_screen = has_screen
        if has_screen:
            self.reads, other = pty.openpty()
            self.writes = self.reads
            self.process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other)
            os.close(other)
        else:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.STDOUT)
            self.reads, self.writes = self.process.stdout.fileno(), self.process.stdin.fileno()

    def type(self, *lines):
        for line in lines:
            os.write(self.writes, line.encode() + (b"\r" if self.has_screen else b"\n"))
        return self

    def sees(self, *texts):
        """Each of the texts, one after the other, after what was seen before."""
        for text in texts:
            wanted = text.encode()
            if not read_until(self.reads, self.seen,
                              lambda: self.seen.find(wanted, self.mark) >= 0, WAIT_S):
                raise AssertionError(f"{self.name} does not see {text!r}; it saw:\n{self.text()}")
            self.mark = self.seen.find(wanted, self.mark) + len(wanted)
        return self

    def settles(self, seconds=1.0):
        """Reads on for a moment, for what should not come."""
        read_until(self.reads, self.seen, lambda: False, seconds)
        return self

    def text(self):
        return self.seen.decode(errors="replace")

    def said(self):
        """The texts of the messages that were shown, in order."""
        return re.findall(r"\[\d+\] \d\d:\d\d \S+: ([^\r\n]*)", self.text())

    def sign_up(self):
        self.sees("Welcome").type(f"/signup {self.name}")
        if self.has_screen:
            self.sees("new password: ")
        self.type("a good password").sees("recovery codes", "connected")
        return self

    def kill(self):
        self.end(signal.SIGKILL)

    def end(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(WAIT_S)
        self.close()

    def quits(self):
        self.type("/quit")
        status = self.process.wait(WAIT_S)
        self.close()
        assert status == 0, f"{self.name} ended with {status}:\n{self.text()}"

    def close(self):
        if self.has_screen and self.reads >= 0:
            os.close(self.reads)
        self.reads = -1
        for stream in (self.process.stdin, self.process.stdout):
            if stream and not stream.closed:
                try:
                    stream.close()
                except BrokenPipeError:
                    pass
