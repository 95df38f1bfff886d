/** Tests that silent visitors and visitors of a full tap are not kept. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { eventually } from '../../base/eventually.testkit.ts';
import type { EndCause } from '../../engine/endCauses/endCauses.ts';
import { peerAddress } from '../mqtt/tcpListener.ts';
import { listenAddress } from '../net/listenAddress.ts';
import { type Caller, TapListener } from './tapListener.ts';

afterEach(() => {
  vi.useRealTimers();
});

async function doorFor(
  mostOpening: number,
  caller: (caller: Caller) => void = () => undefined,
  scheme = 'ws',
) {
  const listen = listenAddress(`${scheme}://127.0.0.1:0`);
  if (listen === undefined) throw new Error(scheme);
  const causes: EndCause[] = [];
  const listener = new TapListener(
    {
      listen,
      identity: undefined,
      keyLog: undefined,
      option: '--listen',
      mostOpening,
    },
    { caller, failed: (_address, cause) => causes.push(cause) },
  );
  const port = await listener.open();
  onTestFinished(async () => {
    const shut = listener.shut();
    listener.clear();
    await shut;
  });
  return { port, causes };
}

/** Bytes received from later connections. */
function bytesReceived(): () => number {
  const came: Socket[] = [];
  const take = (message: unknown): void => {
    if (isCome(message)) came.push(message.socket);
  };
  subscribe('net.server.socket', take);
  onTestFinished(() => {
    unsubscribe('net.server.socket', take);
  });
  return () => came.reduce((all, { bytesRead }) => all + bytesRead, 0);
}

const isCome = (message: unknown): message is { readonly socket: Socket } =>
  typeof message === 'object' && message !== null && 'socket' in message;

async function come(port: number, localAddress = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress }).resume();
  socket.on('error', () => undefined);
  onTestFinished(() => {
    socket.destroy();
  });
  await once(socket, 'connect');
  return socket;
}

test('a device that does not finish its HTTP request within 15 s is closed; one that does stays', async () => {
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
  const arrived = bytesReceived();
  const slow = await come(port);
  slow.write('GET / HTTP/1.1\r\n');
  await eventually(() => expect(arrived()).toBeGreaterThan(0));
  // The end may be a reset.
  const gone = new Promise((resolve) => slow.once('close', resolve));
  await eventually(() => {
    vi.advanceTimersByTime(15_000);
    expect(causes).toEqual([{ key: 'no-websocket', args: {} }]);
  });
  await gone;
  expect(callers[0]?.gone.aborted).toBe(false);
});

/** Keys of causes, with the ending side if it sent nothing. */
const told = (causes: readonly EndCause[]): readonly string[] =>
  causes.map((cause) =>
    cause.key === 'said-nothing' ? `${cause.key} ${cause.args.by}` : cause.key,
  );

test.each(['ws', 'mqtts', 'wss'])(
  'at %s, reports a device that leaves without a byte, without inventing a cause',
  async (scheme) => {
    const { port, causes } = await doorFor(10, undefined, scheme);
    const [quiet, reset] = [await come(port), await come(port)];
    quiet.end();
    await eventually(() => expect(told(causes)).toEqual(['said-nothing client']));
    reset.resetAndDestroy();
    await eventually(() =>
      expect(told(causes)).toEqual(['said-nothing client', 'said-nothing client']),
    );
  },
);

test.each(['ws', 'mqtts', 'wss'])('at %s, reports 15 s of silence', async (scheme) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { port, causes } = await doorFor(10, undefined, scheme);
  const quiet = await come(port);
  const gone = new Promise((resolve) => quiet.once('close', resolve));
  await eventually(() => {
    vi.advanceTimersByTime(15_000);
    expect(told(causes)).toEqual(['said-nothing tap']);
  });
  await gone;
  expect(causes).toHaveLength(1);
});

test('a device that leaves during TLS or its HTTP request has sent data', async () => {
  const tls = await doorFor(10, undefined, 'mqtts');
  (await come(tls.port)).end(Buffer.of(0x16, 0x03, 0x01, 0x00));
  await eventually(() =>
    expect(tls.causes).toEqual([{ key: 'tls-failed', args: { why: 'ended', detail: '' } }]),
  );
  const web = await doorFor(10);
  (await come(web.port)).end('GET / HTTP/1.1\r\n');
  await eventually(() => expect(web.causes).toEqual([{ key: 'no-websocket', args: {} }]));
});

test.each([
  ['alone', []],
  ['after a part of a ClientHello', [0x16, 3, 1, 0, 4, 1, 0, 1, 0]],
])('a device whose TLS fails sends the reason in an alert %s', async (_where, before) => {
  const { port, causes } = await doorFor(10, undefined, 'mqtts');
  (await come(port)).end(Buffer.of(...before, 0x15, 3, 1, 0, 2, 2, 80));
  const told = { key: 'tls-failed', args: { why: 'gave-up', detail: 'internal_error' } };
  await eventually(() => expect(causes).toEqual([told]));
});

test.each([
  ['ws', 'GET / HTTP/1.1\r\n', false],
  ['mqtts', '\u0016\u0003', false],
  ['wss', '\u0016\u0003', false],
])(
  'at %s, evicts from the address with the most connections, and reports it',
  async (scheme, said) => {
    const { port, causes } = await doorFor(3, undefined, scheme);
    const other = await come(port, '127.0.0.2');
    const arrived = bytesReceived();
    const first = await come(port);
    first.write(said);
    await eventually(() => expect(arrived()).toBe(said.length));
    const others = [await come(port), await come(port)];
    await once(first, 'close');
    expect(causes).toEqual([{ key: 'crowded-out', args: {} }]);
    expect([other, ...others].map(({ destroyed }) => destroyed)).toEqual([false, false, false]);
  },
);

test('a device that disconnected before the system reported its address has none', () => {
  expect(peerAddress({ remoteAddress: undefined, remotePort: undefined })).toBe('?');
  expect(peerAddress({ remoteAddress: '::1', remotePort: 1883 })).toBe('[::1]:1883');
});
