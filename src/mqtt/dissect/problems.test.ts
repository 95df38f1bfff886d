/** Problems of packets that break one rule each: bytes, statement and text, and the reason for rejection. */
import { describe, expect, it, test } from 'vitest';
import { decode } from '../codec/decode.ts';
import { breachText } from '../statements/breachWords.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { dissect } from './dissect.ts';

type Case = readonly [
  hex: string,
  version: ProtocolVersion | undefined,
  sender: Sender,
  /** Undefined if the packet is accepted. */
  reasonCode: number | undefined,
  /** `offset+length statement: text` */
  problems: readonly string[],
];

const CASES: readonly Case[] = [
  ['f000', 4, 'client', 0x81, ['0+1 MQTT-2.2.1: Packet type 15 is reserved.']],
  ['36050001610001', 4, 'client', 0x81, ['0+1 MQTT-3.3.1-4: Both QoS bits are set.']],
  ['3803000161', 4, 'client', 0x81, ['0+1 MQTT-3.3.1-2: DUP is set at QoS 0.']],
  ['c100', 4, 'client', 0x81, ['0+1 MQTT-2.2.2-1: The flags of PINGREQ are 0x01 instead of 0x00.']],
  [
    '8006000100016100',
    4,
    'client',
    0x81,
    ['0+1 MQTT-2.2.2-1: The flags of SUBSCRIBE are 0x00 instead of 0x02.'],
  ],
  [
    'c004',
    4,
    'client',
    0x81,
    ['1+1 MQTT-2.2.3: The remaining length announces 4 bytes; 0 are there.'],
  ],
  ['4003000100', 4, 'server', 0x81, ["4+1 MQTT-4.8.0-1: 1 byte follows the packet's last field."]],
  ['d000', 4, 'client', 0x82, ['0+1 MQTT-2.2.1: PINGRESP is not for a client to send.']],
  ['e000', 4, 'server', 0x82, ['0+1 MQTT-2.2.1: DISCONNECT is not for a server to send.']],
  ['c000', 5, 'server', 0x82, ['0+1 MQTT-2.1.2: PINGREQ is not for a server to send.']],
  ['2000', 4, 'server', 0x81, ['2+0 MQTT-4.8.0-1: Connect Acknowledge Flags is missing.']],
  ['400100', 4, 'server', 0x81, ['2+1 MQTT-4.8.0-1: Packet Identifier needs 2 bytes; 1 is left.']],
  [
    '308200000161',
    5,
    'client',
    0x81,
    [
      '1+2 MQTT-1.5.5-1: Remaining Length 2 takes 2 bytes, more than it needs.',
      '5+0 MQTT-4.13.1-1: Topic Name is missing.',
    ],
  ],
  ['3004000161ff', 5, 'client', 0x81, ['5+1 MQTT-4.13.1-1: Property Length is cut off.']],
  [
    '30050001618000',
    5,
    'client',
    0x81,
    ['5+2 MQTT-1.5.5-1: Property Length 0 takes 2 bytes, more than it needs.'],
  ],
  [
    '300400026180',
    4,
    'client',
    0x81,
    ['5+1 MQTT-1.5.3-1: Topic Name is not well-formed UTF-8 (stray byte).'],
  ],
  [
    '30040002c328',
    4,
    'client',
    0x81,
    ['4+1 MQTT-1.5.3-1: Topic Name is not well-formed UTF-8 (incomplete).'],
  ],
  [
    '3003000100',
    4,
    'client',
    0x81,
    ['4+1 MQTT-1.5.3-2: Topic Name contains the character U+0000.'],
  ],
  [
    '3003000101',
    4,
    'client',
    undefined,
    ['4+1 MQTT-1.5.3: Topic Name contains a control character or a non-character.'],
  ],
  ['32050001610000', 4, 'client', 0x82, ['5+2 MQTT-2.3.1-1: The packet identifier is 0.']],
  [
    '300700016107020000',
    5,
    'client',
    0x81,
    [
      '5+1 MQTT-2.2.2.1: The property length announces 7 bytes; 3 are left.',
      '7+2 MQTT-4.13.1-1: Message Expiry Interval needs 4 bytes; 2 are left.',
    ],
  ],
  ['300500016101ff', 5, 'client', 0x81, ['6+1 MQTT-4.13.1-1: Identifier is cut off.']],
  [
    '300700016103210005',
    5,
    'client',
    0x81,
    ['6+3 MQTT-2.2.2.2: Receive Maximum has no place in PUBLISH.'],
  ],
  [
    '300600016102782a',
    5,
    'client',
    0x81,
    ['6+1 MQTT-2.2.2.2: The standard defines no property 0x78.'],
  ],
  [
    '300a00016106230001230002',
    5,
    'client',
    0x82,
    ['9+3 MQTT-3.3.2.3.4: Topic Alias appears more than once.'],
  ],
  [
    '300d00016109010102000000050101',
    5,
    'client',
    0x82,
    ['13+2 MQTT-3.3.2.3.2: Payload Format Indicator appears more than once.'],
  ],
  [
    '3006000161020102',
    5,
    'client',
    0x82,
    ['6+2 MQTT-3.3.2.3.2: Payload Format Indicator is 2; only 0 and 1 are allowed.'],
  ],
  ['300700016103230000', 5, 'client', 0x94, ['6+3 MQTT-3.3.2-8: Topic Alias must not be 0.']],
  [
    '3006000161020b05',
    5,
    'client',
    0x82,
    ['6+2 MQTT-3.3.4-6: Subscription Identifier is not for a client to send.'],
  ],
  [
    '3006000161020b00',
    5,
    'server',
    0x82,
    ['6+2 MQTT-3.3.2.3.8: Subscription Identifier must not be 0.'],
  ],
  [
    '300900016105080002612b',
    5,
    'client',
    0x82,
    ['6+5 MQTT-3.3.2-14: Response Topic: A topic name must not contain the wildcard +.'],
  ],
  [
    '300700016103080000',
    5,
    'client',
    0x82,
    ['6+3 MQTT-4.7.3-1: Response Topic: A topic name has at least one character.'],
  ],
  [
    '30080001610408000100',
    5,
    'client',
    0x81,
    ['9+1 MQTT-1.5.4-2: Response Topic contains the character U+0000.'],
  ],
  [
    '3003000000',
    5,
    'client',
    0x82,
    ['2+2 MQTT-3.3.2.1: The topic name is empty, and no topic alias replaces it.'],
  ],
  ['30020000', 4, 'client', 0x82, ['2+2 MQTT-4.7.3-1: The topic name is empty.']],
  ['30020000', 3, 'client', 0x82, ['2+2 MQTT-4.7.3-1: The topic name is empty.']],
  [
    '300300012b',
    4,
    'client',
    0x90,
    ['2+3 MQTT-3.3.2-2: A topic name must not contain the wildcard +.'],
  ],
  [
    '300500036123',
    4,
    'client',
    0x81,
    [
      '1+1 MQTT-2.2.3: The remaining length announces 5 bytes; 4 are there.',
      '4+2 MQTT-4.8.0-1: Topic Name needs 3 bytes; 2 are left.',
    ],
  ],
  [
    '3008000161020101ff78',
    5,
    'client',
    undefined,
    ['8+1 MQTT-3.3.2.3.2: The payload is announced as UTF-8 but is not (stray byte).'],
  ],
  [
    'e00700051c0002612f',
    5,
    'client',
    undefined,
    ['4+5 MQTT-3.14.2.2.5: Server Reference is not for a client to send.'],
  ],
  [
    'e00700051100000005',
    5,
    'server',
    0x82,
    [
      '2+1 MQTT-2.4: 0x00 Normal disconnection is for the client to send.',
      '4+5 MQTT-3.14.2-2: Session Expiry Interval is not for a server to send.',
    ],
  ],
  [
    'e0018e',
    5,
    'client',
    undefined,
    ['2+1 MQTT-2.4: 0x8E Session taken over is for the server to send.'],
  ],
  [
    'e00104',
    5,
    'server',
    undefined,
    ['2+1 MQTT-2.4: 0x04 Disconnect with Will Message is for the client to send.'],
  ],
  ['e0017f', 5, 'client', 0x81, ['2+1 MQTT-3.14.2-1: DISCONNECT has no reason code 0x7F.']],
  ['f00118', 5, 'client', 0x82, ['2+1 MQTT-3.15.2.2.2: AUTH names no authentication method.']],
  [
    'f00100',
    5,
    'client',
    0x82,
    [
      '2+1 MQTT-2.4: 0x00 Success is for the server to send.',
      '2+1 MQTT-3.15.2.2.2: AUTH names no authentication method.',
    ],
  ],
  [
    'f00119',
    5,
    'server',
    0x82,
    [
      '2+1 MQTT-2.4: 0x19 Re-authenticate is for the client to send.',
      '2+1 MQTT-3.15.2.2.2: AUTH names no authentication method.',
    ],
  ],
  ['f00118', 4, 'client', 0x81, ['0+1 MQTT-2.2.1: Packet type 15 is reserved.']],
  [
    '20020103',
    4,
    'server',
    0x82,
    ['2+2 MQTT-3.2.2-4: Session present is set although the connection is refused.'],
  ],
  [
    '20020106',
    4,
    'server',
    0x82,
    [
      '3+1 MQTT-3.2.2.3: CONNACK has no return code 0x06.',
      '2+2 MQTT-3.2.2-4: Session present is set although the connection is refused.',
    ],
  ],
  ['20020200', 4, 'server', 0x81, ['2+1 MQTT-3.2.2.1: Reserved bits are set: 0x02.']],
  [
    '2003010200',
    5,
    'server',
    0x82,
    [
      '3+1 MQTT-3.2.2-8: CONNACK has no reason code 0x02.',
      '2+2 MQTT-3.2.2-6: Session present is set although the connection is refused.',
    ],
  ],
  [
    '200c00000922000a22000b21000a',
    5,
    'server',
    0x82,
    ['8+3 MQTT-3.2.2.3.8: Topic Alias Maximum appears more than once.'],
  ],
  ['2006000003210000', 5, 'server', 0x82, ['5+3 MQTT-3.2.2.3.3: Receive Maximum must not be 0.']],
  [
    '82050001000000',
    4,
    'client',
    0x8f,
    ['4+2 MQTT-4.7.3-1: A topic filter has at least one character.'],
  ],
  ['82020001', 4, 'client', 0x82, ['4+0 MQTT-3.8.3-3: SUBSCRIBE has no topic filter.']],
  ['8203000100', 5, 'client', 0x82, ['5+0 MQTT-3.8.3-2: SUBSCRIBE has no topic filter.']],
  ['8206000100016103', 4, 'client', 0x81, ['7+1 MQTT-3.8.3-4: The requested QoS is 3.']],
  ['820700010000016103', 5, 'client', 0x82, ['8+1 MQTT-3.8.3.1: The requested QoS is 3.']],
  ['820700010000016130', 5, 'client', 0x82, ['8+1 MQTT-3.8.3.1: Retain handling is 3.']],
  ['820700010000016140', 5, 'client', 0x81, ['8+1 MQTT-3.8.3-5: Reserved bits are set: 0x40.']],
  ['8206000100016104', 4, 'client', 0x81, ['7+1 MQTT-3.8.3-4: Reserved bits are set: 0x04.']],
  ['8206000100016104', 3, 'client', undefined, ['7+1 MQTT-3.8.3: Reserved bits are set: 0x04.']],
  [
    '82080001000361236200',
    4,
    'client',
    0x8f,
    ['4+5 MQTT-4.7.1-2: The wildcard # must be the last character.'],
  ],
  [
    '820700010002612b00',
    4,
    'client',
    0x8f,
    ['4+4 MQTT-4.7.1-3: The wildcard + must fill its whole level.'],
  ],
  [
    '820e00010000082473686172652f6701',
    5,
    'client',
    0x8f,
    [
      '5+10 MQTT-4.8.2-2: A shared subscription needs a topic filter after its share name: $share/{name}/{filter}.',
    ],
  ],
  [
    '8210000100000a2473686172652f672f6104',
    5,
    'client',
    0x82,
    ['17+1 MQTT-3.8.3-4: No local is set for a shared subscription.'],
  ],
  ['90020001', 4, 'server', 0x81, ['4+0 MQTT-3.9.3-1: SUBACK has no code.']],
  ['9003000100', 5, 'server', 0x81, ['5+0 MQTT-3.9.3-1: SUBACK has no code.']],
  ['9003000103', 4, 'server', 0x81, ['4+1 MQTT-3.9.3-2: SUBACK has no code 0x03.']],
  ['9003000180', 3, 'server', undefined, ['4+1 MQTT-3.9.3: SUBACK has no code 0x80.']],
  ['900400010003', 5, 'server', 0x81, ['5+1 MQTT-3.9.3-2: SUBACK has no code 0x03.']],
  ['a2020001', 4, 'client', 0x82, ['4+0 MQTT-3.10.3-2: UNSUBSCRIBE has no topic filter.']],
  [
    'a20400010000',
    4,
    'client',
    0x8f,
    ['4+2 MQTT-4.7.3-1: A topic filter has at least one character.'],
  ],
  [
    'a206000100026123',
    4,
    'client',
    0x8f,
    ['4+4 MQTT-4.7.1-2: The wildcard # must fill its whole level.'],
  ],
  ['b003000100', 5, 'server', 0x81, ['5+0 MQTT-3.11.3-1: UNSUBACK has no reason code.']],
  ['b00400010001', 5, 'server', 0x81, ['5+1 MQTT-3.11.3-2: UNSUBACK has no reason code 0x01.']],
  ['4003000101', 5, 'client', 0x81, ['4+1 MQTT-3.4.2-1: PUBACK has no reason code 0x01.']],
  ['6203000110', 5, 'client', 0x81, ['4+1 MQTT-3.6.2-1: PUBREL has no reason code 0x10.']],
  [
    '100f00064d51497364700402003c000161',
    4,
    'client',
    0x84,
    ['2+8 MQTT-3.1.2-1: The protocol name is not MQTT.'],
  ],
  [
    '100d00044d5154540302003c000161',
    3,
    'client',
    0x84,
    ['2+6 MQTT-3.1.2-1: The protocol name is not MQIsdp.'],
  ],
  [
    '100d00044d5154540702003c000161',
    undefined,
    'client',
    0x84,
    ['8+1 MQTT-3.1.2-2: Protocol version 7 is not one that the standard defines.'],
  ],
  [
    '100d00044d5154548402003c000161',
    4,
    'client',
    undefined,
    [
      '8+1 MQTT-3.1.2-2: Protocol version 0x84 is MQTT 3.1.1 with a mark that some brokers set on bridges; the standard does not define it.',
    ],
  ],
  [
    '100d00044d5154540403003c000161',
    4,
    'client',
    0x81,
    ['9+1 MQTT-3.1.2-3: The reserved connect flag is set.'],
  ],
  [
    '101000044d5154540442003c000161000170',
    4,
    'client',
    0x81,
    ['9+1 MQTT-3.1.2-22: A password without a user name.'],
  ],
  [
    '101200044d515454041e003c0001610001770000',
    4,
    'client',
    0x81,
    ['9+1 MQTT-3.1.2-14: The will QoS is 3.'],
  ],
  [
    '100d00044d515454040a003c000161',
    4,
    'client',
    0x81,
    ['9+1 MQTT-3.1.2-13: The will QoS is 1, but there is no will.'],
  ],
  [
    '100d00044d5154540412003c000161',
    4,
    'client',
    0x81,
    ['9+1 MQTT-3.1.2-13: The will QoS is 2, but there is no will.'],
  ],
  [
    '100d00044d5154540422003c000161',
    4,
    'client',
    0x81,
    ['9+1 MQTT-3.1.2-15: Will retain is set without a will.'],
  ],
  [
    '100c00044d5154540400003c0000',
    4,
    'client',
    0x85,
    ['12+2 MQTT-3.1.3-8: The client identifier is empty, but the session is to be kept.'],
  ],
  [
    '100e00064d51497364700302003c0000',
    3,
    'client',
    0x85,
    ['14+2 MQTT-3.1.3: The client identifier is empty.'],
  ],
  [
    '102600064d51497364700302003c0018616161616161616161616161616161616161616161616161',
    3,
    'client',
    undefined,
    ['14+26 MQTT-3.1.3: The client identifier has more than 23 characters.'],
  ],
  [
    '101200044d5154540406003c00016100012b0000',
    4,
    'client',
    0x90,
    ['15+3 MQTT-4.7.1-1: Will topic: A topic name must not contain the wildcard +.'],
  ],
  [
    '101100044d5154540406003c00016100000000',
    4,
    'client',
    0x90,
    ['15+2 MQTT-4.7.3-1: Will topic: A topic name has at least one character.'],
  ],
  [
    '101300044d5154540506003c000001610000000000',
    5,
    'client',
    0x90,
    ['17+2 MQTT-4.7.3-1: Will topic: A topic name has at least one character.'],
  ],
  [
    '101100044d5154540502003c03160000000161',
    5,
    'client',
    0x82,
    ['12+4 MQTT-3.1.2.11.10: Authentication data without an authentication method.'],
  ],
  [
    '101600044d5154540506003c000001610201020001770000',
    5,
    'client',
    0x82,
    ['17+2 MQTT-3.1.3.2.3: Payload Format Indicator is 2; only 0 and 1 are allowed.'],
  ],
  [
    '101100044d5154540502003c03210000000161',
    5,
    'client',
    0x82,
    ['13+3 MQTT-3.1.2.11.3: Receive Maximum must not be 0.'],
  ],
  [
    '101000044d5154540502003c021902000161',
    5,
    'client',
    0x82,
    ['13+2 MQTT-3.1.2.11.6: Request Response Information is 2; only 0 and 1 are allowed.'],
  ],
  [
    '101100044d5154540502003c03130005000161',
    5,
    'client',
    0x81,
    ['13+3 MQTT-2.2.2.2: Server Keep Alive has no place in CONNECT.'],
  ],
];

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));

