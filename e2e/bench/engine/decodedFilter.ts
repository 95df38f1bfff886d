/** Measures a display filter over a million packets whose values must be decoded first. */

import { formatBase64 } from '../../../src/base/base64.ts';
import { encodeUtf8 } from '../../../src/base/utf8.ts';
import { CONVENTIONS } from '../../../src/conventions/conventions.ts';
import { Capture } from '../../../src/engine/capture/capture.ts';
import { compileFilter } from '../../../src/engine/filter/compile.ts';
import { FilteredRows } from '../../../src/engine/filtering/filteredRows.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import { writtenBy } from '../../../src/payload/chains/writtenBy.ts';
import { typedCbor, typedSparkplug } from '../../../src/payload/formats/codecs.ts';
import { loadFormats } from '../../../src/payload/formats/formats.ts';
import type { Typed } from '../../../src/payload/tree/format.ts';

const PACKETS = 1_000_000;
/** Temperatures from 0; the filter selects those above `LEAST`. */
const TEMPERATURES = 60;
const LEAST = 30;

const FILES = [
  {
    name: 'a.proto',
    text: 'syntax = "proto3"; message A { string id = 1; double temp = 2; repeated int32 more = 3; }',
  },
  {
    name: 'a.avsc',
    text: '{"type": "record", "name": "A", "fields": [{"name": "id", "type": "string"}, {"name": "temp", "type": "double"}, {"name": "more", "type": {"type": "array", "items": "int"}}]}',
  },
];

interface Branch {
  readonly name: string;
  /** Undefined: detected automatically. */
  readonly chain: string | undefined;
  readonly filter: string;
  readonly payload: (temperature: number) => Uint8Array;
}

function written(typed: Typed | undefined, said: unknown): Uint8Array {
  const result = typed?.parse(JSON.stringify(said));
  if (result?.ok !== true) throw new Error('a payload of the bench is none');
  return result.bytes;
}

const reading = (temp: number) => ({ id: 'press-7', temp, more: [1, 2, 3, 300] });

const BRANCHES: readonly Branch[] = [
  {
    name: 'CBOR, recognised',
    chain: undefined,
    filter: `payload.temp > ${LEAST}`,
    payload: (temp) => written(typedCbor, reading(temp)),
  },
  {
    name: 'json.data | base64 | cbor',
    chain: 'json.data | base64 | cbor',
    filter: `payload.temp > ${LEAST}`,
    payload: (temp) =>
      encodeUtf8(JSON.stringify({ data: formatBase64(written(typedCbor, reading(temp))) })),
  },
  {
    name: 'protobuf(a.proto)',
    chain: 'protobuf(a.proto, A)',
    filter: `payload.temp > ${LEAST}`,
    payload: (temp) => written(writtenBy('protobuf(a.proto, A)', FILES), reading(temp)),
  },
  {
    name: 'avro(a.avsc)',
    chain: 'avro(a.avsc)',
    filter: `payload.temp > ${LEAST}`,
    payload: (temp) => written(writtenBy('avro(a.avsc)', FILES), reading(temp)),
  },
  {
    name: 'sparkplug',
    chain: 'sparkplug',
    filter: `payload.metrics.temp > ${LEAST}`,
    payload: (value) =>
      written(typedSparkplug, {
        timestamp: 1_700_000_000_000,
        metrics: [{ name: 'temp', timestamp: 1_700_000_000_000, datatype: 'Double', value }],
        seq: 1,
      }),
  },
];

function captureOf({ payload }: Branch): Capture {
  const capture = new Capture({ conventions: CONVENTIONS, originWallClock: 0 });
  const stream = capture.openStream(5);
  const packets = Array.from({ length: TEMPERATURES }, (_, temperature) =>
    encode(
      {
        type: 'publish',
        dup: false,
        qos: 0,
        retain: false,
        topic: `plant/device-${temperature % 7}`,
        properties: [],
        payload: payload(temperature),
      },
      5,
    ),
  );
  for (let n = 0; n < PACKETS; n += 1) {
    const packet = packets[n % TEMPERATURES];
    if (packet !== undefined) capture.packet(stream, 'in', n * 1000, packet);
  }
  return capture;
}

/** Number of packets with a temperature above the least. */
const expected = Array.from({ length: TEMPERATURES }, (_, temperature) => temperature)
  .filter((temperature) => temperature > LEAST)
  .reduce((sum, t) => sum + Math.floor((PACKETS - t - 1) / TEMPERATURES) + 1, 0);

/** Processor time in ms, which a busy machine does not increase. Throws if the result is wrong. */
function timeOf(capture: Capture, text: string): number {
  const error = capture.filter.set(compileFilter(text), FilteredRows);
  if (error) throw new Error(`${text}: ${error.fact.key}`);
  const begin = process.cpuUsage();
  while (!capture.filter.advance(() => true));
  const shown = capture.filter.progress?.shown ?? 0;
  if (shown !== expected) throw new Error(`${text}: ${shown} shown, ${expected} are there`);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

export async function benchDecodedFilters(): Promise<void> {
  await loadFormats();
  console.log(
    `\nDisplay filters on decoded values, over ${PACKETS.toLocaleString('en-US')} packets`,
  );
  for (const branch of BRANCHES) {
    const capture = captureOf(branch);
    const { name, chain, filter } = branch;
    const chains = chain === undefined ? [] : [{ filter: 'plant/#', chain }];
    capture.chosen.set({ chains, files: FILES });
    // Each branch is loaded and measured separately.
    await capture.chosen.load();
    const ms = timeOf(capture, filter);
    const each = ((ms * 1000) / PACKETS).toFixed(2);
    console.log(`  ${ms.toFixed(0).padStart(6)} ms, ${each} µs a packet: ${name}, ${filter}`);
  }
}
