import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Capture, readCapture } from '../../../suite/decode/capture/read-capture';
import {
  BEGAN,
  block,
  interfaceBlock,
  packetBlock,
  pcap,
  sectionHeader,
  simplePacketBlock,
} from './support/captures';
import { CLIENT, CLIENT_6, ethernet, ip, ipv4, ipv6, packed, SERVER, SERVER_6, tcp } from './support/packets';

const HELLO = { from: CLIENT, to: SERVER, sequence: 1, payload: Buffer.from('hello') };
const HELLO_6 = { ...HELLO, from: CLIENT_6, to: SERVER_6 };
const PACKET = ethernet(ip(HELLO));

/** What the first connection's first end sent. */
function sent({ connections }: Capture): string {
  const chunks = connections[0]?.ends[0].stream.chunks ?? [];
  return Buffer.concat(chunks.map(({ bytes }) => bytes)).toString();
}

for (const littleEndian of [true, false]) {
  const order = littleEndian ? 'little-endian' : 'big-endian';

  for (const nanoseconds of [true, false]) {
    test(`pcap, ${order}, ${nanoseconds ? 'nanoseconds' : 'microseconds'}`, () => {
      const capture = readCapture(pcap([PACKET, PACKET], { littleEndian, nanoseconds }));
      assert.equal(sent(capture), 'hello');
      assert.equal(capture.packets, 2);
      assert.equal(capture.began, BigInt(BEGAN) * 1_000_000_000n);
      assert.equal(capture.damage, undefined);
    });
  }

  test(`pcapng, ${order}: an interface with a resolution of its own, a simple packet, blocks to be skipped`, () => {
    const file = Buffer.concat([
      sectionHeader(littleEndian),
      block(0x0bad, Buffer.from('anything'), littleEndian),
      interfaceBlock(littleEndian, { resolution: 9 }),
      packetBlock(PACKET, 1_700_000_000_000_000_005n, littleEndian),
      simplePacketBlock(PACKET, littleEndian),
    ]);
    const capture = readCapture(file);
    assert.equal(sent(capture), 'hello');
    assert.equal(capture.packets, 2);
    assert.equal(capture.began, 1_700_000_000_000_000_005n);
  });
}

test('pcapng: a second section has its own byte order and interfaces; a resolution in powers of two', () => {
  const world = { ...HELLO, sequence: 6, payload: Buffer.from(' world') };
  const file = Buffer.concat([
    sectionHeader(true),
    interfaceBlock(true),
    packetBlock(PACKET, 5n, true),
    sectionHeader(false),
    interfaceBlock(false, { linkType: 101, resolution: 0x80 + 10 }),
    packetBlock(ip(world), 1024n * 2n, false),
  ]);
  const capture = readCapture(file);
  assert.equal(sent(capture), 'hello world');
  assert.equal(capture.connections[0]?.ends[0].stream.chunks[1]?.moment.at, 2000 - 0.005);
});

const IP_OF_4 = ip(HELLO);
const IP_OF_6 = ip(HELLO_6);
const COOKED = Buffer.alloc(14);
for (const [name, linkType, packet] of [
  ['Ethernet, padded', 1, ethernet(IP_OF_4, [], 9)],
  ['Ethernet with a VLAN tag', 1, ethernet(IP_OF_4, [0x8100])],
  ['Ethernet with two VLAN tags, IPv6', 1, ethernet(IP_OF_6, [0x88a8, 0x8100])],
  ['raw IP, version 4', 101, IP_OF_4],
  ['raw IP, version 6', 101, IP_OF_6],
  ['raw IP of BSD', 12, IP_OF_4],
  ['IPv4 alone', 228, IP_OF_4],
  ['IPv6 alone', 229, IP_OF_6],
  ['null, little-endian', 0, Buffer.concat([Buffer.from('02000000', 'hex'), IP_OF_4])],
  ['null, IPv6 on macOS', 0, Buffer.concat([Buffer.from('1e000000', 'hex'), IP_OF_6])],
  ['loopback of OpenBSD', 108, Buffer.concat([packed([24, 4]), IP_OF_6])],
  ['Linux cooked 1', 113, Buffer.concat([COOKED, packed([0x0800, 2]), IP_OF_4])],
  ['Linux cooked 2', 276, Buffer.concat([packed([0x86dd, 2]), Buffer.alloc(18), IP_OF_6])],
] as const) {
  test(`link type: ${name}`, () => assert.equal(sent(readCapture(pcap([packet], { linkType }))), 'hello'));
}

