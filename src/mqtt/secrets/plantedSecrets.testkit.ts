/** Streams with a known secret: in every field that is one, and in bytes that belong to no packet. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import type { Packet, ProtocolVersion, PublishPacket, Sender } from '../tables/packet.ts';
import { deliveringPackets, serverPieces } from './deliveredSecrets.testkit.ts';

/** A random integer below `below`. */
type Chance = (below: number) => number;

/** The generator of Park and Miller: reproducible by its seed. */
function chanceOf(seed: number): Chance {
  let state = (seed * 48_271 + 11) % 2_147_483_647 || 1;
  const chance: Chance = (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let warm = 0; warm < 5; warm += 1) chance(2);
  return chance;
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

const secretOf = (chance: Chance): string =>
  Array.from({ length: 12 + chance(12) }, () => LETTERS[chance(56)]).join('');

export interface PlantedSecret {
  readonly secret: string;
  readonly version: ProtocolVersion;
  readonly sender: Sender;
  /** The bytes of the sender. */
  readonly bytes: Uint8Array;
  /** The capture begins after the first byte of the connection. */
  readonly midStream: boolean;
  /** Random numbers for later steps with the bytes. */
  readonly chance: Chance;
}

export function plantedSecret(seed: number, sender: Sender = 'client'): PlantedSecret {
  const chance = chanceOf(seed);
  const secret = secretOf(chance);
  const version: ProtocolVersion = chance(2) === 0 ? 4 : 5;
  const isServer = sender === 'server';
  const pieces = (isServer ? serverPieces : clientPieces)(secret, version, chance);
  const place = PLACES[seed % PLACES.length];
  if (place !== undefined) plantBeside(place, pieces, secret, chance);
  const bytes = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  const end = place === 'cut off' ? chance(bytes.length) : bytes.length;
  const begin = place === 'begun earlier' ? 1 + chance(pieces[0]?.length ?? 1) : 0;
  const captured = bytes.subarray(begin, Math.max(begin, end));
  return { secret, version, sender, bytes: captured, midStream: begin > 0, chance };
}

/** Where bytes of the stream belong to no packet; undefined: nowhere, so that only fields hold the secret. */
const PLACES = [
  undefined,
  'begun earlier',
  'cut off',
  'too short a sign-in',
  'too long a text in it',
  'between packets',
] as const;

function plantBeside(
  place: NonNullable<(typeof PLACES)[number]>,
  pieces: Uint8Array[],
  secret: string,
  chance: Chance,
): void {
  const [first = new Uint8Array(0)] = pieces;
  const isSignIn = first[0] === 0x10;
  if (place === 'too short a sign-in' && isSignIn)
    pieces[0] = first.with(1, (first[1] ?? 0) - 1 - chance(secret.length));
  if (place === 'too long a text in it' && isSignIn) {
    const at = Buffer.from(first).indexOf('\0\u0008device-1') + 1;
    pieces[0] = first.with(at, 9 + chance(secret.length));
  }
  if (place === 'between packets') {
    const text = `${['password', 'Authorization', '\n\n\0', '\u0001'][chance(4)]}: ${secret}\r\n`;
    pieces.splice(1 + chance(pieces.length), 0, encodeUtf8(text));
  }
}

/** The bytes in pieces of random length. */
export function* cutUp({ bytes, chance }: PlantedSecret): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + chance(bytes.length);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Every packet of a client that may hold a secret, in each field that is one. */
function clientPieces(secret: string, version: ProtocolVersion, chance: Chance): Uint8Array[] {
  const password = encodeUtf8(secret);
  const signed = [
    { name: 'authenticationMethod', value: 'SCRAM' },
    { name: 'authenticationData', value: password },
  ] as const;
  const named = [{ name: 'userProperty', value: ['x-token', secret] }] as const;
  const delivered = deliveringPackets(secret, version, chance);
  const will = chance(3) === 0 ? delivered.find(({ topic }) => topic !== '') : undefined;
  const isLong = chance(2) === 0;
  const packets: Packet[] = [
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId: 'device-1',
      userName: isLong ? `ann?token=${secret}` : 'ann',
      password,
      properties: version === 5 ? [...signed, ...named] : [],
      ...(will && { will: { ...will, properties: version === 5 ? named : [] } }),
    },
    {
      type: 'subscribe',
      packetId: 1,
      properties: version === 5 ? named : [],
      subscriptions: [
        { filter: 'a/#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
    messageOf(version === 5 ? named : []),
    ...(will ? [] : delivered),
    { type: 'pingreq' },
    messageOf([]),
  ];
  if (version === 5) packets.push({ type: 'auth', reasonCode: 0x18, properties: [...signed] });
  return packets.map((packet) => encode(packet, version));
}

const messageOf = (properties: PublishPacket['properties']): PublishPacket => ({
  type: 'publish',
  topic: 'a/b',
  payload: encodeUtf8('{"t":21}'),
  qos: 0,
  retain: false,
  dup: false,
  properties,
});
