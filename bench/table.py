"""The table that the bench prints: a line a figure, min / median / max of the runs."""

import statistics

HEADINGS = ("row", "figure", "unit", "relay", "parley", "ratio", "budget", "holds")


def lines_of(row, relay, parley):
    """The cells of one row, `relay` and `parley` being the figures of its runs."""
    for figure in row.figures:
        of_relay = [run[figure.key] for run in relay]
        of_parley = [run[figure.key] for run in parley]
        ratio = None
        if of_relay and of_parley and statistics.median(of_relay) > 0:
            ratio = statistics.median(of_parley) / statistics.median(of_relay)
        budget, holds = _judge(figure, of_parley, ratio)
        yield (row.name, figure.label, figure.unit, _spread(figure, of_relay),
               _spread(figure, of_parley), "-" if ratio is None else f"{ratio:.2f}", budget, holds)


def markdown(lines):
    """The lines as a Markdown table that reads well as plain text, too."""
    cells = [HEADINGS, *lines]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    cells.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
        for line in cells)


def _spread(figure, values):
    if not values:
        return "-"
    three = (min(values), statistics.median(values), max(values))
    return " / ".join(f"{value:,.{figure.digits}f}" for value in three)


def _judge(figure, of_parley, ratio):
    """The budget, and whether the median keeps it."""
    if figure.budget is None:
        return "-", "-"
    if figure.budget_of == "ratio":
        return f"<= {figure.budget:g} x", "-" if ratio is None else _yes(ratio <= figure.budget)
    text = f"<= {figure.budget:g} {figure.unit}"
    return text, _yes(statistics.median(of_parley) <= figure.budget) if of_parley else "-"


def _yes(holds):
    return "yes" if holds else "NO"
