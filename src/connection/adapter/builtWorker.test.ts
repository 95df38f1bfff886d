import { expect, test } from 'vitest';
import { encode } from '../../mqtt/codec/encode.ts';
import { Framer } from '../../mqtt/framing/framer.ts';
import { peekPacketId, peekType } from '../../mqtt/framing/peek.ts';
import { PUBLISH, PUBREL, SUBSCRIBE, UNSUBSCRIBE } from '../../mqtt/tables/typeNumbers.ts';
import { ACCEPTED } from '../accepted.testkit.ts';
import { settingsFor } from '../client.testkit.ts';
import { builtWorker, Realm } from './builtWorker.testkit.ts';

const PACKETS = 50;

const inOne = (...parts: readonly Uint8Array[]): ArrayBuffer =>
  new Uint8Array(Buffer.concat(parts)).buffer;

/** Events from the worker. */
const told = ({ posted }: Realm) =>
  posted.flatMap((message) => (message.kind === 'events' ? message.events : []));

let known: Promise<string> | undefined;
/** Builds the worker once, which takes some seconds. */
const built = (): Promise<string> => (known ??= builtWorker());

/** Starts the built worker and waits for its CONNECT. */
async function opened(code: string, keepAlive: number) {
  const realm = new Realm(code);
  realm.post({ kind: 'connect', settings: settingsFor('ws://h/', { keepAlive }) });
  const { socket } = realm;
  if (!socket) throw new Error('No socket was opened.');
  socket.onopen?.();
  await until(() => socket.sent.length > 0);
  return { realm, socket };
}

/** Connects the built worker to a server that accepts it. */
async function connected(code: string, keepAlive: number, connack = ACCEPTED) {
  const { realm, socket } = await opened(code, keepAlive);
  socket.onmessage?.({ data: inOne(encode(connack, 5)) });
  await until(() =>
    told(realm).some((event) => event.kind === 'state' && event.state.kind === 'connected'),
  );
  return { realm, socket };
}

/**
 * Connects the built worker, publishes QoS 2 messages, answers them in one frame, and waits until all are
 * released.
 */
async function session(code: string): Promise<{
  /** Timers that browsers throttle. */
  readonly timers: number;
  readonly ackFrames: number;
}> {
  const { realm, socket } = await connected(code, 0);
  for (let id = 1; id <= PACKETS; id += 1) {
    realm.post({
      kind: 'publish',
      message: {
        id,
        topic: 't',
        payload: new Uint8Array(100),
        qos: 2,
        retain: false,
        properties: [],
      },
    });
  }
  await until(() => identifiers(socket.sent, PUBLISH).length === PACKETS);
  const before = { timers: realm.timers.length, frames: socket.sent.length };
  const answers = identifiers(socket.sent, PUBLISH).map((packetId) =>
    encode({ type: 'pubrec', packetId }, 5),
  );
  socket.onmessage?.({ data: inOne(...answers) });
  await until(() => identifiers(socket.sent, PUBREL).length === PACKETS);
  const timers = shortOnes(realm, before.timers);
  return { timers, ackFrames: socket.sent.length - before.frames };
}

/** Throttled timers, starting at index `from`. */
const shortOnes = ({ timers }: Realm, from: number): number =>
  timers.slice(from).filter((delay) => delay < 4).length;

/** Identifiers of the sent packets of that type. */
function identifiers(frames: readonly Uint8Array[], type: number): readonly number[] {
  const found: number[] = [];
  const framer = new Framer();
  for (const frame of frames) {
    framer.push(frame, (packet) => {
      if ((packet[0] ?? 0) >> 4 === type) found.push(peekPacketId(packet) ?? 0);
    });
  }
  return found;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

test('the built worker publishes without a timer, and acknowledges a frame of messages in one frame', async () => {
  expect(await session(await built())).toEqual({ timers: 0, ackFrames: 1 });
});

test('the built worker applies the server’s limits, and pings again after an answer', async () => {
  const { realm, socket } = await connected(await built(), 1, {
    ...ACCEPTED,
    properties: [
      { name: 'topicAliasMaximum', value: 10 },
      { name: 'receiveMaximum', value: 5 },
      { name: 'reasonString', value: 'welcome' },
    ],
  });
  const answerPing = async (nth: number) => {
    await until(() => socket.sent.filter((bytes) => peekType(bytes) === 'pingreq').length === nth);
    socket.onmessage?.({ data: inOne(encode({ type: 'pingresp' }, 5)) });
  };
  await answerPing(1);
  await answerPing(2);
  await until(() => told(realm).filter(({ kind }) => kind === 'ping').length === 2);
  expect(told(realm).filter(({ kind }) => kind === 'fault')).toEqual([]);
  socket.onmessage?.({ data: inOne(encode({ type: 'disconnect', reasonCode: 0x8b }, 5)) });
  await until(() =>
    told(realm).some((event) => event.kind === 'state' && event.state.kind === 'waiting'),
  );
});

test('the built worker reports a connection closed right after CONNACK as lost, not as rejected', async () => {
  const { realm, socket } = await opened(await built(), 0);
  socket.onmessage?.({ data: inOne(encode(ACCEPTED, 5)) });
  socket.close();
  await until(() =>
    told(realm).some((event) => event.kind === 'state' && event.state.kind === 'waiting'),
  );
  expect(
    told(realm)
      .filter(({ kind }) => kind === 'state')
      .at(-1),
  ).toMatchObject({
    state: { kind: 'waiting', failure: { kind: 'lost' } },
  });
});

test('the built worker subscribes and unsubscribes', async () => {
  const { realm, socket } = await connected(await built(), 0);
  const setting = {
    filter: 'a/#',
    qos: 1,
    noLocal: true,
    retainAsPublished: false,
    retainHandling: 2,
  } as const;
  realm.post({ kind: 'subscribe', subscription: setting });
  await until(() => identifiers(socket.sent, SUBSCRIBE).length === 1);
  const [packetId = 0] = identifiers(socket.sent, SUBSCRIBE);
  socket.onmessage?.({
    data: inOne(encode({ type: 'suback', packetId, properties: [], reasonCodes: [1] }, 5)),
  });
  realm.post({ kind: 'unsubscribe', filter: 'a/#' });
  await until(() => identifiers(socket.sent, UNSUBSCRIBE).length === 1);
  expect(told(realm).filter(({ kind }) => kind === 'fault')).toEqual([]);
});
