/**
 * Measures the cost of formats and conventions while no value is viewed: the engine receives the same packets
 * without any, and with all of them and a chain for every topic. Measured in processor time, in turns, so
 * that both have equal conditions.
 */
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import { Conventions } from '../../../src/engine/conventions/conventions.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { typedCbor } from '../../../src/payload/formats/codecs.ts';
import { loadFormats } from '../../../src/payload/formats/formats.ts';
import { median } from '../figures.ts';
import { record } from '../results.ts';

const PACKETS = 400_000;
const TOPICS = 1000;
const ROUNDS = 7;

const RULES = [
  { filter: 'plant/+/1/#', chain: 'json.data | base64 | cbor' },
  { filter: 'plant/#', chain: 'cbor' },
];

function packets(): readonly Uint8Array[] {
  return Array.from({ length: TOPICS }, (_, index) => {
    const written = typedCbor.parse(JSON.stringify({ id: 'press-7', temp: index, more: [1, 2] }));
    if (!written.ok) throw new Error('a payload of the bench is none');
    const topic = `plant/hall-${index % 10}/${index}/telemetry`;
    const message = { dup: false, retain: false, topic, properties: [], payload: written.bytes };
    return encode({ type: 'publish', qos: 0, ...message }, 5);
  });
}

async function plain(): Promise<Capture> {
  return new Capture({ conventions: new Conventions([]), originWallClock: 0 });
}

async function withAll(): Promise<Capture> {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  capture.chosen.set({ chains: RULES, files: [] });
  await capture.chosen.load();
  return capture;
}

/** Processor time, ms. */
function timeOf(capture: Capture, all: readonly Uint8Array[]): number {
  const stream = capture.openStream(5);
  globalThis.gc?.();
  const begin = process.cpuUsage();
  for (let n = 0; n < PACKETS; n += 1) {
    const packet = all[n % TOPICS];
    if (packet !== undefined) capture.packet(stream, 'in', n * 1000, packet);
  }
  const { user, system } = process.cpuUsage(begin);
  const { messages } = capture.window({}, PACKETS * 1000).counters;
  if (messages !== PACKETS) throw new Error(`${messages} of ${PACKETS} messages`);
  return (user + system) / 1000;
}

export async function benchUndecoded(): Promise<void> {
  await loadFormats();
  const all = packets();
  const seen = { without: [0], with: [0] };
  for (let round = 0; round <= ROUNDS; round += 1) {
    // Each case runs separately; the first round is a warm-up.
    const without = timeOf(await plain(), all);
    const both = timeOf(await withAll(), all);
    if (round === 0) [seen.without, seen.with] = [[], []];
    else {
      seen.without.push(without);
      seen.with.push(both);
    }
  }
  const [without, both] = [median(seen.without), median(seen.with)];
  const each = (ms: number) => ((ms * 1000) / PACKETS).toFixed(2);
  console.log(
    `\nTaking in ${PACKETS.toLocaleString('en-US')} packets whose values nobody asks for`,
  );
  console.log(`  ${each(without)} µs a packet without formats and conventions`);
  console.log(`  ${each(both)} µs a packet with all of them, and a chain for each topic`);
  record('undecoded', both / without);
}
