import { expect, test } from 'vitest';
import { encode } from '../../mqtt/encode.ts';
import { Framer } from '../../mqtt/framer.ts';
import { ACCEPTED } from '../accepted.testkit.ts';
import { settingsFor } from '../client.testkit.ts';
import { builtWorker, Realm } from './builtWorker.testkit.ts';

const PACKETS = 50;

/** Connects the built worker, gives it one frame of QoS 1 messages, and waits for all acknowledgements. */
async function session(
  code: string,
): Promise<{ readonly timers: number; readonly ackFrames: number }> {
  const realm = new Realm(code);
  realm.post({ kind: 'connect', settings: settingsFor('ws://h/', { keepAlive: 0 }) });
  const { socket } = realm;
  if (!socket) throw new Error('No socket was opened.');
  socket.onopen?.();
  await until(() => socket.sent.length > 0);
  const data = (...parts: readonly Uint8Array[]): ArrayBuffer => {
    const bytes = new Uint8Array(Buffer.concat(parts));
    return bytes.buffer;
  };
  socket.onmessage?.({ data: data(encode(ACCEPTED, 5)) });
  await until(() =>
    realm.posted.some(
      (message) =>
        message.kind === 'events' &&
        message.events.some((event) => event.kind === 'state' && event.state.kind === 'connected'),
    ),
  );
  const before = { timers: realm.timers.length, frames: socket.sent.length };
  const messages = Array.from({ length: PACKETS }, (_, index) =>
    encode(
      {
        type: 'publish',
        dup: false,
        qos: 1,
        retain: false,
        topic: 't',
        packetId: index + 1,
        properties: [],
        payload: new Uint8Array(100),
      },
      5,
    ),
  );
  socket.onmessage?.({ data: data(...messages) });
  await until(() => acknowledgements(socket.sent.slice(before.frames)) === PACKETS);
  const timers = realm.timers.slice(before.timers).filter((delay) => delay < 4).length;
  return { timers, ackFrames: socket.sent.length - before.frames };
}

function acknowledgements(frames: readonly Uint8Array[]): number {
  let count = 0;
  const framer = new Framer();
  for (const frame of frames) framer.push(frame, () => count++);
  return count;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

test('the built worker waits for no timer between packets, and acknowledges a frame of them in one', async () => {
  expect(await session(await builtWorker(true))).toEqual({ timers: 0, ackFrames: 1 });
}, 30_000);

test('without the replacement mqtt.js waits for timers, which browsers stretch to 4 ms', async () => {
  const { timers } = await session(await builtWorker(false));
  expect(timers).toBeGreaterThan(0);
}, 30_000);
