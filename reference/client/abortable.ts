/** How long a call may go on. */
export interface Abortable {
  /** Ends the waiting; the promise is rejected with the signal's reason. What has been sent cannot be taken back. */
  readonly signal?: AbortSignal;
}

/** The promise, or the signal's reason when that comes first; `abandon` is then called. */
export function abortable<T>(promise: Promise<T>, signal?: AbortSignal, abandon?: () => void): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      abandon?.();
      reject(signal.reason);
    };
    const forget = (): void => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(forget);
    if (signal.aborted) abort();
  });
}
