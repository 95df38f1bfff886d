/** Streams that contain a known secret, with mutated lengths, order and cuts. */

import { encodeUtf8 } from '../../base/utf8.ts';
import { encode } from '../codec/encode.ts';
import type { Packet, ProtocolVersion, Sender } from '../tables/packet.ts';
import { deliveringPackets, serverPieces } from './deliveredSecrets.testkit.ts';

/**
 * The seeds to run: a few in everyday tests, others by `MQTTSCOPE_SECRETS`, given as a count or as
 * `first-last`. `npm run thorough -- secrets` runs 100,000.
 */
export function secretSeeds(usual: number): readonly number[] {
  const [first, last] = (process.env['MQTTSCOPE_SECRETS'] ?? `${usual}`).split('-').map(Number);
  if (first === undefined || !(first > 0) || (last !== undefined && !(last >= first))) {
    throw new Error('MQTTSCOPE_SECRETS is to be a number, or first-last: seeds count from 1.');
  }
  const [from, to] = last === undefined ? [1, first] : [first, last];
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** A random integer below `below`. */
export type Chance = (below: number) => number;

/** The generator of Park and Miller: reproducible by its seed. */
export function chanceOf(seed: number): Chance {
  let state = (seed * 48_271 + 11) % 2_147_483_647 || 1;
  const chance: Chance = (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let warm = 0; warm < 5; warm += 1) chance(2);
  return chance;
}

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

export const secretOf = (chance: Chance): string =>
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
  for (let count = 1 + chance(3); count > 0; count -= 1) mutate(pieces, chance);
  const bytes = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  const end = chance(4) === 0 ? chance(bytes.length) : bytes.length;
  const begin = chance(6) === 0 ? chance(end + 1) : 0;
  const captured = bytes.subarray(begin, end);
  return { secret, version, sender, bytes: captured, midStream: begin > 0, chance };
}

/** The bytes in pieces of random length. */
export function* cutUp({ bytes, chance }: PlantedSecret): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + chance(bytes.length);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

function clientPieces(secret: string, version: ProtocolVersion, chance: Chance): Uint8Array[] {
  const password = encodeUtf8(secret);
  const signed = [
    { name: 'authenticationMethod', value: 'SCRAM' },
    { name: 'authenticationData', value: password },
  ] as const;
  const inConnect = version === 5 && chance(2) === 0;
  const delivered = chance(2) === 0 ? deliveringPackets(secret, version, chance) : [];
  const will = chance(3) === 0 ? delivered.find(({ topic }) => topic !== '') : undefined;
  const packets: Packet[] = [
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: version,
      cleanStart: true,
      keepAlive: 60,
      clientId: chance(2) === 0 ? 'device-1' : `device-${'0123456789'.slice(chance(10))}`,
      userName: 'ann',
      password,
      properties: inConnect ? [...signed] : [],
      ...(will && { will: { ...will, properties: [] } }),
    },
    {
      type: 'subscribe',
      packetId: 1,
      properties: [],
      subscriptions: [
        { filter: 'a/#', qos: 1, noLocal: false, retainAsPublished: false, retainHandling: 0 },
      ],
    },
    {
      type: 'publish',
      topic: 'a/b',
      payload: encodeUtf8('{"t":21}'),
      qos: 0,
      retain: false,
      dup: false,
      properties: [],
    },
    ...(will ? [] : delivered),
    { type: 'pingreq' },
  ];
  if (version === 5) packets.push({ type: 'auth', reasonCode: 0x18, properties: [...signed] });
  const pieces = packets.map((packet) => encode(packet, version));
  const body = `{"deviceSecret":"${secret}"}`;
  const request = `${chance(2) === 0 ? 'POST /auth HTTP/1.1' : 'post /auth http/1.0'}\r\nHost: b\r\nAuthorization: Bearer ${secret}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  if (chance(4) === 0) pieces.splice(chance(pieces.length), 0, encodeUtf8(request));
  return pieces;
}

function mutate(pieces: Uint8Array[], chance: Chance): void {
  const at = chance(pieces.length);
  const piece = (pieces[at] ?? new Uint8Array(0)).slice();
  const other = chance(pieces.length);
  switch (chance(10)) {
    case 0:
      // Changes the remaining length.
      piece[1] = chance(3) === 0 ? chance(256) : (piece[1] ?? 0) + chance(41) - 20;
      pieces[at] = piece;
      return;
    case 1:
    case 2: {
      // Changes an inner length: two bytes, the first of them zero.
      const places = [...piece.keys()].filter((place) => place > 1 && piece[place - 1] === 0);
      const place = places[chance(places.length || 1)];
      if (place !== undefined) piece[place] = (piece[place] ?? 0) + chance(31) - 15;
      pieces[at] = piece;
      return;
    }
    case 3:
      [pieces[at], pieces[other]] = [pieces[other] ?? piece, piece];
      return;
    case 4:
      pieces.splice(other, 0, piece);
      return;
    case 5:
      pieces[at] = piece.subarray(0, chance(piece.length + 1));
      return;
    case 6:
      // Turns the packet into a PUBLISH or another type.
      piece[0] = [0x30, 0x32, 0x34, 0x20, 0x90][chance(5)] ?? 0;
      pieces[at] =
        chance(2) === 0
          ? piece
          : Uint8Array.from([piece[0], 0x80 | chance(128), 1 + chance(3), ...piece.subarray(2)]);
      return;
    case 7:
      // Starts inside a CONNECT.
      if (piece[0] === 0x10) pieces[at] = piece.subarray(chance(Math.max(1, piece.length - 20)));
      return;
    case 8:
      // A message that looks like the beginning of packets, with too large a length.
      pieces.splice(
        other,
        0,
        Uint8Array.from([0x30, 0x0b, 0, 1, 0x61, 0x10, 0x0f, 0, 4, 0x4d, 0x51, 0x54, 0x54]),
      );
      return;
    default:
      pieces.splice(
        at,
        0,
        Uint8Array.from({ length: 1 + chance(9) }, () => chance(256)),
      );
  }
}
