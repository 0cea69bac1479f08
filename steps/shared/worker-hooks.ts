import { AfterAll, BeforeAll, setDefaultTimeout } from '@cucumber/cucumber';

/** What a worker keeps between scenarios. */
interface WorkerSession {
  close(): Promise<void>;
}

/** What ends a worker before its time. */
const ENDS = ['disconnect', 'SIGINT', 'SIGTERM'] as const;

/** Registers hooks that end the worker's session with the worker, however that ends. */
export function closeWithWorker(current: () => WorkerSession | undefined): void {
  // Every wait of the suite has its own limit; Cucumber's would only hide which one it was.
  setDefaultTimeout(-1);
  const stop = (): void => {
    const closing = current()?.close() ?? Promise.resolve();
    void closing.finally(() => process.exit(1));
  };
  BeforeAll(() => {
    for (const end of ENDS) process.once(end, stop);
  });
  AfterAll(async () => {
    await current()?.close();
    for (const end of ENDS) process.off(end, stop);
  });
}

/** The requirement of a scenario, from its tag; empty where it has none. */
export function requirementOf(tags: readonly { readonly name: string }[]): string {
  return tags.find(({ name }) => name.startsWith('@COSP-'))?.name.slice(1) ?? '';
}
