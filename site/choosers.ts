import type { Choice } from '../spec';
import type { Run, Site } from './model';

/** A run in which an option of a choice was met. */
export interface Chooser {
  readonly run: Run;
  readonly option: string;
  /** In how many scenarios, where others met another option; `some` is 0 when it was the only one. */
  readonly times: { readonly some: number; readonly all: number };
}

/** Who chose what where the RFC leaves it open, run by run. */
export function choosersOf(site: Site, { id, key }: Pick<Choice, 'id' | 'key'>): Chooser[] {
  return site.runs.flatMap((run) => {
    const seen = run.results.choices.find((one) => one.id === id && one.key === key);
    const options = seen?.options ?? [];
    const all = options.reduce((sum, { scenarios }) => sum + scenarios.length, 0);
    return options.map(({ option, scenarios }) => {
      return { run, option, times: { some: options.length > 1 ? scenarios.length : 0, all } };
    });
  });
}
