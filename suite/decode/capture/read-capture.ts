import type { Moment } from '../moment';
import { ConnectionTable, type TcpConnection } from './connection-table';
import { tcpIn } from './ip';
import { ipPacketIn, isKnownLinkType } from './link-layer';
import type { Damage, Packet } from './packet';
import { isPcap, readPcap } from './pcap';
import { isPcapng, readPcapng } from './pcapng';
import { segmentOf } from './segment';

/** Which of the two formats bytes begin as; undefined for neither. */
export function captureFormat(bytes: Buffer): 'pcap' | 'pcapng' | undefined {
  if (isPcap(bytes)) return 'pcap';
  return isPcapng(bytes) ? 'pcapng' : undefined;
}

/** What a capture holds of TCP. */
export interface Capture {
  readonly packets: number;
  readonly connections: readonly TcpConnection[];
  /** Nanoseconds since 1970 of the first packet that tells its time. */
  readonly began?: bigint;
  /** Where the file could not be read any further. */
  readonly damage?: Damage;
  /** How many packets were not read, by the reason. */
  readonly skipped: ReadonlyMap<string, number>;
}

/**
 * Reads the TCP connections of a pcap or pcapng file.
 * @throws CaptureError when it is neither, or has no whole header.
 */
export function readCapture(bytes: Buffer): Capture {
  const sorter = new PacketSorter();
  const take = (packet: Packet): void => sorter.add(packet);
  const damage = isPcapng(bytes) ? readPcapng(bytes, take) : readPcap(bytes, take);
  const { packets, began, skipped, table } = sorter;
  return {
    packets,
    connections: table.connections,
    skipped,
    ...(began !== undefined && { began }),
    ...(damage !== undefined && { damage }),
  };
}

/** Puts each packet where it belongs. */
class PacketSorter {
  packets = 0;
  began: bigint | undefined;
  readonly skipped = new Map<string, number>();
  readonly table = new ConnectionTable();

  add(packet: Packet): void {
    this.packets += 1;
    this.began ??= packet.time;
    const reason = this.read(packet);
    if (reason !== undefined) this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  /** Returns why the packet could not be read; what is no TCP is simply not looked at. */
  private read({ linkType, data, time }: Packet): string | undefined {
    if (!isKnownLinkType(linkType)) return `of link type ${linkType}, which is not read`;
    const packet = ipPacketIn(linkType, data);
    const tcp = packet && tcpIn(packet);
    if (tcp === 'fragment') return 'that are fragments of IP packets';
    if (tcp === undefined) return undefined;
    const segment = segmentOf(tcp);
    if (segment === undefined) return 'with a TCP header that is cut off';
    return this.table.add(segment, this.momentOf(time));
  }

  private momentOf(time: bigint | undefined): Moment {
    if (time === undefined || this.began === undefined) return { order: this.packets };
    return { order: this.packets, at: Number(time - this.began) / 1e6 };
  }
}
