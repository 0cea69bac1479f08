/** Breaks text into lines of at most `width` characters, at spaces; a longer word stays whole. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** `1 scenario`, `2 scenarios`. */
export function plural(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Lines under a label: the first beside it, the others indented to the same column. */
export function labelled(label: string, lines: readonly string[], indent = 2, width = 10): string[] {
  const margin = ' '.repeat(indent);
  return lines.map((line, index) => `${margin}${(index === 0 ? label : '').padEnd(width)}${line}`.trimEnd());
}
