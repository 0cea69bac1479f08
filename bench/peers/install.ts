import { execFileSync } from 'node:child_process';
import { hasCommand } from '../compile';

/** A peer's program, its package of Debian and Ubuntu, and the service that comes with it. */
interface Peer {
  readonly command: string;
  readonly package: string;
  readonly service?: string;
}

const PEERS: readonly Peer[] = [
  { command: 'redis-server', package: 'redis-server', service: 'redis-server' },
  { command: 'nats-server', package: 'nats-server', service: 'nats-server' },
  { command: 'ngircd', package: 'ngircd', service: 'ngircd' },
  { command: 'mosquitto', package: 'mosquitto', service: 'mosquitto' },
  { command: 'socat', package: 'socat' },
];

/** Those that are not on this machine. */
export function missingPeers(isThere: (command: string) => boolean = hasCommand): readonly Peer[] {
  return PEERS.filter(({ command }) => !isThere(command));
}

/**
 * The shell script that installs peers and starts none of their services: a policy forbids it while the packages are
 * set up, and afterwards they are kept from starting with the machine.
 */
export function installScript(peers: readonly Peer[]): string {
  const services = peers.flatMap(({ service }) => (service === undefined ? [] : [service]));
  return `set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > "$policy"
  chmod +x "$policy"
fi
apt-get update
apt-get install -y --no-install-recommends ${peers.map((peer) => peer.package).join(' ')}
if [ -d /run/systemd/system ]; then
  for service in ${services.join(' ')}; do systemctl disable --now "$service"; done
fi
`;
}

/** Installs with apt what is missing, as root or through sudo. */
export function installPeers(): void {
  const missing = missingPeers();
  if (missing.length === 0) {
    console.log('All peers are installed.');
    return;
  }
  if (!hasCommand('apt-get'))
    throw new Error('peers are installed with apt-get, which this machine does not have');
  const script = ['sh', '-c', installScript(missing)] as const;
  if (process.getuid?.() === 0) execFileSync(script[0], script.slice(1), { stdio: 'inherit' });
  else execFileSync('sudo', script, { stdio: 'inherit' });
}
