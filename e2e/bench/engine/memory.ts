/** Measures a packet's memory besides its bytes, as the system reports it, with exchanges. */

import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import type { Direction } from '../../../src/engine/log/columns/direction.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet } from '../../../src/mqtt/tables/packet.ts';
import { whole } from '../figures.ts';
import { record } from '../results.ts';
import { memory } from './heldMemory.ts';

const PACKETS = 1_000_000;
const TOPICS = 1000;
const MIB = 1024 * 1024;

type Step = readonly [direction: Direction, bytes: Uint8Array];

/** Telemetry of QoS 0, with every `share`th message of QoS 1 with its PUBACK. */
function* telemetry(share: number): Generator<Step, void, undefined> {
  for (let n = 0; ; n += 1) {
    const isAnswered = n % share === 0;
    const packetId = (n % 60_000) + 1;
    const topic = `plant/line-${n % 50}/device-${n % TOPICS}`;
    const payload = encodeUtf8(JSON.stringify({ n }).padEnd(100, ' '));
    const rest = { dup: false, retain: false, topic, payload, properties: [] };
    const message: Packet = isAnswered
      ? { type: 'publish', qos: 1, packetId, ...rest }
      : { type: 'publish', qos: 0, ...rest };
    yield ['in', encode(message, 4)];
    if (isAnswered) yield ['out', encode({ type: 'puback', packetId }, 4)];
  }
}

interface Taken {
  readonly perPacket: number;
  readonly exchanges: number;
}

async function taken(share: number): Promise<Taken> {
  const before = await memory();
  // Excludes histories, which have a separate budget, so that packets are measured.
  const capture = new Capture({
    conventions: CONVENTIONS,
    originWallClock: 0,
    logBudget: 1024 * MIB,
    topicBudget: MIB,
  });
  const stream = capture.openStream(4);
  let bytes = 0;
  for (const [direction, packet] of telemetry(share)) {
    if (capture.newest === PACKETS) break;
    bytes += packet.length;
    capture.packet(stream, direction, capture.newest * 100, packet);
  }
  const after = await memory();
  const { packets, discarded, topicBytes, exchanges } = capture.counters(0);
  if (packets !== PACKETS || discarded !== 0) {
    throw new Error(`${packets} packets are there and ${discarded} discarded, of ${PACKETS}`);
  }
  const perPacket = (after - before - bytes - topicBytes) / PACKETS;
  return { perPacket, exchanges: exchanges?.all ?? 0 };
}

export async function benchMemory(): Promise<void> {
  if (globalThis.gc === undefined) throw new Error('memory is measured with --expose-gc only');
  console.log(`\nMemory beside the bytes of packets, ${whole(PACKETS)} packets`);
  const plain = await taken(Number.POSITIVE_INFINITY);
  record('packet', plain.perPacket);
  for (const share of [10, 1]) {
    const { perPacket, exchanges } = await taken(share);
    const each = ((perPacket - plain.perPacket) * PACKETS) / exchanges;
    console.log(
      `  ${whole(exchanges).padStart(7)} exchanges  ${perPacket.toFixed(1)} bytes a packet: ${each.toFixed(1)} an exchange`,
    );
  }
}
