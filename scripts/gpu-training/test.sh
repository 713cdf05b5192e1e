#!/usr/bin/env bash
# Tests of the GPU trainer, on the processor: losses against the golden ones and against `adain train`, and
# whole trainings at a tiny size. Needs Python with what requirements.txt lists; the interpreter is $PYTHON or
# python3. $ADAIN is the built adain, .build/release/adain by default; what compares with it is skipped where
# there is none.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
exec "${PYTHON:-python3}" -m pytest -q -p no:cacheprovider "${@:-tests}"
