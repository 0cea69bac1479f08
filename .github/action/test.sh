#!/usr/bin/env bash
# Runs the suite; writes the reports, the job's summary and the annotations; fails as was asked for.
set -euo pipefail

case $FAIL_ON in
  incomplete | broken | nothing) ;;
  *) echo "::error title=COSP::fail-on is incomplete, broken or nothing" && exit 2 ;;
esac

options=()
[ -z "${EXEC:-}" ] || options+=(--exec "$EXEC")
[ -z "${HOST:-}" ] || options+=(--host "$HOST")
[ -z "${PORT:-}" ] || options+=(--port "$PORT")
# Not through a shell: what stands in an input is no command.
read -r -d '' -a further <<<"${ARGS:-}" || true

mkdir -p "$REPORT"
results=$REPORT/results.json
rm -f "$results"

# What the target says is printed here; until the word is said again none of it is a command to GitHub.
word=$(node -p 'crypto.randomUUID()')
echo "::stop-commands::$word"
code=0
node "$COSP" test "$ROLE" ${options[@]+"${options[@]}"} ${further[@]+"${further[@]}"} \
  --json "$results" --html "$REPORT/report.html" --junit "$REPORT/junit.xml" || code=$?
echo "::$word::"

echo "exit-code=$code" >>"$GITHUB_OUTPUT"
if [ -s "$results" ]; then
  echo "report=$REPORT/report.html" >>"$GITHUB_OUTPUT"
  node "$COSP" report github "$results"
  node "$COSP" report markdown "$results" >>"$GITHUB_STEP_SUMMARY"
fi

case $FAIL_ON:$code in
  *:0 | nothing:[13] | broken:3) exit 0 ;;
  *) exit "$code" ;;
esac
