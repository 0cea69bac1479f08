#!/usr/bin/env bash
# Makes the command ready, and tells the next step where it is.
set -euo pipefail

if [ -n "${VERSION:-}" ]; then
  folder=$RUNNER_TEMP/cosp
  npm install --no-audit --no-fund --prefix "$folder" "cosp-conformance@$VERSION"
  cosp=$folder/node_modules/cosp-conformance/dist/cli/cosp.js
else
  cd "$GITHUB_ACTION_PATH"
  npm ci --no-audit --no-fund
  npm run build --silent
  cosp=$GITHUB_ACTION_PATH/dist/cli/cosp.js
fi
echo "cosp=$cosp" >>"$GITHUB_OUTPUT"
