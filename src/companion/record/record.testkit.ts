/** Starts recordings, and publishers on bare sockets, because a recording's client is mqtt.js too. */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { readEvents } from '../../engine/files/captureFile.testkit.ts';
import type { ReadPacket } from '../../engine/files/events/captureEvents.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { peekType } from '../../mqtt/framing/peek.ts';
import type { Packet, QoS } from '../../mqtt/tables/packet.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runRecord } from './recordCommand.ts';

interface Recording {
  readonly file: string;
  readonly notices: readonly string[];
  /** Resolves when subscribed or ended. */
  readonly subscribed: () => Promise<unknown>;
  readonly done: Promise<number>;
}

/** @param name of its file, in a new folder */
export function startRecording(name: string, ...argv: readonly string[]): Recording {
  const file = name.startsWith('/') ? name : join(temporaryFolder(), name);
  const notices: string[] = [];
  let tell: () => void = () => undefined;
  const granted = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const done = runRecord([...argv, '-o', file], {
    output: new PassThrough(),
    notice: (text) => {
      notices.push(text);
      if (text.startsWith('Subscribed')) tell();
    },
    texts: cli,
    version: '1.2.3',
  });
  return { file, notices, subscribed: () => Promise.race([granted, done]), done };
}

function packetsIn(file: string): ReadPacket[] {
  return readEvents(Uint8Array.from(readFileSync(file))).filter((event) => event.kind === 'packet');
}

/** Types such as `in publish`. */
export const typesIn = (file: string): string[] =>
  packetsIn(file).map(({ direction, bytes }) => `${direction} ${peekType(bytes) ?? '?'}`);

const published = (qos: QoS, text: string, packetId: number): Packet[] => {
  const payload = Buffer.from(text);
  const common = { topic: 'a/b', dup: false, retain: false, payload, properties: [] };
  if (qos === 0) return [{ type: 'publish', qos, ...common }];
  const message: Packet = { type: 'publish', qos, packetId, ...common };
  return qos === 2 ? [message, { type: 'pubrel', packetId }] : [message];
};

const bytesOf = (packets: readonly Packet[]): Buffer =>
  Buffer.concat(packets.map((packet) => encode(packet, 4)));

/** A client that ignores responses and leaves after its last packet has arrived. */
export async function publish(
  url: string,
  ...messages: readonly (readonly [qos: QoS, text: string])[]
): Promise<void> {
  const { hostname, port } = new URL(url);
  const connect: Packet = {
    type: 'connect',
    protocolName: 'MQTT',
    protocolLevel: 4,
    cleanStart: true,
    keepAlive: 0,
    clientId: 'publisher',
    properties: [],
  };
  const packets = messages.flatMap(([qos, text], index) => published(qos, text, index + 1));
  const socket = net.connect(Number(port), hostname).resume();
  socket.end(bytesOf([connect, ...packets, { type: 'disconnect' }]));
  await once(socket, 'close');
}

/** A 3.1.1 broker's response to SUBSCRIBE, its messages afterwards, and whether it then closes. */
interface Scene {
  readonly codes: readonly number[];
  readonly messages?: readonly string[];
  readonly hangsUp?: boolean;
}

/** A broker that plays one scene per connection. Resolves to its address. */
export async function startScenes(...scenes: readonly Scene[]): Promise<string> {
  const left = [...scenes];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const scene = left.shift();
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const type = peekType(data);
      if (type === 'connect') socket.write(Uint8Array.of(0x20, 2, 0, 0));
      if (type !== 'subscribe' || !scene) return;
      const { codes, messages = [] } = scene;
      const packetId = data.readUInt16BE(2);
      const granted: Packet = { type: 'suback', packetId, reasonCodes: codes, properties: [] };
      socket.write(bytesOf([granted, ...messages.flatMap((text) => published(0, text, 0))]));
      if (scene.hangsUp) socket.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `mqtt://127.0.0.1:${address.port}`;
}