describe('a violated rule', () => {
  it.each(CASES)('%s (version %s, from the %s)', (hex, version, sender, reasonCode, wanted) => {
    const bytes = bytesOf(hex);
    const { problems } = dissect(bytes, { version, sender });
    expect(
      problems.map(
        ({ offset, length, statement, breach }) =>
          `${offset}+${length} ${statement}: ${breachText(breach)}`,
      ),
    ).toEqual(wanted);
    const decoded = decode(bytes, version, sender);
    expect(decoded.ok ? undefined : decoded.reasonCode).toBe(reasonCode);
  });

  it.each(CASES)(
    '%s (version %s) of an unknown sender is not checked for its sender',
    (hex, version) => {
      const decoded = decode(bytesOf(hex), version);
      const key = decoded.ok ? '' : decoded.problem.breach.key;
      expect(['wrong-sender', 'property-sender', 'code-for-other-side']).not.toContain(key);
    },
  );
});

test('a client may set an expiry when it disconnects, without a problem (3.14.2.2.2)', () => {
  const bytes = bytesOf('e00700051100000005');
  expect(dissect(bytes, { version: 5, sender: 'client' }).problems).toEqual([]);
});

test('options of MQTT 5 have no meaning in a SUBSCRIBE of MQTT 3.1', () => {
  const decoded = decode(bytesOf('820600010001613d'), 3, 'client');
  expect(decoded).toMatchObject({
    packet: {
      subscriptions: [
        { filter: 'a', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
  });
});

test('DUP belongs to PUBREL, SUBSCRIBE and UNSUBSCRIBE in MQTT 3.1, and not to PUBACK', () => {
  const dupOf = (hex: string) => {
    const decoded = decode(bytesOf(hex), 3);
    return decoded.ok && 'dup' in decoded.packet ? decoded.packet.dup : undefined;
  };
  expect(['6a020001', '8a06000100016100', 'aa050001000161', '48020001'].map(dupOf)).toEqual([
    true,
    true,
    true,
    undefined,
  ]);
});
