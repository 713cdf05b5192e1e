"""Times this project and its peer runtimes on the same network, interleaved: every round runs each of them
once, so that a machine whose speed drifts drifts for all. Writes a Markdown table.

    python compare.py --library .build/release/libadain-abi.so \\
      --model resources/models/compact.safetensors --size 512
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from network import Stylize

RUNTIMES = ["adain", "ncnn", "openvino", "onnxruntime", "torch-channels-last", "torch"]


class Worker:
    def __init__(self, runtime, arguments):
        self.runtime = runtime
        self.times = []
        self.peak = 0
        command = [sys.executable, str(Path(__file__).with_name("worker.py")), runtime, "--model",
                   arguments.model, "--size", str(arguments.size), "--threads", str(arguments.threads)]
        if arguments.library:
            command += ["--library", arguments.library]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            if line.strip() == "ready":
                return
        raise SystemExit(f"{runtime} did not start")

    def run(self):
        self.process.stdin.write("run\n")
        self.process.stdin.flush()
        seconds, peak = self.process.stdout.readline().split()
        self.times.append(float(seconds))
        self.peak = int(peak)
        # Some runtimes' threads spin for a while after their work; the next one is not to suffer for it.
        time.sleep(0.3)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--runtimes", default=",".join(RUNTIMES))
    arguments = parser.parse_args()
    workers = [Worker(runtime, arguments) for runtime in arguments.runtimes.split(",")]
    for _ in range(arguments.runs):
        for worker in workers:
            worker.run()
    operations = Stylize(arguments.model).operations(arguments.size)
    own = statistics.median(workers[0].times)
    print(f"{Path(arguments.model).stem}, {arguments.size} x {arguments.size}, {arguments.threads} threads, "
          f"medians of {arguments.runs}\n")
    print("| runtime | median s | min s | max s | GFLOP/s direct-equivalent | peak MiB | times as long |")
    print("|---|---|---|---|---|---|---|")
    for worker in workers:
        median = statistics.median(worker.times)
        print(f"| {worker.runtime} | {median:.4f} | {min(worker.times):.4f} | {max(worker.times):.4f} | "
              f"{operations / median * 1e-9:.0f} | {worker.peak} | {median / own:.2f} |")
        worker.process.stdin.close()
        worker.process.wait()


if __name__ == "__main__":
    main()
