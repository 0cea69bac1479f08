import type { CospServerState, CospServerTotals, EndReason } from '../server';

/** Values by the value of a label, or one value. */
type Reading = number | Readonly<Record<string, number>>;

/** One metric: its name in Prometheus, what it means, and where it is read. */
export interface Definition {
  readonly name: string;
  readonly help: string;
  readonly label?: string;
  readonly read: (state: CospServerState, totals: CospServerTotals) => Reading;
}

/** The reasons as labels: words that a query can name. */
const REASONS: Readonly<Record<EndReason, string>> = {
  'closed by the client': 'closed_by_client',
  'connection lost': 'connection_lost',
  'did not register in time': 'registration_timeout',
  'does not read': 'slow_reader',
  'empty pseudonym': 'empty_pseudonym',
  'malformed frame': 'malformed_frame',
  'no room for another client': 'full',
  'pseudonym is not UTF-8': 'pseudonym_not_utf8',
  'a fault of the server': 'server_fault',
  'the server closes': 'server_closes',
};

function byReason(tally: Readonly<Record<EndReason, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(REASONS).map(([reason, label]) => [label, tally[reason as EndReason]]),
  );
}

/** What holds at the moment. */
export const GAUGES: readonly Definition[] = [
  { name: 'cosp_clients', help: 'Registered clients.', read: ({ clients }) => clients },
  {
    name: 'cosp_sockets',
    help: 'TCP connections of any kind.',
    read: ({ sockets }) => sockets,
  },
  {
    name: 'cosp_chat_connections',
    help: 'Chat connections, registered or not.',
    read: ({ connections }) => connections,
  },
  {
    name: 'cosp_closing_sockets',
    help: 'TCP connections that the server has ended and that have not closed.',
    read: ({ closing }) => closing,
  },
  {
    name: 'cosp_queued_bytes',
    help: 'Bytes that were received and not sent on yet, those for several clients counted for each.',
    read: ({ waitingBytes }) => waitingBytes,
  },
  {
    name: 'cosp_slow_readers',
    help: 'Clients that are behind with reading.',
    read: ({ slowReaders }) => slowReaders,
  },
  {
    name: 'cosp_held_senders',
    help: 'Clients that wait for others to read.',
    read: ({ heldSenders }) => heldSenders,
  },
  {
    name: 'cosp_private_connections',
    help: 'Private connections: pending (not answered), pairing (accepted, a side has not connected), open.',
    label: 'state',
    read: ({ pendingRequests: pending, pairings: pairing, relays: open }) => ({ pending, pairing, open }),
  },
];

/** What has happened since the server was started. */
export const COUNTERS: readonly Definition[] = [
  {
    name: 'cosp_connections_accepted_total',
    help: 'TCP connections accepted, of any kind.',
    read: (_, { connections }) => connections,
  },
  {
    name: 'cosp_tls_handshake_errors_total',
    help: 'TCP connections closed because TLS could not be agreed on.',
    read: (_, { handshakeErrors }) => handshakeErrors,
  },
  {
    name: 'cosp_connections_ended_total',
    help: 'Chat connections ended, registered or not, by reason.',
    label: 'reason',
    read: (_, { ended }) => byReason(ended),
  },
  { name: 'cosp_joins_total', help: 'Clients registered.', read: (_, { joined }) => joined },
  {
    name: 'cosp_departures_total',
    help: 'Registered clients that have left, by reason.',
    label: 'reason',
    read: (_, { left }) => byReason(left),
  },
  {
    name: 'cosp_requests_total',
    help: 'Requests of registered clients, by kind.',
    label: 'kind',
    read: (_, { requests }) => requests,
  },
  {
    name: 'cosp_deliveries_total',
    help: 'Frames for clients, by kind, counted for each client that one goes to.',
    label: 'kind',
    read: (_, { deliveries }) => deliveries,
  },
  {
    name: 'cosp_received_bytes_total',
    help: 'Bytes received, on connections of any kind.',
    read: (_, { bytesReceived }) => bytesReceived,
  },
  {
    name: 'cosp_sent_bytes_total',
    help: 'Bytes sent, on connections of any kind.',
    read: (_, { bytesSent }) => bytesSent,
  },
  {
    name: 'cosp_relayed_bytes_total',
    help: 'Bytes received on open private connections, from either side.',
    read: (_, { relayedBytes }) => relayedBytes,
  },
  {
    name: 'cosp_private_connections_opened_total',
    help: 'Private connections whose two sides have connected.',
    read: (_, { relaysOpened }) => relaysOpened,
  },
  {
    name: 'cosp_private_connections_given_up_total',
    help: 'Private connections that were accepted and that a side did not connect for.',
    read: (_, { pairingsGivenUp }) => pairingsGivenUp,
  },
];
