import { once } from 'node:events';
import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import {
  CONTROL_VERSION,
  type ControlCommand,
  type ControlReply,
} from '../../broker/control/control.ts';
import { parseAnswer } from '../../connection/control/parseAnswer.ts';
import type { SnMessage } from '../../mqttsn/snMessage.ts';
import type { LogTarget } from '../log/eventLog.ts';
import { startTestCompanion } from '../serve/companion.testkit.ts';
import type { CompanionOptions } from '../serve/companionSetup.ts';
import { TestSensor } from './sn.testkit.ts';

const SN = { port: 0, userName: undefined, predefined: new Map([[3, 'plant/door']]) };
const ACCEPTED: SnMessage = { type: 'connack', returnCode: 0 };
const GOODBYE: SnMessage = { type: 'disconnect', duration: undefined };
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** `ab`. */
const SHORT = { kind: 'short', id: 0x6162 } as const;

async function start(options: Partial<CompanionOptions> = {}) {
  const companion = await startTestCompanion({ sn: SN, ...options });
  const sensor = () => TestSensor.at(companion.sn);
  return { companion, sensor };
}

async function client(url: string, options = {}): Promise<MqttClient> {
  const mqtt = await connectAsync(url, options);
  onTestFinished(() => mqtt.endAsync(true));
  return mqtt;
}

/** A program's session of the control interface. */
async function controlLine(app: string, token: string) {
  const socket = new WebSocket(new URL('/control', app.replace(/^http/, 'ws')));
  onTestFinished(() => socket.terminate());
  const next = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      socket.once('message', (data) => {
        resolve(data instanceof Buffer ? JSON.parse(data.toString()) : undefined);
      });
      socket.once('error', reject);
    });
  await once(socket, 'open');
  const welcome = next();
  socket.send(JSON.stringify({ kind: 'hello', version: CONTROL_VERSION, token }));
  await welcome;
  return {
    ask: async (command: ControlCommand): Promise<ControlReply> => {
      const coming = next();
      socket.send(JSON.stringify({ kind: 'ask', id: 1, command }));
      const answer = parseAnswer(await coming);
      if (answer?.kind !== 'reply') throw new Error('That is no reply.');
      return answer.reply;
    },
  };
}

function message(mqtt: MqttClient): Promise<string> {
  return new Promise((resolve) => {
    mqtt.once('message', (topic, payload) => resolve(`${topic} ${payload.toString()}`));
  });
}

