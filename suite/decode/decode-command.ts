import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import { screenOn } from '../report/screen';
import { wholeNumber } from '../run/option-values';
import { UsageError } from '../run/usage-error';
import { CaptureError } from './capture/packet';
import { decodeCapture } from './decode-capture';
import { DECODE_HELP } from './decode-help';
import { decodeStream } from './decode-stream';
import { InputError } from './input-error';
import { type Decoded, isComplete, type Side, type State } from './model';
import { type Format, hexInput, type Input, readInput } from './read-input';

const LEAST_COLUMNS = 40;
const MOST_COLUMNS = 1000;
const COLUMNS_IN_A_PIPE = 110;

interface RawOptions {
  hex?: string;
  format?: Format;
  direction?: Side;
  state?: State;
  port?: number;
  json?: boolean;
  diagram?: boolean;
  mermaid?: boolean;
  brief?: boolean;
  width?: number;
  color: boolean;
}

/** The command `cosp decode`. */
export function decodeCommand(): Command {
  return new Command('decode')
    .description('explain bytes: hex, a raw file or a capture, frame by frame and field by field')
    .argument('[file]', 'what to decode; - for standard input')
    .option('--hex <text>', 'decode these bytes instead of a file')
    .addOption(new Option('--format <format>', 'what the file is').choices(['hex', 'raw', 'pcap']))
    .addOption(new Option('--direction <side>', 'who sent the bytes').choices(['client', 'server']))
    .addOption(
      new Option('--state <state>', 'whether they begin with the registration').choices([
        'registering',
        'registered',
      ]),
    )
    .addOption(
      new Option('--port <number>', "the server's port in the capture").argParser(wholeNumber(1, 65_535)),
    )
    .addOption(new Option('--json', 'one JSON document').conflicts(['diagram', 'mermaid', 'brief']))
    .addOption(new Option('--diagram', 'a sequence diagram in text').conflicts(['mermaid', 'brief']))
    .addOption(new Option('--mermaid', "a sequence diagram in Mermaid's language").conflicts('brief'))
    .option('--brief', 'one line a frame, without its fields')
    .addOption(
      new Option('--width <columns>', "width of the diagram; the terminal's, or 110 in a pipe").argParser(
        wholeNumber(LEAST_COLUMNS, MOST_COLUMNS),
      ),
    )
    .option('--no-color', 'no colours (also: NO_COLOR in the environment, or a pipe)')
    .addHelpText('after', DECODE_HELP)
    .action(async (file: string | undefined, options: RawOptions) => {
      process.exitCode = await run(file, options);
    });
}

async function run(file: string | undefined, options: RawOptions): Promise<number> {
  try {
    const decoded = decodeInput(await inputFor(file, options), options);
    await write(piecesOf(decoded, options));
    return isComplete(decoded) ? 0 : 1;
  } catch (error) {
    const isKnown = [UsageError, InputError, CaptureError].some((kind) => error instanceof kind);
    if (!isKnown || !(error instanceof Error)) throw error;
    process.stderr.write(`error: ${error.message}\n(cosp decode --help tells what there is)\n`);
    return 2;
  }
}

function inputFor(file: string | undefined, { hex, format }: RawOptions): Input | Promise<Input> {
  if (hex !== undefined) {
    if (file !== undefined) throw new UsageError('--hex is given, and a file too');
    if (format !== undefined && format !== 'hex') throw new UsageError(`--hex is no --format ${format}`);
    return hexInput(hex);
  }
  if (file === undefined && process.stdin.isTTY)
    throw new UsageError('name a file, or give bytes with --hex');
  return readInput(file ?? '-', format);
}

function decodeInput({ name, format, bytes }: Input, { direction, state, port }: RawOptions): Decoded {
  if (format === 'pcap') {
    const wrong = direction !== undefined ? '--direction' : state !== undefined ? '--state' : undefined;
    if (wrong) throw new UsageError(`${wrong} is for hex and raw bytes; a capture has both directions`);
    return decodeCapture(bytes, name, port);
  }
  if (port !== undefined) throw new UsageError('--port is for captures');
  return decodeStream(bytes, {
    name,
    format,
    ...(direction !== undefined && { from: direction }),
    ...(state !== undefined && { state }),
  });
}

/** The output in pieces; each way to show it is loaded only when it is asked for. */
function piecesOf(decoded: Decoded, options: RawOptions): Iterable<string> {
  const { color, json, diagram, mermaid, brief = false, width } = options;
  const { palette } = screenOn(process.stdout, color);
  if (json) return (require('./json-view') as typeof import('./json-view')).jsonPieces(decoded);
  if (mermaid) return lines((require('./mermaid') as typeof import('./mermaid')).mermaidLines(decoded));
  if (diagram) {
    const columns = width ?? ((process.stdout.isTTY && process.stdout.columns) || COLUMNS_IN_A_PIPE);
    return lines(
      (require('./diagram') as typeof import('./diagram')).diagramLines(decoded, columns, palette),
    );
  }
  const { textLines } = require('./text-view') as typeof import('./text-view');
  return lines(textLines(decoded, { palette, brief }));
}

function* lines(from: Iterable<string>): Generator<string> {
  for (const line of from) yield `${line}\n`;
}

/** Writes no faster than it is read; that nobody reads any more is no error. */
async function write(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}
