#!/usr/bin/env bash
# What the GitHub Action runs: judges a client, and leaves outputs and a summary behind.
# Takes DRIVER, SERVICE or COMMAND, and ONLY, SEED, BUDGET, BASELINE, ARGS, OUT from the environment.
set -uo pipefail

out=${OUT:-conformance-report}
options=(--out "$out" --seed "${SEED:-0}" --budget "${BUDGET:-20s}")
[[ -z ${DRIVER:-} ]] || options+=(--driver "$DRIVER")
[[ -z ${SERVICE:-} ]] || options+=(--service "$SERVICE")
[[ -z ${COMMAND:-} ]] || options+=(--command "$COMMAND")
[[ -z ${ONLY:-} ]] || options+=(--only "$ONLY")
[[ -z ${BASELINE:-} ]] || options+=(--baseline "$BASELINE")
# shellcheck disable=SC2206 -- several words are several options
options+=(${ARGS:-})

nemo-conformance client "${options[@]}"
code=$?

if [[ -f $out/report.json ]]; then
  python3 - "$out/report.json" >>"${GITHUB_OUTPUT:-/dev/stdout}" <<'PY'
import json, sys
counts = json.load(open(sys.argv[1], encoding="utf-8"))["counts"]
print(f"passed={counts.get('pass', 0)}")
print(f"failed={counts.get('fail', 0)}")
PY
  echo "report-path=$out" >>"${GITHUB_OUTPUT:-/dev/stdout}"
  cat "$out/summary.md" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
fi
exit "$code"
