import type { Role } from '../../spec';

const SERVER_TARGETS = `
The server under test is one of:
  --exec 'COMMAND {port}'     started by the suite, on a free port, once for each worker, and ended afterwards;
                              {host} is replaced too, by --host
  --exec COMMAND --port N     likewise, for a server that always listens on port N (one worker)
  --host HOST --port N        running already, and taken as it is; nobody else should be on it (else: --shared)
  neither                     the reference server of this package`;

const CLIENT_TARGETS = `
The client under test is driven through an adapter, a small program around it (docs/test-your-client.md); the suite plays
the server. It is one of:
  --exec COMMAND              an adapter that the suite starts, once for each worker, and talks with over its standard
                              input and output
  --exec COMMAND --control tcp
                              likewise, but the adapter dials in: at the address in COSP_CONTROL, which also replaces
                              {control} in the command; tcp:PORT names the port (one worker)
  --control tcp[:PORT]        an adapter that you start yourself, at the address that is printed
  --control human             no adapter: you are told what to do with the client, and asked what it shows
  neither                     the reference client of this package`;

const SERVER_EXAMPLES = `
  $ cosp test server --exec 'java -jar server.jar {port}'
  $ cosp test server --exec './server --port {port}' --section 2 --section 3.1
  $ cosp test server --host 192.0.2.7 --port 7777 --shared --level MUST
  $ cosp test server --exec './server {port}' --id COSP-2.2-1 --verbose
  $ cosp test server --exec './server {port}' --order random --repeat 20
  $ cosp test server --exec './server {port}' --write-baseline known-failures.yaml
  $ cosp test server --exec './server {port}' --baseline known-failures.yaml --junit report.xml
  $ cosp test server --exec './server {port}' --json results.json --no-html; cosp report markdown results.json`;

const CLIENT_EXAMPLES = `
  $ cosp adapter doctor --exec 'java -cp client.jar Adapter'
  $ cosp test client --exec 'java -cp client.jar Adapter'
  $ cosp test client --exec 'python3 adapter.py' --section 2 --section 3.1
  $ cosp test client --exec 'python3 adapter.py' --id COSP-2.2-1 --verbose
  $ cosp test client --control tcp:7778
  $ cosp test client --exec 'python3 adapter.py' --baseline known-failures.yaml --junit report.xml`;

/** What `cosp test server --help` or `cosp test client --help` says beside the options. */
export function helpFor(role: Role): string {
  const isClient = role === 'client';
  return `${isClient ? CLIENT_TARGETS : SERVER_TARGETS}

Verdicts:
  PASS           everything held                  CHOICE         left open by the protocol; recorded only
  FAIL           a MUST is broken                 WARN           a SHOULD is not followed
  BLOCKED        what it needs is broken          INCONCLUSIVE   could not be told
  XFAIL, XPASS   fails as the baseline expects, or passes against it
  UNSUPPORTED    the ${role}${isClient ? ', or its adapter,' : ''} says that it does not do this
  HARNESS-ERROR  the ${isClient ? "adapter's own fault, or the suite's" : "suite's own fault"}
  NOT-RUN        the run ended before

Exit codes:
  0  conformant: no FAIL (a WARN does not count)
  1  not conformant: a FAIL, an XPASS, or a verdict that changed between the rounds of --repeat
  2  the command line is wrong
  3  incomplete: a MUST could not be told, a scenario did not run, nothing was selected, or the run was interrupted
     (whatever was found until then)
  4  the suite ${isClient ? 'or the adapter' : 'itself'} failed

Examples:${isClient ? CLIENT_EXAMPLES : SERVER_EXAMPLES}`;
}
