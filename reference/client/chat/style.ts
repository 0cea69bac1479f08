import colours from 'picocolors';

/** How lines look. Everything that others wrote is made harmless before it comes here. */
export interface Style {
  /** Something that happened. */
  notice(text: string): string;
  /** Something that went wrong. */
  problem(text: string): string;
  /** What somebody wrote to everybody. */
  broadcast(who: string, text: string): string;
  /** What somebody wrote to this client alone. */
  direct(who: string, text: string): string;
  /** What has come on a private connection. */
  private(who: string, text: string): string;
}

/** Lines in colours for a terminal, and plain ones otherwise. */
export function styleFor(isTerminal: boolean): Style {
  const { bold, cyan, dim, green, magenta, red } = colours.createColors(
    isTerminal && colours.isColorSupported,
  );
  const said = (paint: (text: string) => string) => (who: string, text: string) =>
    `${paint(bold(`${who}:`))} ${text}`;
  return {
    notice: (text) => dim(`* ${text}`),
    problem: (text) => red(`! ${text}`),
    broadcast: said(cyan),
    direct: said(magenta),
    private: said(green),
  };
}
