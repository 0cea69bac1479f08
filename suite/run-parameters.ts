/** How the suite's peers cut what they send into segments. */
export type Segmentation =
  | { mode: 'whole' }
  | { mode: 'bytes' }
  | { mode: 'coalesced' }
  | { mode: 'random'; seed: number };

/** The server under test, as named on the command line. */
export type ServerTarget =
  | {
      kind: 'exec';
      /** Shell command; `{port}` and `{host}` are replaced. */
      command: string;
      /** Address on which the started server is reached. */
      host: string;
      /** The one port on which the server always listens; missing: a free one for `{port}` at each start. */
      port?: number;
    }
  | { kind: 'address'; host: string; port: number };

/** What the runner tells every worker, through Cucumber's world parameters; plain JSON. */
export interface RunParameters {
  target: ServerTarget;
  /** Longest wait for anything that must come, in milliseconds. */
  timeout: number;
  /** How long to wait for a side that is given up (COSP-6.2-15), in milliseconds; 0: only up to `timeout`. */
  patience: number;
  /** Others may be on the server: tolerate what they do. */
  shared: boolean;
  segmentation: Segmentation;
  /** Keep the conversation of passed scenarios too. */
  verbose: boolean;
}
