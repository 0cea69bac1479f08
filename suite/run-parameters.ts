/** How the suite's peers cut what they send into segments. */
export type Segmentation =
  | { mode: 'whole' }
  | { mode: 'bytes' }
  | { mode: 'coalesced' }
  | { mode: 'random'; seed: number };

/** How the peers know the server under test by TLS. */
export interface ServerTls {
  /** File with certificates (PEM) that vouch for it; missing: those of the system. */
  ca?: string;
  /** Any server is taken for the right one. */
  insecure?: boolean;
}

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
      /** Peers connect by TLS; missing: by plain TCP. */
      tls?: ServerTls;
    }
  | { kind: 'address'; host: string; port: number; tls?: ServerTls };

/** How the suite and the adapter of a client talk with each other. */
export type AdapterControl =
  /** Over the adapter's standard input and output. */
  | { way: 'stdio' }
  /** Over a connection that the adapter opens; port 0: a free one. */
  | { way: 'tcp'; port: number }
  /** There is no adapter: a person is told what to do, and says what the client shows. */
  | { way: 'human' };

/** The client under test, as named on the command line. */
export interface ClientTarget {
  kind: 'adapter';
  /** Shell command that starts the adapter; missing: it is started by somebody else. `{control}` is replaced by the address. */
  command?: string;
  control: AdapterControl;
}

/** What the runner tells every worker, through Cucumber's world parameters; plain JSON. */
export interface RunParameters {
  target: ServerTarget | ClientTarget;
  /** Longest wait for anything that must come, in milliseconds. */
  timeout: number;
  /** How long to wait for a server to give up a side (COSP-6.2-15), in milliseconds; 0: only up to `timeout`. */
  patience: number;
  /** Others may be on the server: tolerate what they do. */
  shared: boolean;
  segmentation: Segmentation;
  /** Keep the conversation of passed scenarios too. */
  verbose: boolean;
}

/** The parameters of a run against a server. */
export type ServerParameters = RunParameters & { target: ServerTarget };

/** The parameters of a run against a client. */
export type ClientParameters = RunParameters & { target: ClientTarget };
