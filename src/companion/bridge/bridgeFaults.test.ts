/** Faults on the bridge: packets can be held, changed and cut as at the companion's own broker. */
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { eventually } from '../../base/eventually.testkit.ts';
import type { ControlCommand, ControlReply } from '../../broker/control/control.ts';
import { connectPacket, publishPacket } from '../../broker/core/broker.testkit.ts';
import type { TapEvent } from '../../broker/tap/commands.ts';
import { parseAnswer } from '../../connection/control/parseAnswer.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { parseJson } from '../../payload/json/parseJson.ts';
import { echo } from '../dial/servers.testkit.ts';
import { startTestCompanion, type TestCompanion } from '../serve/companion.testkit.ts';

async function opened(companion: TestCompanion, path: string): Promise<WebSocket> {
  const socket = new WebSocket(`${companion.app.replace(/^http/, 'ws')}${path}`);
  socket.on('error', () => undefined);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  return socket;
}

/** A session of the control interface. */
async function control(companion: TestCompanion) {
  const socket = await opened(companion, 'control');
  const replies = new Map<number, ControlReply>();
  const events: TapEvent[] = [];
  socket.on('message', (data) => {
    const answer = data instanceof Buffer ? parseAnswer(parseJson(data.toString())) : undefined;
    if (answer?.kind === 'reply') replies.set(answer.id, answer.reply);
    else if (answer?.kind === 'marks') events.push(answer);
  });
  socket.send(JSON.stringify({ kind: 'hello', version: 1, token: companion.madeToken }));
  let id = 0;
  const ask = async (command: ControlCommand): Promise<ControlReply> => {
    id += 1;
    const asked = id;
    socket.send(JSON.stringify({ kind: 'ask', id: asked, command }));
    return eventually(() => {
      const reply = replies.get(asked);
      if (reply === undefined) throw new Error('no reply yet');
      return reply;
    });
  };
  return { ask, events };
}

/** A page whose line leads to an echo server. */
async function page(companion: TestCompanion) {
  const socket = await opened(companion, 'bridge');
  const heard: Buffer[] = [];
  const told: unknown[] = [];
  socket.on('message', (data, isBinary) => {
    if (!(data instanceof Buffer)) return;
    if (isBinary) heard.push(data);
    else told.push(parseJson(data.toString()));
  });
  const target = { url: `mqtt://127.0.0.1:${await echo()}` };
  const hello = { kind: 'open', version: 1, token: companion.madeToken, target };
  socket.send(JSON.stringify(hello));
  await eventually(() => expect(told).toMatchObject([{ kind: 'opened' }]));
  const connect = Buffer.from(encode(connectPacket('page'), 5));
  socket.send(connect);
  await eventually(() => expect(Buffer.concat(heard).equals(connect)).toBe(true));
  heard.length = 0;
  return { socket, told, bytes: () => Buffer.concat(heard).toString('hex') };
}

const message = (topic: string): Uint8Array => encode(publishPacket(topic, topic), 5);
const STOP = {
  version: 1,
  rules: [
    {
      id: 'stop',
      match: { direction: 'from-client', filter: 'type == publish' },
      do: { action: 'hold', keepAlive: true },
    },
  ],
};

test('a PUBLISH of the page is stopped on the bridge, shown, and forwarded changed', async () => {
  const companion = await startTestCompanion();
  const { ask, events } = await control(companion);
  const { socket, bytes } = await page(companion);
  await ask({ kind: 'watch-marks', at: 'bridge' });
  expect(await ask({ kind: 'set-rules', at: 'bridge', rules: STOP })).toMatchObject({
    kind: 'rules',
  });
  expect(await ask({ kind: 'list-rules' })).toMatchObject({ rules: [] });
  socket.send(message('plant/a'));
  const waiting = await eventually(async () => {
    const reply = await ask({ kind: 'list-waiting', at: 'bridge' });
    if (reply.kind !== 'waiting' || reply.packets[0] === undefined) throw new Error('not yet');
    return reply.packets[0];
  });
  expect(waiting).toMatchObject({ client: 'page', topics: ['plant/a'] });
  const forward = [Buffer.from(message('plant/b')).toString('base64')];
  await ask({ kind: 'decide', at: 'bridge', packet: waiting.packet, forward, back: [] });
  await eventually(() => expect(bytes()).toBe(Buffer.from(message('plant/b')).toString('hex')));
  await eventually(() => {
    const marks = events.flatMap((event) => (event.kind === 'marks' ? event.marks : []));
    expect(marks.map(({ action, client }) => `${action} ${client}`)).toEqual([
      'hold page',
      'edit page',
    ]);
  });
  expect(events.every((event) => event.kind !== 'marks' || event.at === 'bridge')).toBe(true);
});

test('a line that a rule cuts ends for the page, and a recipe waits for its packet there', async () => {
  const companion = await startTestCompanion();
  const { ask } = await control(companion);
  const { socket, told } = await page(companion);
  expect(await ask({ kind: 'start-recipe', at: 'bridge', recipe: 'take-over' })).toMatchObject({
    kind: 'refused',
    fact: { key: 'broker-elsewhere' },
  });
  await ask({ kind: 'start-recipe', at: 'bridge', recipe: 'lost-pubrel' });
  socket.send(encode({ type: 'pubrel', packetId: 3, reasonCode: 0, properties: [] }, 5));
  await once(socket, 'close');
  expect(told.at(-1)).toEqual({
    kind: 'ended',
    why: { kind: 'closed', cut: { rule: 'lost-pubrel' } },
  });
  expect(await ask({ kind: 'list-recipes', at: 'bridge' })).toMatchObject({
    runs: [{ recipe: 'lost-pubrel', state: 'done', struck: { client: 'page' } }],
  });
});

test('rejects an unknown place', async () => {
  const companion = await startTestCompanion();
  const { ask } = await control(companion);
  expect(await ask({ kind: 'list-rules', at: 99 })).toMatchObject({
    kind: 'refused',
    fact: { key: 'no-wire' },
  });
});
