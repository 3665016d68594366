"""The rows of the bench: what is run, with which options, and which figures of it are shown.

A row runs one workload of the load generator (see workload.h) against a fresh server. `smoke` is
what changes when only correctness is wanted. A budget stands beside the figure that it limits; a
budget of the `ratio` limits the ratio of the medians, Parley's to the relay's.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Figure:
    key: str  # In the load generator's report.
    label: str
    unit: str
    digits: int = 1
    budget: float | None = None
    budget_of: str = "value"  # Or "ratio".


@dataclass(frozen=True)
class Row:
    name: str
    what: str
    workload: str
    options: dict[str, int]
    smoke: dict[str, int]
    figures: tuple[Figure, ...]
    on_relay: bool = False  # Whether the relay runs it too.
    runs: int | None = None  # At most this many, for rows that take minutes.
    server: dict[str, str] = field(default_factory=dict)  # More of the server's environment.
    restarts: bool = False  # Kills the server after the workload and times its return.


def traffic(budget: float | None) -> tuple[Figure, ...]:
    return (
        Figure("deliveries_a_second", "deliveries", "1/s", 0),
        Figure("cpu_us_a_delivery", "CPU a delivery", "us", 2, budget, "ratio"),
        Figure("delivery_p50_us", "delivery p50", "us", 0),
        Figure("delivery_p99_us", "delivery p99", "us", 0),
        Figure("delivery_p999_us", "delivery p99.9", "us", 0),
        Figure("delivery_max_us", "delivery max", "us", 0),
    )


def page(name: str, label: str) -> tuple[Figure, ...]:
    return (
        Figure(f"{name}_page_cpu_us", f"{label} page, CPU", "us", 0),
        Figure(f"{name}_page_p50_us", f"{label} page, p50", "us", 0),
        Figure(f"{name}_page_p99_us", f"{label} page, p99", "us", 0),
    )


SCREEN = (
    Figure("screen_cpu_ms", "CPU", "ms", 2, 20.0),
    Figure("screen_ms", "time", "ms", 2),
    Figure("screen_max_ms", "time, max", "ms", 2),
)
HISTORY = page("newest", "newest") + page("random", "random")
NO_CHECKPOINT = {
    "PARLEY_STORAGE_CHECKPOINT_SECONDS": "3600",
    "PARLEY_STORAGE_CHECKPOINT_COMMANDS": "10000000",
}
SHORT = {"seconds": 1, "warm-up-ms": 100}


def history(name: str, what: str, messages: int, runs: int | None) -> Row:
    return Row(
        name, what, "history",
        {"rooms": 1, "senders": 2, "window": 250, "messages": messages, "repeats": 200},
        {"window": 20, "messages": min(messages, 1000), "repeats": 5},
        HISTORY, runs=runs)


def rows(history_messages: int) -> list[Row]:
    return [
        Row("pairs_4", "one-to-one, 200 sessions, window 4", "traffic",
            {"rooms": 100, "window": 4}, SHORT | {"rooms": 10}, traffic(3.0), on_relay=True),
        Row("pairs_20", "one-to-one, 200 sessions, window 20", "traffic",
            {"rooms": 100, "window": 20}, SHORT | {"rooms": 10}, traffic(3.0), on_relay=True),
        Row("group_1", "one group of 100, window 4", "traffic",
            {"rooms": 1, "members": 100, "window": 4}, SHORT, traffic(2.0), on_relay=True),
        Row("group_10", "ten groups of 100, window 4", "traffic",
            {"rooms": 10, "members": 100, "window": 4}, SHORT | {"rooms": 2}, traffic(2.0),
            on_relay=True),
        Row("open_2000", "one-to-one, 2,000 messages a second", "traffic",
            {"rooms": 100, "rate": 2_000}, SHORT | {"rooms": 10, "rate": 500}, traffic(None),
            on_relay=True),
        Row("open_20000", "one-to-one, 20,000 messages a second", "traffic",
            {"rooms": 100, "rate": 20_000}, SHORT | {"rooms": 10, "rate": 1_000}, traffic(None),
            on_relay=True),
        Row("idle", "10,000 idle sessions after one message each", "idle",
            {"sessions": 10_000, "settle-ms": 12_000}, {"sessions": 100, "settle-ms": 200},
            (Figure("rss_kib_a_session", "RSS a session", "KiB", 2, 6.0),
             Figure("pss_kib_a_session", "PSS a session", "KiB", 2),
             Figure("rss_mib", "RSS in all", "MiB", 1))),
        Row("catch_up", "a device 10,000 items behind", "catch_up",
            {"rooms": 1, "window": 100, "messages": 10_000, "repeats": 10},
            {"messages": 500, "repeats": 2},
            (Figure("catch_up_ms", "time", "ms", 1, 500.0),
             Figure("catch_up_max_ms", "time, max", "ms", 1),
             Figure("cpu_us_an_item", "CPU an item", "us", 2))),
        Row("screen_20", "first screen of a new device, 20 conversations", "first_screen",
            {"conversations": 20, "window": 100, "repeats": 15}, {"repeats": 2}, SCREEN),
        Row("screen_1000", "first screen of a new device, 1,000 conversations", "first_screen",
            {"conversations": 1_000, "window": 100, "repeats": 15},
            {"conversations": 60, "repeats": 2}, SCREEN),
        history("history_1000", "page of 50 of a conversation of 1,000 messages", 1_000, None),
        history("history_long", f"page of 50 of a conversation of {history_messages:,} messages",
                history_messages, 1),
        Row("restart", "start after kill -9, 200,000 commands since the checkpoint", "fill",
            {"rooms": 100, "window": 20, "messages": 200_000},
            {"rooms": 10, "window": 4, "messages": 1_000},
            (Figure("ready_s", "exec to ready", "s", 2, 3.0),),
            server=NO_CHECKPOINT, restarts=True),
    ]