describe('the MQTT-SN port', () => {
  it('relays messages between a sensor and a client of MQTT, in both directions', async () => {
    const { companion, sensor } = await start();
    const mqtt = await client(companion.mqtt);
    await mqtt.subscribeAsync('plant/#', { qos: 2 });
    const one = await sensor();
    expect(await one.ask({ type: 'searchgw', radius: 0 })).toMatchObject({ type: 'gwinfo' });
    expect(await one.connect('s1')).toEqual(ACCEPTED);
    const register = { type: 'register', topicId: 0, messageId: 1, topic: 'plant/heat' } as const;
    const registered = await one.ask(register);
    const topicId = registered.type === 'regack' ? registered.topicId : 0;
    const parts = { type: 'publish', dup: false, retain: false, data: text('21.5') } as const;
    const topic = { kind: 'normal', id: topicId } as const;
    const came = message(mqtt);
    expect(await one.ask({ ...parts, qos: 2, topic, messageId: 2 })).toMatchObject({
      type: 'pubrec',
    });
    expect(await one.ask({ type: 'pubrel', messageId: 2 })).toEqual({
      type: 'pubcomp',
      messageId: 2,
    });
    expect(await came).toBe('plant/heat 21.5');

    const filter = { kind: 'name', filter: 'to/+' } as const;
    await one.ask({ type: 'subscribe', dup: false, qos: 1, messageId: 3, topic: filter });
    const published = mqtt.publishAsync('to/s1', 'open', { qos: 1 });
    const told = await one.next();
    expect(told).toMatchObject({ type: 'register', topic: 'to/s1' });
    if (told.type !== 'register') return;
    const delivered = await one.ask({ ...told, type: 'regack', returnCode: 0 });
    expect(delivered).toMatchObject({ type: 'publish', qos: 1, data: text('open') });
    await published;
  });

  it('accepts messages without a session, and holds those of a sleeping sensor until it wakes', async () => {
    const { companion, sensor } = await start();
    const mqtt = await client(companion.mqtt);
    await mqtt.subscribeAsync('plant/door');
    const came = message(mqtt);
    const none = await sensor();
    const parts = { type: 'publish', dup: false, retain: false, messageId: 0 } as const;
    none.say({ ...parts, qos: -1, topic: { kind: 'predefined', id: 3 }, data: text('open') });
    expect(await came).toBe('plant/door open');

    const sleeper = await sensor();
    await sleeper.connect('sleeper');
    await sleeper.ask({ type: 'subscribe', dup: false, qos: 1, messageId: 1, topic: SHORT });
    expect(await sleeper.ask({ type: 'disconnect', duration: 60 })).toEqual(GOODBYE);
    await mqtt.publishAsync('ab', 'later', { qos: 1 });
    const waited = await sleeper.ask({ type: 'pingreq', clientId: 'sleeper' });
    expect(waited).toMatchObject({ type: 'publish', data: text('later') });
    const messageId = waited.type === 'publish' ? waited.messageId : 0;
    const done = { type: 'puback', topicId: 0, messageId, returnCode: 0 } as const;
    expect(await sleeper.ask(done)).toEqual({ type: 'pingresp' });
  });

  it('with users accepts sensors only as the named one, under its rules', async () => {
    const users = new Map([['ann', 'secret']]);
    const guarded = await start({ users });
    expect(await (await guarded.sensor()).connect('s1')).toEqual({
      type: 'connack',
      returnCode: 3,
    });
    const named = await start({ users, sn: { ...SN, userName: 'sensors' } });
    expect(await (await named.sensor()).connect('s1')).toEqual(ACCEPTED);
  });

  it('limits sensors per address, and logs it', async () => {
    const lines: string[] = [];
    const log: LogTarget = {
      write: (written) => Promise.resolve(void lines.push(written)),
      reopen: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const { companion, sensor } = await start({ edgeLimits: { connectionsPerAddress: 1 }, log });
    expect(await (await sensor()).connect('s1')).toEqual(ACCEPTED);
    expect(await (await sensor()).connect('s2')).toEqual({ type: 'connack', returnCode: 1 });
    await companion.close();
    const events = lines
      .join('')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'sn-refused', clientId: 's2', reason: 'clientsPerMachine' }),
    );
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'sign-in', clientId: 's1', transport: 'udp' }),
    );
  });

  it('survives any input, and disconnects sensors when the companion ends', async () => {
    const { companion, sensor } = await start();
    const one = await sensor();
    for (const bytes of [[], [0], [1], [1, 0, 0], [255, 12], [2, 12], [5, 12, 0, 0, 0]]) {
      one.bytes(Uint8Array.from(bytes));
    }
    expect(await one.connect('s1')).toEqual(ACCEPTED);
    const end = one.next();
    await companion.close();
    expect(await end).toEqual(GOODBYE);
  });

  it('shows all traffic, each message next to its MQTT packet', async () => {
    const { companion, sensor } = await start({ token: 'the token of this test' });
    const one = await sensor();
    await one.connect('s1');
    const parts = { type: 'publish', dup: false, retain: false, topic: SHORT } as const;
    await one.ask({ ...parts, qos: 1, messageId: 5, data: text('on') });
    await one.ask({ type: 'disconnect', duration: 60 });
    const line = await controlLine(companion.app, 'the token of this test');
    const reply = await line.ask({ kind: 'sensors', first: 0, count: 10 });
    if (reply.kind !== 'sensors') throw new Error(`It answers ${reply.kind}.`);
    const rows = reply.rows.map(({ direction, name, topic, client, other }) => [
      direction,
      name,
      client,
      topic ?? '',
      other === undefined ? '' : `${other.name} ${other.packetId ?? ''}`.trim(),
    ]);
    expect(rows).toEqual([
      ['out', 'CONNECT', 's1', '', 'CONNECT'],
      ['in', 'CONNACK', 's1', '', 'CONNACK'],
      ['out', 'PUBLISH', 's1', 'ab', 'PUBLISH 5'],
      ['in', 'PUBACK', 's1', 'ab', 'PUBACK 5'],
      ['out', 'DISCONNECT', 's1', '', ''],
      ['in', 'DISCONNECT', 's1', '', ''],
    ]);
    const detail = await line.ask({ kind: 'sensor', no: 3 });
    expect(detail.kind === 'sensor' && detail.message?.otherHex?.startsWith('32')).toBe(true);
  });

  it('filters messages by their fields', async () => {
    const { companion, sensor } = await start({ token: 'the token of this test' });
    const line = await controlLine(companion.app, 'the token of this test');
    const one = await sensor();
    await one.connect('s1');
    const filter = 'mqttsn.msg.type == connack';
    const page = await line.ask({ kind: 'sensors', first: 0, count: 9, filter });
    expect(page).toMatchObject({ total: 1, of: 2, rows: [{ no: 2 }] });
    const wrong = await line.ask({ kind: 'sensors', first: 0, count: 9, filter: 'qos ==' });
    expect(wrong).toMatchObject({ fact: { key: 'bad-filter' } });
  });

  it('keeps nothing of a disconnected sensor: its return starts another conversation', async () => {
    const { companion, sensor } = await start({ token: 'the token of this test' });
    const one = await sensor();
    await one.connect('s1');
    await one.ask({ type: 'disconnect', duration: 60 });
    await one.connect('s1');
    await one.ask(GOODBYE);
    await one.connect('s1');
    const line = await controlLine(companion.app, 'the token of this test');
    const reply = await line.ask({ kind: 'sensors', first: 0, count: 20 });
    if (reply.kind !== 'sensors') throw new Error(`It answers ${reply.kind}.`);
    const rows = reply.rows.map(({ stream, client, name }) => [stream, client, name]);
    expect(rows).toEqual([
      ...['CONNECT', 'CONNACK', 'DISCONNECT', 'DISCONNECT', 'CONNECT', 'CONNACK'].map((name) => [
        1,
        's1',
        name,
      ]),
      [1, 's1', 'DISCONNECT'],
      [1, 's1', 'DISCONNECT'],
      [2, 's1', 'CONNECT'],
      [2, 's1', 'CONNACK'],
    ]);
  });

  it('has demo sensors, which connect besides users and sleep', async () => {
    const users = new Map([['ann', 'secret']]);
    const { companion } = await start({ demo: true, users });
    const mqtt = await client(companion.mqtt, { username: 'ann', password: 'secret' });
    const came = message(mqtt);
    await mqtt.subscribeAsync('sensors/+/soil-21');
    expect(await came).toMatch(/^sensors\/hz-3\/soil-21 \{"value":/);
  });

  it('reports a taken port', async () => {
    const { companion } = await start();
    const port = Number(new URL(companion.sn ?? '').port);
    await expect(startTestCompanion({ sn: { ...SN, port } })).rejects.toThrow('--sn');
  });
});
