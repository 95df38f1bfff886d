/** Test kit: valid packets of all types and versions, changed at random. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet, ProtocolVersion } from '../../mqtt/tables/packet.ts';
import { connectPacket, publishPacket, subscription } from './broker.testkit.ts';
import type { Random } from './memory/random.ts';

const VERSIONS = [3, 4, 5] as const satisfies readonly ProtocolVersion[];
const NAMES = ['a', 'b', 'c', '__proto__', 'constructor', 'toString'] as const;
/** Bytes with a meaning in many positions. */
const TELLING = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x23, 0x2b, 0x2f, 0x24, 0x26, 0xed] as const;

export interface Mutant {
  /** Packet type before the change. */
  readonly type: Packet['type'];
  readonly bytes: Uint8Array;
}

/** Generates mutants; the same random generator gives the same mutants. */
export class Mutants {
  readonly #random: Random;
  readonly #pools: readonly (readonly Mutant[])[];

  constructor(random: Random) {
    this.#random = random;
    this.#pools = VERSIONS.map((version) =>
      packetsOf(version).map((packet) => ({ type: packet.type, bytes: encode(packet, version) })),
    );
  }

  /** A CONNECT of that version that a broker usually accepts. */
  connect(version: ProtocolVersion): Mutant {
    const random = this.#random;
    const packet = connectPacket(random.pick(NAMES), {
      version,
      cleanStart: random.chance(0.5),
      keepAlive: random.pick([0, 10]),
      ...(version === 5 && {
        properties: [
          { name: 'sessionExpiryInterval', value: random.pick([0, 30, 0xffff_ffff]) },
          { name: 'receiveMaximum', value: random.pick([1, 20]) },
          { name: 'topicAliasMaximum', value: 3 },
        ],
      }),
      ...(random.chance(0.3) && {
        will: {
          topic: 'will',
          payload: encodeUtf8('gone'),
          qos: random.pick([0, 1, 2]),
          retain: random.chance(0.3),
          properties: [],
        },
      }),
    });
    const bytes = encode(packet, version);
    return { type: 'connect', bytes: random.chance(0.1) ? this.#changed(bytes) : bytes };
  }

  /** A packet for a client of that version: valid (a third of them), changed, or of another version. */
  next(version: ProtocolVersion): Mutant {
    const random = this.#random;
    const asked = random.chance(0.03) ? random.below(VERSIONS.length) : VERSIONS.indexOf(version);
    const pool = this.#pools[asked] ?? [];
    const mutant = pool[random.below(pool.length)];
    if (mutant === undefined || random.chance(0.02)) return this.#noise();
    return random.chance(0.33) ? mutant : { type: mutant.type, bytes: this.#changed(mutant.bytes) };
  }

  #noise(): Mutant {
    const bytes = Uint8Array.from({ length: this.#random.below(40) }, () =>
      this.#random.below(256),
    );
    return { type: 'publish', bytes };
  }

  #changed(original: Uint8Array): Uint8Array {
    const random = this.#random;
    const bytes = [...original];
    for (let count = 1 + random.below(3); count > 0; count -= 1) {
      const at = random.below(bytes.length + 1);
      const value = random.chance(0.5) ? random.pick(TELLING) : random.below(256);
      const kind = random.below(5);
      if (kind <= 1) bytes[at] = value;
      else if (kind === 2) bytes.splice(at, 1);
      else if (kind === 3) bytes.splice(at, 0, value);
      else bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }
    // Otherwise most changes of length would only produce an incomplete packet.
    if (random.chance(0.7) && bytes.length >= 2 && bytes.length < 130) bytes[1] = bytes.length - 2;
    return Uint8Array.from(bytes, (byte) => byte ?? 0);
  }
}

function packetsOf(version: ProtocolVersion): Packet[] {
  const isNewest = version === 5;
  const packets: Packet[] = [
    publishPacket('a/b', 'text'),
    publishPacket('a/b', 'text', { qos: 1, packetId: 1 }),
    publishPacket('a/b', 'text', { qos: 2, packetId: 2, dup: true }),
    publishPacket('kept', 'text', { qos: 1, packetId: 3, retain: true }),
    publishPacket('kept', '', { retain: true }),
    publishPacket('$SYS/x', 'text'),
    { type: 'puback', packetId: 1 },
    { type: 'pubrec', packetId: 1 },
    { type: 'pubrel', packetId: 2 },
    { type: 'pubcomp', packetId: 1 },
    {
      type: 'subscribe',
      packetId: 4,
      properties: isNewest ? [{ name: 'subscriptionIdentifier', value: 3 }] : [],
      subscriptions: [subscription('a/#'), subscription('+/b'), subscription('$share/g/#')],
    },
    { type: 'unsubscribe', packetId: 5, properties: [], filters: ['a/#', 'nothing'] },
    { type: 'pingreq' },
    { type: 'disconnect' },
    connectPacket('a', { version }),
  ];
  if (!isNewest) return packets;
  return [
    ...packets,
    publishPacket('aliased', 'text', { properties: [{ name: 'topicAlias', value: 1 }] }),
    publishPacket('', 'text', { properties: [{ name: 'topicAlias', value: 1 }] }),
    publishPacket('a/b', 'text', {
      qos: 2,
      packetId: 6,
      properties: [
        { name: 'payloadFormatIndicator', value: 1 },
        { name: 'messageExpiryInterval', value: 5 },
        { name: 'contentType', value: 'x' },
        { name: 'responseTopic', value: 'r' },
        { name: 'correlationData', value: Uint8Array.of(1) },
        { name: 'userProperty', value: ['a', 'b'] },
        { name: 'userProperty', value: ['a', 'c'] },
      ],
    }),
    { type: 'pubrec', packetId: 1, reasonCode: 0x97 },
    { type: 'puback', packetId: 1, reasonCode: 0x10, properties: [] },
    {
      type: 'disconnect',
      reasonCode: 4,
      properties: [{ name: 'sessionExpiryInterval', value: 10 }],
    },
    {
      type: 'auth',
      reasonCode: 0x18,
      properties: [{ name: 'authenticationMethod', value: 'm' }],
    },
  ];
}
