#!/usr/bin/env bash
# start-in-host.sh HOST-PORT ADDRESS PORT COMMAND...: a server from the mutant that server-host.js keeps, until this process
# ends. When the host is there no more, because a server has taken it down, it runs the command, which starts the mutant
# in a process of its own.
if { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null; then
  echo "$2 $3" >&3
  cat <&3 >&2
  exit 1
fi
shift 3
exec "$@"
