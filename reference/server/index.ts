export { formatEndpoint } from './addresses';
export { type CospServerLimits, checkLimit, DEFAULT_LIMITS } from './limits';
export type { Log } from './log';
export {
  type CospServer,
  type CospServerEvents,
  type CospServerOptions,
  type CospServerState,
  createCospServer,
  DEFAULT_PORT,
} from './server';
