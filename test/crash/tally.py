"""Counts single checks: silent about what holds, a line with the seed about what does not."""


class Tally:
    def __init__(self, seed):
        self.seed = seed
        self.passed = self.failed = 0

    def check(self, name, problems=()):
        """One check. It holds if there are no problems."""
        problems = list(problems)
        if not problems:
            self.passed += 1
            return True
        self.failed += 1
        print(f"FAILED (seed {self.seed}) {name}", flush=True)
        for problem in problems[:5]:
            print(f"    {problem[:600]}", flush=True)
        if len(problems) > 5:
            print(f"    and {len(problems) - 5} more", flush=True)
        return False

    def check_all(self, name, findings):
        """A check for each promise of an audit."""
        for promise, problems in findings.items():
            self.check(f"{name}: {promise}", problems)

    def note(self, text):
        print(text, flush=True)

    def summary(self):
        print(f"crash: {self.passed} passed, {self.failed} failed", flush=True)
        return self.failed == 0
