import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { ReadPacket } from '../engine/files/captureEvents.ts';
import { readEvents } from '../engine/files/captureFile.testkit.ts';
import { encode } from '../mqtt/encode.ts';
import type { Packet, QoS } from '../mqtt/packet.ts';
import { peekType } from '../mqtt/peek.ts';
import { startTestCompanion, temporaryFolder } from './companion.testkit.ts';
import { runRecord } from './recordCommand.ts';

interface Recording {
  readonly file: string;
  readonly notices: readonly string[];
  /** Resolves when it is subscribed, or over. */
  readonly subscribed: Promise<void>;
  readonly done: Promise<void>;
}

function recording(...argv: readonly string[]): Recording {
  const file = join(temporaryFolder(), 'recorded');
  const notices: string[] = [];
  let tell: () => void = () => undefined;
  const granted = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const done = runRecord([...argv, ...(argv.includes('-o') ? [] : ['-o', file])], {
    output: new PassThrough(),
    notice: (text) => {
      notices.push(text);
      if (text.startsWith('Subscribed')) tell();
    },
    version: '1.2.3',
  });
  return { file, notices, subscribed: Promise.race([granted, done]), done };
}

function packetsIn(file: string): ReadPacket[] {
  return readEvents(Uint8Array.from(readFileSync(file))).filter((event) => event.kind === 'packet');
}

const typesIn = (file: string): string[] =>
  packetsIn(file).map(({ direction, bytes }) => `${direction} ${peekType(bytes) ?? '?'}`);

/** A client that takes no notice of answers, and is gone when its last packet is there. */
async function publish(url: string, ...messages: readonly [QoS, string][]): Promise<void> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  const packets = messages.flatMap(([qos, text], index): Packet[] => {
    const packetId = index + 1;
    const payload = Buffer.from(text);
    const common = { topic: 'a/b', dup: false, retain: false, payload, properties: [] };
    if (qos === 0) return [{ type: 'publish', qos, ...common }];
    const message: Packet = { type: 'publish', qos, packetId, ...common };
    return qos === 2 ? [message, { type: 'pubrel', packetId }] : [message];
  });
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'publisher',
    properties: [],
  };
  const goodbye: Packet = { type: 'disconnect' };
  socket.end(Buffer.concat([connect, ...packets, goodbye].map((packet) => encode(packet, 4))));
  for await (const _ of socket);
}

describe('mqttscope record', () => {
  it.each(['mqtt', 'ws'] as const)('records --count messages over %s', async (transport) => {
    const companion = await startTestCompanion();
    const url = companion[transport];
    const { file, notices, subscribed, done } = recording(
      `--url=${url}`,
      '--subscribe=a/#',
      '--qos=2',
      '--count=2',
    );
    await subscribed;
    await publish(companion.mqtt, [2, 'one'], [1, 'two'], [1, 'three'], [2, 'four']);
    await done;
    const types = typesIn(file);
    const handshake = ['in publish', 'out pubrec', 'in pubrel', 'out pubcomp'];
    expect(types.slice(0, 4)).toEqual(['out connect', 'in connack', 'out subscribe', 'in suback']);
    expect(types.slice(4, -1).toSorted()).toEqual(
      [...handshake, 'in publish', 'out puback'].toSorted(),
    );
    expect(types.at(-1)).toBe('out disconnect');
    expect(notices.at(-1)).toMatch(/^11 packets, 2 messages, \d+ bytes in .* ended by --count\.$/);
  });
});
