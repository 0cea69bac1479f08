import type { Readable } from 'node:stream';

/**
 * The lines of a stream of UTF-8, without their line feeds; what is behind the last one is a line too. Only a line
 * feed ends a line: Node's readline also takes U+2028 for one, which may stand in a JSON string or a message.
 */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const chunk of input.setEncoding('utf8') as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n');
    pieces.push(first);
    for (const next of others) {
      yield pieces.join('');
      pieces = [next];
    }
  }
  const last = pieces.join('');
  if (last !== '') yield last;
}
