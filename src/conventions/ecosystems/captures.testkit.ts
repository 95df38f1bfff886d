/** Writes the captures of docs/conventions, and the list of heads: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { joined } from '../../engine/files/captureFile.testkit.ts';
import { OwnWriter } from '../../engine/files/own/ownWriter.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { payloadOf } from '../files/talk.testkit.ts';
import { EXAMPLES, type Example } from './examples.testkit.ts';
import { writeHeads } from './heads.testkit.ts';

const FOLDER = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'conventions');
/** 2026-01-01, ms since 1970. */
const WALL_CLOCK = 1_767_225_600_000;
/** MQTT 3.1.1 */
const VERSION = 4;
/** Interval between packets in µs. */
const STEP = 250_000;

export const captureFileOf = (convention: string): string =>
  path.join(FOLDER, `${convention}.mqttscope`);

/** A capture of a client that signs in, and of its messages. */
export function captureOf({ client, messages }: Example): Uint8Array {
  const parts: Uint8Array[] = [];
  const file = new OwnWriter((bytes) => parts.push(bytes.slice()));
  let time = 0;
  const packet = (direction: 'in' | 'out', bytes: Uint8Array) => {
    time += STEP;
    file.take({ kind: 'packet', stream: 1, direction, time, bytes });
  };
  file.take({ kind: 'origin', wallClock: WALL_CLOCK });
  file.take({
    kind: 'opened',
    stream: 1,
    time,
    carrier: 'websocket',
    version: VERSION,
    fromStart: true,
  });
  const connect = {
    protocolName: 'MQTT',
    protocolLevel: VERSION,
    cleanStart: true,
    keepAlive: 60,
  } as const;
  packet('out', encode({ type: 'connect', ...connect, clientId: client, properties: [] }, VERSION));
  const accepted = { sessionPresent: false, reasonCode: 0, properties: [] } as const;
  packet('in', encode({ type: 'connack', ...accepted }, VERSION));
  // `#` does not match topics that begin with `$`.
  const own = new Set(messages.map(([, topic]) => /^\$[^/]+/.exec(topic)?.[0]));
  const filters = ['#', ...[...own].flatMap((level) => (level === undefined ? [] : `${level}/#`))];
  const options = { qos: 0, noLocal: false, retainAsPublished: false, retainHandling: 0 } as const;
  const subscriptions = filters.map((filter) => ({ filter, ...options }));
  packet('out', encode({ type: 'subscribe', packetId: 1, subscriptions, properties: [] }, VERSION));
  const granted = { packetId: 1, reasonCodes: filters.map(() => 0), properties: [] } as const;
  packet('in', encode({ type: 'suback', ...granted }, VERSION));
  for (const [direction, topic, payload, retained] of messages) {
    const flags = { dup: false, qos: 0, retain: retained !== undefined, properties: [] } as const;
    const message = { type: 'publish', topic, payload: payloadOf(payload), ...flags } as const;
    packet(direction, encode(message, VERSION));
  }
  file.end();
  return joined(parts);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeHeads();
  for (const [convention, example] of Object.entries(EXAMPLES)) {
    writeFileSync(captureFileOf(convention), captureOf(example));
  }
}
