"""Runs one row once against one server, and checks what must hold whatever the figures are."""

import http.client
import json
import subprocess
import time

from servers import ServerFailed

LOAD_TIMEOUT_S = 3600


class RowFailed(Exception):
    """The row gave no figures, or messages were lost or doubled."""


def run_row(servers, row, kind, smoke):
    """The figures of one run, by key. `kind` is `parley` or `relay`."""
    try:
        with servers.directory() as directory:
            start = (lambda: servers.relay(directory)) if kind == "relay" else (
                lambda: servers.parley(directory, row.server))
            return _run(servers, row, kind, smoke, start)
    except ServerFailed as failure:
        raise RowFailed(f"the server {failure}") from failure
    except (OSError, http.client.HTTPException, subprocess.TimeoutExpired) as failure:
        raise RowFailed(repr(failure)) from failure


def _run(servers, row, kind, smoke, start):
    server = start()
    try:
        if kind == "parley":
            server.wait_until_ready()
        figures = _load(servers, row, kind, smoke, server)
        if row.restarts:
            server.kill()
            server = _restart(start, figures)
        _check(row, figures)
    except BaseException:
        server.kill()
        raise
    server.stop()
    return figures


def _load(servers, row, kind, smoke, server):
    options = row.options | (row.smoke if smoke else {})
    command = [servers.bin_dir / "parley_bench_load", row.workload, "--kind", kind,
               "--server", server.address, "--pid", str(server.pid)]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LOAD_TIMEOUT_S)
    if done.returncode != 0:
        raise RowFailed(done.stderr.strip() + server.last_words())
    return json.loads(done.stdout)


def _restart(start, figures):
    """Starts the killed server again: how long until it is ready, and does it hold everything?"""
    began = time.monotonic()
    server = start()
    try:
        server.wait_until_ready()
        figures["ready_s"] = time.monotonic() - began
        status, body = server.get(
            f"/v1/conversations/{figures['conversation']}/events?limit=1", figures["token"])
        events = json.loads(body).get("events", []) if status == 200 else []
        figures["lost"] += figures["head"] - (events[-1]["seq"] if events else 0)
    except BaseException:
        server.kill()
        raise
    return server


def _check(row, figures):
    if figures["lost"] or figures["faults"]:
        raise RowFailed(f"{figures['lost']} lost, {figures['faults']} doubled or misplaced")
    for figure in row.figures:
        if not isinstance(figures.get(figure.key), (int, float)):
            raise RowFailed(f"no figure {figure.key}")
