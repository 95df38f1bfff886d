/** Measures exchanges of QoS 1 and 2 per second in the engine, with problem rules. */

import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import type { Direction } from '../../../src/engine/log/columns/direction.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet } from '../../../src/mqtt/tables/packet.ts';
import { perSecond, whole } from '../figures.ts';

const EXCHANGES = 200_000;
const IDENTIFIERS = 1000;
const ROUNDS = 3;

type Step = readonly [direction: Direction, bytes: Uint8Array];

const other = (direction: Direction): Direction => (direction === 'in' ? 'out' : 'in');

/** Complete exchanges one after another, for each identifier. */
function stepsOf(qos: 1 | 2, from: Direction): readonly Step[] {
  return Array.from({ length: IDENTIFIERS }, (_, index) => index + 1).flatMap((packetId) => {
    const topic = `plant/line-${packetId % 10}/device-${packetId % 100}/command`;
    const payload = encodeUtf8(JSON.stringify({ n: packetId }).padEnd(100, ' '));
    const rest = { dup: false, retain: false, topic, payload, properties: [] };
    const step = (direction: Direction, packet: Packet): Step => [direction, encode(packet, 4)];
    const first = step(from, { type: 'publish', qos, packetId, ...rest });
    if (qos === 1) return [first, step(other(from), { type: 'puback', packetId })];
    return [
      first,
      step(other(from), { type: 'pubrec', packetId }),
      step(from, { type: 'pubrel', packetId }),
      step(other(from), { type: 'pubcomp', packetId }),
    ];
  });
}

/** A stream with its CONNECT and a subscription to everything. */
function connected(capture: Capture): number {
  const stream = capture.openStream(4);
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 60,
    clientId: 'bench',
    properties: [],
  };
  const subscription = { filter: '#', qos: 2, noLocal: false, retainAsPublished: false } as const;
  const subscriptions = [{ ...subscription, retainHandling: 0 as const }];
  const opening: readonly [Direction, Packet][] = [
    ['out', connect],
    ['in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }],
    ['out', { type: 'subscribe', packetId: 65_535, subscriptions, properties: [] }],
    ['in', { type: 'suback', packetId: 65_535, reasonCodes: [2], properties: [] }],
  ];
  for (const [direction, packet] of opening)
    capture.packet(stream, direction, 0, encode(packet, 4));
  return stream;
}

/** ms. Throws if the engine's counts differ. */
function timeOf(steps: readonly Step[]): number {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = connected(capture);
  const before = capture.counters(0).exchanges?.all ?? 0;
  const begin = performance.now();
  let time = 0;
  for (let done = 0; done < EXCHANGES; done += IDENTIFIERS) {
    for (const [direction, bytes] of steps) {
      time += 100;
      capture.packet(stream, direction, time, bytes);
    }
  }
  const ms = performance.now() - begin;
  const { exchanges, problems } = capture.counters(time);
  const followed = (exchanges?.all ?? 0) - before;
  const open = exchanges?.['in-flight'] ?? 0;
  if (followed !== EXCHANGES || open !== 0 || problems?.total !== 0) {
    throw new Error(
      `followed ${followed} of ${EXCHANGES} exchanges, ${open} open, ${problems?.total} problems`,
    );
  }
  return ms;
}

export function benchExchanges(): void {
  console.log(
    `\nExchanges followed by the engine, ${whole(EXCHANGES)} each (payloads of 100 bytes)`,
  );
  for (const qos of [1, 2] as const) {
    for (const from of ['in', 'out'] as const) {
      const steps = stepsOf(qos, from);
      const times = Array.from({ length: ROUNDS }, () => timeOf(steps)).toSorted((a, b) => a - b);
      const ms = times[Math.floor(ROUNDS / 2)] ?? 0;
      const packets = (EXCHANGES * steps.length) / IDENTIFIERS;
      const what = `QoS ${qos} ${from === 'in' ? 'received' : 'sent'}`;
      console.log(
        `  ${what.padEnd(15)} ${perSecond(EXCHANGES, ms)} (${perSecond(packets, ms)} packets)`,
      );
    }
  }
}
