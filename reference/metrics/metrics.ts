import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { CospServer } from '../server';
import { COUNTERS, type Definition, GAUGES } from './definitions';

/** They make lists of everything that is open, at each reading; `cosp_sockets` says more for less. */
const LEFT_OUT = ['handles', 'requests', 'resources'].flatMap((what) => [
  `nodejs_active_${what}`,
  `nodejs_active_${what}_total`,
]);

type Fill = (labels: Record<string, string>, value: number) => void;

/** The metrics of a server, and those of its process. They are read when they are asked for. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #fills: (readonly [Definition, Fill])[];

  constructor(private readonly server: CospServer) {
    // Their histogram of the event loop's delay is the one thing that is measured all the time.
    collectDefaultMetrics({ register: this.#registry });
    for (const name of LEFT_OUT) this.#registry.removeSingleMetric(name);
    this.#fills = [
      ...GAUGES.map((definition) => [definition, this.#gauge(definition)] as const),
      ...COUNTERS.map((definition) => [definition, this.#counter(definition)] as const),
    ];
  }

  /** Media type of the text. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All of them in Prometheus' text format, as they are now. */
  text(): Promise<string> {
    // Once for all: each looks at every socket.
    const [state, totals] = [this.server.inspect(), this.server.totals()];
    for (const [{ read, label = '' }, fill] of this.#fills) {
      const reading = read(state, totals);
      if (typeof reading === 'number') fill({}, reading);
      else for (const [name, value] of Object.entries(reading)) fill({ [label]: name }, value);
    }
    return this.#registry.metrics();
  }

  #gauge(definition: Definition): Fill {
    const gauge = new Gauge(this.#configurationOf(definition));
    return (labels, value) => gauge.set(labels, value);
  }

  #counter(definition: Definition): Fill {
    const counter = new Counter(this.#configurationOf(definition));
    return (labels, value) => {
      counter.remove(labels);
      counter.inc(labels, value);
    };
  }

  #configurationOf({ name, help, label }: Definition) {
    return { name, help, labelNames: label === undefined ? [] : [label], registers: [this.#registry] };
  }
}
