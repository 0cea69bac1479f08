export type { Abortable } from './abortable';
export { type ConnectOptions, CospClient, createCospClient } from './client';
export { CospClientError, type CospClientErrorCode } from './errors';
export type { CospClientEvents, Message } from './events';
export type { PrivateOptions, PrivateRequest } from './private-request';
export type { RegistrationOutcome } from './registration';
export type { RosterEntry, RosterView } from './roster';
export type { TlsTrust } from './tls';
