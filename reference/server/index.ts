export { formatEndpoint } from './addresses';
export { DELIVERIES, END_REASONS, type EndReason, REQUESTS } from './counters';
export { type CospServerLimits, checkLimit, DEFAULT_LIMITS } from './limits';
export type { TlsIdentity } from './listener';
export type { Log } from './log';
export {
  type CospServer,
  type CospServerEvents,
  type CospServerOptions,
  type CospServerState,
  type CospServerTotals,
  createCospServer,
  DEFAULT_PORT,
} from './server';
