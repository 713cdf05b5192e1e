"""How much of a training is over, the same for all processes, and when a run has to end."""

import signal
import time


class Clock:
    """By steps where they are given, else by the time since the program's start."""

    def __init__(self, options, processes, began):
        self.options, self.processes, self.began = options, processes, began
        # Share of the training over when this run's first step begins, and when that was.
        self.first_share, self.first_second = 0.0, 0.0
        # Seconds that a save takes, kept free at the end.
        self.reserve = 0.0
        self.interrupted = False
        self.share, self.ends, self.seconds = 0.0, False, 0.0

    def listen(self):
        """An interruption ends the run after its step, with a checkpoint; a second one at once."""

        def stop(number, _):
            self.interrupted = True
            signal.signal(number, signal.SIG_DFL)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)

    def start(self, step, share, save_seconds):
        """Before a run's first step. save_seconds: what a save took just now; later ones take no longer."""
        self.first_share, self.first_second = share, self.now()
        self.reserve = save_seconds + 1
        self.read(step)

    def now(self):
        return time.monotonic() - self.began

    def read(self, step):
        """Before each step: sets `share`, `seconds` and `ends`."""
        # Every step, since a step may be long; the word passes between processors and no GPU waits for it.
        share, ends, seconds = self._own(step)
        share, ends, self.seconds = self.processes.from_leader([share, float(ends), seconds])
        self.share, self.ends = share, bool(ends)

    def _own(self, step):
        options, seconds = self.options, self.now()
        share, ends = 0.0, self.interrupted
        if options.steps:
            share = step / options.steps
            ends |= step >= options.steps
        if options.seconds:
            # What is left of the training, over what is left of the time.
            room = max(options.seconds - self.reserve - self.first_second, 1e-9)
            passed = min((seconds - self.first_second) / room, 1)
            share = max(share, self.first_share + (1 - self.first_share) * passed)
            ends |= passed >= 1
        if options.minutes:
            ends |= seconds >= 60 * options.minutes
        return min(share, 1.0), ends, seconds
