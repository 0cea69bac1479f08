const NULL = 0;
const ETHERNET = 1;
const RAW = [12, 14, 101];
const LOOP = 108;
const LINUX_COOKED_1 = 113;
const IPV4 = 228;
const IPV6 = 229;
const LINUX_COOKED_2 = 276;

const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_IPV6 = 0x86dd;
const VLAN_TAGS = [0x8100, 0x88a8, 0x9100];

/** Whether packets of a link type can be read. */
export function isKnownLinkType(linkType: number): boolean {
  return [NULL, ETHERNET, ...RAW, LOOP, LINUX_COOKED_1, IPV4, IPV6, LINUX_COOKED_2].includes(linkType);
}

/** The IP packet in a captured packet; undefined when there is none (ARP, say) or it is cut off before. */
export function ipPacketIn(linkType: number, data: Buffer): Buffer | undefined {
  switch (linkType) {
    case NULL:
    case LOOP:
      // Four bytes of an address family whose number differs between systems; the version in the packet does not.
      return data.subarray(4);
    case ETHERNET:
      return behindTypeAt(data, 12, 14);
    case LINUX_COOKED_1:
      return behindTypeAt(data, 14, 16);
    case LINUX_COOKED_2:
      return behindTypeAt(data, 0, 20);
    default:
      return data;
  }
}

function behindTypeAt(data: Buffer, typeAt: number, headerEnd: number): Buffer | undefined {
  let at = headerEnd;
  if (data.length < at) return undefined;
  let type = data.readUInt16BE(typeAt);
  while (VLAN_TAGS.includes(type) && data.length >= at + 4) {
    type = data.readUInt16BE(at + 2);
    at += 4;
  }
  return type === ETHERTYPE_IPV4 || type === ETHERTYPE_IPV6 ? data.subarray(at) : undefined;
}
