import { type Command, Option } from 'commander';
import type { Role } from '../../spec';
import {
  control,
  cucumberFormat,
  levels,
  order,
  pattern,
  pemFile,
  repeatable,
  seconds,
  segmentation,
  wholeNumber,
} from './option-values';
import { UNASKED_HTML } from './parse-outputs';

const MOST_WORKERS = 16;
const MOST_ROUNDS = 10_000;

/** Adds all options of `cosp test server` or `cosp test client`. */
export function addOptions(command: Command, role: Role): void {
  if (role === 'server') addServerOptions(command);
  else addClientOptions(command);
  addRunOptions(command, role);
  addSelectionOptions(command);
  addOutputOptions(command);
}

function option<T>(flags: string, description: string, parser: (text: string, previous: T) => T): Option {
  return new Option(flags, description).argParser(parser);
}

function addServerOptions(command: Command): void {
  const patience = 'how long to wait for the server to give up on a side';
  command
    .option('--exec <command>', 'start the server with this shell command')
    .option('--host <host>', 'address of the server (default: 127.0.0.1)')
    .addOption(option('--port <port>', 'port of the server', wholeNumber(1, 65_535)))
    .option('--shared', 'others may be on the server: tolerate what they do')
    .option('--tls', 'connect by TLS, for private connections too')
    .addOption(option('--tls-ca <file>', 'likewise, and trust the certificates in this file (PEM)', pemFile))
    .option('--tls-insecure', 'likewise, and take any server for the right one')
    .addOption(option('--patience <seconds>', patience, seconds(0)).default(0, '0'));
}

function addClientOptions(command: Command): void {
  const ways = 'how to talk with the adapter: stdio, tcp[:PORT], or human for none';
  command
    .option('--exec <command>', 'start the adapter of the client with this shell command')
    .addOption(option('--control <way>', ways, control).default({ way: 'stdio' }, 'stdio'));
}

function addRunOptions(command: Command, role: Role): void {
  const alone =
    role === 'server' ? 'a server at an address' : 'an adapter that the suite does not start, or a person';
  const workers = `how many scenarios at a time (default: number of cores, at most 4; 1 for ${alone})`;
  const modes = 'how to cut what is sent: whole, bytes, random[:seed] or coalesced';
  command
    .addOption(
      option('--timeout <seconds>', 'longest wait for what must come', seconds(1)).default(5_000, '5'),
    )
    .addOption(option('--workers <number>', workers, wholeNumber(1, MOST_WORKERS)))
    .addOption(option('--segmentation <mode>', modes, segmentation).default({ mode: 'whole' }, 'whole'));
}

function addSelectionOptions(command: Command): void {
  command
    .addOption(option('--section <number>', 'only this section and those below it (repeatable)', repeatable))
    .addOption(
      option('--id <requirement>', 'only this requirement, such as COSP-2.2-1 (repeatable)', repeatable),
    )
    .addOption(option('--level <level>', 'only MUST, SHOULD or CHOICE (repeatable)', levels))
    .addOption(
      option('--grep <pattern>', 'only scenarios whose name matches this regular expression', pattern),
    )
    .option('--fail-fast', 'end the run after the first FAIL')
    .addOption(
      option('--order <order>', 'defined or random[:seed]', order).default({ mode: 'defined' }, 'defined'),
    )
    .addOption(
      option(
        '--repeat <rounds>',
        'run so often, and tell verdicts that change',
        wholeNumber(1, MOST_ROUNDS),
      ).default(1),
    )
    .option('--list', 'print the scenarios that would run, and run none');
}

function addOutputOptions(command: Command): void {
  command
    .option('--baseline <file>', 'YAML file of the failures that are expected')
    .option('--write-baseline <file>', 'write what fails now as such a file')
    .option('--html <file>', `write the report as a page (default: ${UNASKED_HTML} here)`)
    .option('--no-html', 'write no page')
    .option('--json <file>', 'write everything as JSON (cosp report reads it); - is standard output')
    .option('--junit <file>', 'write a JUnit XML report; - is standard output, here and below')
    .option('--tap <file>', 'write a TAP 14 report')
    .option('--markdown <file>', 'write a summary for a pull request or a job')
    .option('--badge <file>', 'write a badge as SVG')
    .addOption(
      option('--format <format:file>', "Cucumber's own html, message or rerun (repeatable)", cucumberFormat),
    )
    .option('--verbose', 'show every scenario with its conversation')
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)');
}