for (const [name, packet] of [
  ['IPv4 with options', ipv4(HELLO, tcp(HELLO), { options: 8 })],
  ['IPv4 whose length the network card fills in', ipv4(HELLO, tcp(HELLO), { total: 0 })],
  ['IPv4 that must not be fragmented', ipv4(HELLO, tcp(HELLO), { fragment: 0x4000 })],
  [
    'IPv6 with extension headers',
    ipv6(HELLO_6, tcp(HELLO_6), {
      first: 0,
      extensions: packed([60, 1], [0, 1], [0, 6], [44, 1], [0, 1], [0, 4], [0, 2], [6, 1], [0, 1], [0, 6]),
    }),
  ],
] as const) {
  test(name, () => assert.equal(sent(readCapture(pcap([packet], { linkType: 101 }))), 'hello'));
}

for (const [name, linkType, packet, reason] of [
  ['a link type that is not read', 127, PACKET, 'of link type 127, which is not read'],
  [
    'a fragment of IPv4',
    101,
    ipv4(HELLO, tcp(HELLO), { fragment: 0x2000 }),
    'that are fragments of IP packets',
  ],
  [
    'a fragment of IPv6',
    101,
    ipv6(HELLO_6, tcp(HELLO_6), { first: 44, extensions: packed([6, 1], [0, 1], [8, 2], [0, 4]) }),
    'that are fragments of IP packets',
  ],
  ['half a TCP header', 101, IP_OF_4.subarray(0, 30), 'with a TCP header that is cut off'],
] as const) {
  test(`left out, and said: ${name}`, () => {
    const capture = readCapture(pcap([packet, packet], { linkType }));
    assert.deepEqual([...capture.skipped], [[reason, 2]]);
    assert.equal(capture.connections.length, 0);
  });
}

for (const [name, packet] of [
  ['UDP', ipv4(HELLO, Buffer.alloc(8), { protocol: 17 })],
  ['ICMP over IPv6', ipv6(HELLO_6, Buffer.alloc(8), { first: 58 })],
  ['no IP', Buffer.alloc(60)],
  ['nothing', Buffer.alloc(0)],
] as const) {
  test(`not looked at: ${name}`, () => {
    const capture = readCapture(pcap([packet], { linkType: 101 }));
    assert.equal(capture.connections.length + capture.skipped.size, 0);
  });
}

const WHOLE = pcap([PACKET, PACKET]);
const NG = Buffer.concat([sectionHeader(), interfaceBlock(), packetBlock(PACKET, 0n)]);
for (const [name, file, offset, reason] of [
  [
    'ends in a packet header',
    WHOLE.subarray(0, 24 + 16 + PACKET.length + 5),
    24 + 16 + PACKET.length,
    /ends in a packet header/,
  ],
  ['ends in a packet', WHOLE.subarray(0, WHOLE.length - 1), 24 + 2 * 16 + PACKET.length, /ends in a packet$/],
  [
    'a length that cannot be',
    Buffer.concat([WHOLE, Buffer.alloc(16, 0xff)]),
    WHOLE.length + 8,
    /a packet of 4294967295 bytes/,
  ],
  [
    'pcapng that ends in a block',
    Buffer.concat([NG, NG.subarray(0, 20)]),
    NG.length,
    /ends in a block: 20 of its 28/,
  ],
  ['pcapng with a few bytes behind', Buffer.concat([NG, Buffer.alloc(7)]), NG.length, /ends in a block$/],
  [
    'pcapng with a block of no length',
    Buffer.concat([NG, Buffer.alloc(12)]),
    NG.length,
    /a block of 0 bytes/,
  ],
  [
    'pcapng with an unknown interface',
    Buffer.concat([NG, packetBlock(PACKET, 0n, true, 9)]),
    NG.length,
    /interface 9, which is not described/,
  ],
  [
    'pcapng with a packet that sticks out of its block',
    Buffer.concat([NG, block(6, Buffer.alloc(20, 0).fill(0xff, 12, 16))]),
    NG.length,
    /a packet of 4294967295 bytes in a block with room for 0/,
  ],
  [
    'pcapng with a section of no byte order',
    Buffer.concat([NG, block(0x0a0d0d0a, Buffer.alloc(16))]),
    NG.length,
    /without its mark of the byte order/,
  ],
] as const) {
  test(`damage: ${name}`, () => {
    const { damage, packets } = readCapture(file);
    assert.equal(damage?.offset, offset);
    assert.match(damage?.reason ?? '', reason);
    assert.ok(packets >= 1, 'what comes before is read');
  });
}

for (const [name, file, problem] of [
  [
    'other bytes',
    Buffer.from('hello, world, this is text'),
    /^at byte 0 of the capture: this is no pcap file$/,
  ],
  ['half a header', WHOLE.subarray(0, 20), /^at byte 20 of the capture: the file header has 24 bytes$/],
  [
    'pcapng without a byte order',
    block(0x0a0d0d0a, Buffer.alloc(16)),
    /^at byte 0 of the capture: a section/,
  ],
] as const) {
  test(`no capture: ${name}`, () =>
    assert.throws(() => readCapture(file), { name: 'CaptureError', message: problem }));
}
