#!/usr/bin/env bash
# Makes the command ready, and tells the next step where it is.
set -euo pipefail

cd "$GITHUB_ACTION_PATH"
npm ci --no-audit --no-fund
npm run build --silent
echo "cosp=$GITHUB_ACTION_PATH/dist/cli/cosp.js" >>"$GITHUB_OUTPUT"
