/** Rules on the format common to all packets, and on streams of packets. */
import { CAUTION, MALFORMED, PROTOCOL, type Rule } from './rule.ts';

export const FORMAT_RULES = {
  // Format
  remainingLength: {
    ...MALFORMED,
    v4: '2.2.3',
    v5: '1.5.5',
    text: 'The remaining length takes at most four bytes.',
  },
  packetSize: {
    ...MALFORMED,
    v4: '2.2.3',
    v5: '2.1.4',
    text: 'The remaining length says how many bytes follow it in the packet.',
  },
  shortestVarint: {
    ...MALFORMED,
    v5: '1.5.5-1',
    text: 'A variable byte integer is written in the fewest bytes that hold it.',
  },
  longVarint: {
    ...CAUTION,
    v4: '2.2.3',
    text: 'A remaining length needs no more bytes than its value takes.',
  },
  varint: {
    ...MALFORMED,
    v5: '1.5.5',
    text: 'A variable byte integer takes at most four bytes.',
  },
  reservedType: {
    ...MALFORMED,
    v4: '2.2.1',
    v5: '2.1.2',
    text: 'A packet type that the version reserves must not be used.',
  },
  reservedHeaderFlags: {
    ...MALFORMED,
    v4: '2.2.2-1',
    v5: '2.1.3-1',
    text: 'The flags of the fixed header have the value that the packet type prescribes.',
  },
  unusedHeaderFlags: {
    ...CAUTION,
    v4: '2.2.2',
    text: 'MQTT 3.1 gives these flags no meaning in this packet; they should be 0.',
  },
  truncated: {
    ...MALFORMED,
    v4: '4.8.0-1',
    v5: '4.13.1-1',
    text: 'Every field that a packet must have lies whole inside the packet.',
  },
  trailing: {
    ...MALFORMED,
    v4: '4.8.0-1',
    v5: '4.13.1-1',
    text: 'Nothing follows the last field that a packet has.',
  },
  utf8: {
    ...MALFORMED,
    v4: '1.5.3-1',
    v5: '1.5.4-1',
    text: 'Text is well-formed UTF-8 and holds no surrogates.',
  },
  utf8Zero: {
    ...MALFORMED,
    v4: '1.5.3-2',
    v5: '1.5.4-2',
    text: 'Text does not hold the character U+0000.',
  },
  utf8Discouraged: {
    ...CAUTION,
    v4: '1.5.3',
    v5: '1.5.4',
    text: 'Text should hold neither control characters nor non-characters; a receiver may refuse it.',
  },
  direction: {
    ...PROTOCOL,
    v4: '2.2.1',
    v5: '2.1.2',
    text: 'Some packets are for the client alone to send, some for the server alone.',
  },
  packetId: {
    ...PROTOCOL,
    v4: '2.3.1-1',
    v5: '2.2.1-3',
    text: 'A packet identifier is not 0.',
  },
  // Streams
  maximumPacketSize: {
    severity: 'protocol',
    reason: 0x95,
    v5: '3.1.2-24',
    text: 'A packet is not larger than the maximum that its receiver announced.',
  },
  firstPacket: {
    ...PROTOCOL,
    v4: '3.1.0-1',
    v5: '3.1.0-1',
    text: 'The first packet that a client sends is CONNECT.',
  },
  secondConnect: {
    ...PROTOCOL,
    v4: '3.1.0-2',
    v5: '3.1.0-2',
    text: 'A client sends CONNECT once on a connection.',
  },
} as const satisfies Record<string, Rule>;
