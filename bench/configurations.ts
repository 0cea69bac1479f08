// A server that is started as root stays root, so that it can read the file that it is configured by.
const USER = process.getuid?.() === 0 ? 'user root\n' : '';

/** mosquitto without a limit on what waits for a client, and without anything that is not messages. */
export function mosquittoConfiguration(host: string, port: number): string {
  return `listener ${port} ${host}
${USER}allow_anonymous true
persistence false
log_dest none
sys_interval 0
set_tcp_nodelay true
max_queued_messages 0
max_queued_bytes 0
`;
}

/** ngircd with its protection against floods off, and no look-ups of who connects. */
export function ngircdConfiguration(host: string, port: number): string {
  return `[Global]
Name = irc.bench.test
Info = bench
Listen = ${host}
Ports = ${port}

[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxPenaltyTime = 0
PingTimeout = 3600
PongTimeout = 3600

[Options]
DNS = no
Ident = no
PAM = no
IncludeDir = /nonexistent
`;
}
