/**
 * Generates a pcapng file of MQTT 5 clients that publish at QoS 0, 1 and 2, one control packet per segment and no
 * other segments, so that each frame costs tshark and mqttscope one packet.
 */

import { closeSync, openSync, writeSync } from 'node:fs';
import { PcapngWriter } from '../../../src/engine/files/frames/pcapngWriter.ts';
import { encode } from '../../../src/mqtt/codec/encode.ts';
import type { Packet, QoS, SubscriptionRequest } from '../../../src/mqtt/tables/packet.ts';

/** µs between two packets. */
const STEP = 97;
const WALL_CLOCK = 1_780_000_000_000;
const QOS: readonly QoS[] = [0, 1, 0, 2, 0, 1];
const SERVER = { address: '10.0.0.1', port: 1883 };

type Direction = 'in' | 'out';

/** @returns the number of control packets */
export function writeMixedCapture(file: string, streams: number, messages: number): number {
  const descriptor = openSync(file, 'w');
  let time = 0;
  let packets = 0;
  try {
    const writer = new PcapngWriter((bytes) => writeSync(descriptor, bytes), 'bench');
    const send = (stream: number, direction: Direction, packet: Packet): void => {
      packets += 1;
      time += STEP;
      writer.take({ kind: 'packet', stream, direction, time, bytes: encode(packet, 5) });
    };
    writer.take({ kind: 'origin', wallClock: WALL_CLOCK });
    for (let stream = 1; stream <= streams; stream += 1) {
      const client = { address: `10.1.${stream >> 8}.${stream & 0xff}`, port: 20_000 + stream };
      const opened = { kind: 'opened', stream, time, carrier: 'tcp', version: 5 } as const;
      writer.take({ ...opened, client, server: SERVER, fromStart: true });
      for (const [direction, packet] of opening(stream)) send(stream, direction, packet);
    }
    for (let message = 0; message < messages; message += 1) {
      const round = Math.floor(message / streams);
      const stream = (message % streams) + 1;
      const from: Direction = round % 2 === 0 ? 'out' : 'in';
      const to: Direction = from === 'out' ? 'in' : 'out';
      const packetId = (round % 60_000) + 1;
      const qos = QOS[round % QOS.length] ?? 0;
      send(stream, from, publish(message, stream, qos, packetId));
      if (qos === 1) send(stream, to, { type: 'puback', packetId });
      if (qos !== 2) continue;
      send(stream, to, { type: 'pubrec', packetId });
      send(stream, from, { type: 'pubrel', packetId });
      send(stream, to, { type: 'pubcomp', packetId });
    }
  } finally {
    closeSync(descriptor);
  }
  return packets;
}

const opening = (stream: number): readonly (readonly [Direction, Packet])[] => [
  [
    'out',
    {
      type: 'connect',
      protocolName: 'MQTT',
      protocolLevel: 5,
      cleanStart: true,
      keepAlive: 60,
      clientId: `client-${stream}`,
      properties: [],
    },
  ],
  ['in', { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] }],
  [
    'out',
    { type: 'subscribe', packetId: 65_535, properties: [], subscriptions: [toOthers(stream)] },
  ],
  ['in', { type: 'suback', packetId: 65_535, properties: [], reasonCodes: [2] }],
];

/** With No Local, because the client does not receive its own messages. */
const toOthers = (stream: number): SubscriptionRequest => ({
  filter: `plant/${stream}/#`,
  qos: 2,
  noLocal: true,
  retainAsPublished: false,
  retainHandling: 0,
});

function publish(message: number, stream: number, qos: QoS, packetId: number): Packet {
  const value = { seq: message, temperature: 20 + (message % 100) / 10, ok: true };
  return {
    type: 'publish',
    dup: false,
    retain: false,
    qos,
    topic: `plant/${stream}/line-${message % 10}/sensor-${message % 25}/telemetry`,
    ...(qos > 0 && { packetId }),
    properties: message % 3 === 0 ? [{ name: 'contentType', value: 'application/json' }] : [],
    payload: Buffer.from(JSON.stringify(value)),
  };
}
