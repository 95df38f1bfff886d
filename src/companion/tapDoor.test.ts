/** Whoever says nothing to a tap, or comes when it is full, is not kept. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { EndCause } from '../engine/ending/endCauses.ts';
import { eventually } from '../mqtt/eventually.testkit.ts';
import { listenAddress } from './tap/listenAddress.ts';
import { type Caller, Door } from './tapDoor.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function doorFor(most: number, caller: (caller: Caller) => void = () => undefined) {
  const listen = listenAddress('ws://127.0.0.1:0');
  if (listen === undefined) throw new Error('ws');
  const causes: EndCause[] = [];
  const door = new Door(
    {
      listen,
      identity: undefined,
      keyLog: undefined,
      option: '--listen',
      most,
      failsTls: () => false,
    },
    { caller, failed: (_address, cause) => causes.push(cause) },
  );
  const port = await door.open();
  onTestFinished(async () => {
    const shut = door.shut();
    door.clear();
    await shut;
  });
  return { port, causes };
}

async function come(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' }).resume();
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

test('a device that does not finish its HTTP request within 15 s goes; one that did stays', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const callers: Caller[] = [];
  let led: () => void = () => undefined;
  const isLed = new Promise<void>((resolve) => {
    led = resolve;
  });
  const { port, causes } = await doorFor(10, (caller) => {
    callers.push(caller);
    led();
  });
  const good = await come(port);
  good.write(
    'GET / HTTP/1.1\r\nhost: x\r\nconnection: Upgrade\r\nupgrade: websocket\r\n' +
      'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n',
  );
  await isLed;
  const slow = await come(port);
  slow.write('GET / HTTP/1.1\r\n');
  // It may be told by a reset.
  const gone = new Promise((resolve) => slow.once('close', resolve));
  await eventually(() => {
    vi.advanceTimersByTime(15_000);
    expect(causes).toEqual([{ key: 'no-websocket', args: {} }]);
  });
  await gone;
  expect(callers[0]?.gone.aborted).toBe(false);
});

test('more than may come are not let in', async () => {
  const { port } = await doorFor(2);
  const first = await come(port);
  await come(port);
  const third = await come(port);
  await once(third, 'close');
  expect(first.destroyed).toBe(false);
});
