import pc from 'picocolors';
import type { Verdict } from '../verdict/verdict';

const WIDEST = 110;
const NARROWEST = 60;

/** Colours by what they mean. */
export type Palette = ReturnType<typeof pc.createColors>;

/** Where the human part of the output goes. */
export interface Screen {
  /** Writes one or more lines; the newline at the end is added. */
  print(text: string): void;
  /** Writes as it is. */
  raw(text: string): void;
  readonly isTerminal: boolean;
  /** Width for prose. */
  readonly columns: number;
  readonly palette: Palette;
}

/** Lays text out as for a pipe; what is printed goes nowhere. */
export const PLAIN: Screen = {
  print: () => {},
  raw: () => {},
  isTerminal: false,
  columns: WIDEST,
  palette: pc.createColors(false),
};

/** A screen on standard output or standard error. */
export function screenOn(
  stream: NodeJS.WriteStream,
  color: boolean,
  env: NodeJS.ProcessEnv = process.env,
): Screen {
  const isTerminal = stream.isTTY === true && env.TERM !== 'dumb';
  const raw = (text: string): void => {
    if (stream.writable) stream.write(text);
  };
  return {
    print: (text) => raw(`${text}\n`),
    raw,
    isTerminal,
    columns: Math.max(NARROWEST, Math.min(WIDEST, (stream.isTTY && stream.columns) || WIDEST)),
    palette: pc.createColors(color && isTerminal && !env.NO_COLOR),
  };
}

/** A verdict in its colour. */
export function paint(palette: Palette, verdict: Verdict, text: string = verdict): string {
  switch (verdict) {
    case 'FAIL':
    case 'HARNESS-ERROR':
    case 'XPASS':
      return palette.red(text);
    case 'WARN':
    case 'INCONCLUSIVE':
    case 'NOT-RUN':
      return palette.yellow(text);
    case 'PASS':
      return palette.green(text);
    case 'CHOICE':
      return palette.cyan(text);
    default:
      return palette.dim(text);
  }
}
