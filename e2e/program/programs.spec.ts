/**
 * The companion with common programs: mosquitto_pub, mosquitto_sub and mqtt.js's command line. Each option
 * that changes packets has a case: the program's packets, the broker's responses, and the output at the other
 * end.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { connectAsync, type IPublishPacket, type MqttClient } from 'mqtt';
import type { Packet } from '../../src/mqtt/tables/packet.ts';
import { type Companion, startCompanion } from '../kit/peers/companion.ts';
import { until } from '../kit/peers/processes.ts';
import {
  type Expected,
  PUBLISHING,
  SUBSCRIBING,
  WILL_PROPERTIES,
} from '../kit/peers/programCases.ts';
import { startWire, type Wire, type WiredConnection } from '../kit/peers/wire.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

const PUB = process.env['MQTTSCOPE_MOSQUITTO_CLIENTS'] ?? 'mosquitto_pub';
const SUB = path.join(path.dirname(PUB), 'mosquitto_sub');
const MQTTJS = path.join(ROOT, 'node_modules/mqtt/build/bin/mqtt.js');

const TLS = path.join(ROOT, 'src/companion/testdata/tls');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly ended: Promise<Ended>;
  readonly stdout: () => string;
  readonly kill: () => void;
}

function run(program: string, args: readonly string[], input = ''): Started {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  // A program that ends before it reads is reported by its exit code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { ended, stdout: () => stdout, kill: () => child.kill('SIGKILL') };
}

const mqttjs = (args: string): Started => run(process.execPath, [MQTTJS, ...args.split(' ')]);

/** A packet with its bytes as text, for comparison. */
function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, readable(one)]));
}

/** The last packets may be in transit when the program has ended. */
async function expectPackets(
  packets: readonly Packet[],
  wanted: readonly Expected[],
): Promise<void> {
  const types = new Set(wanted.map(({ type }) => type));
  const found = () => packets.filter(({ type }) => types.has(type)).slice(0, wanted.length);
  await expect
    .poll(() => found().map(readable))
    .toEqual(wanted.map((one) => expect.objectContaining(one)));
}

test.describe.configure({ mode: 'default' });
test.describe('common programs', () => {
  let companion: Companion;
  let wire: Wire;
  let witness: MqttClient;
  const seen: { topic: string; message: Readonly<Record<string, unknown>> }[] = [];
  let lastCase = 0;

  test.beforeAll(async () => {
    companion = await startCompanion(['--no-demo']);
    wire = await startWire(companion.mqtt);
    witness = await connectAsync(companion.mqtt, { protocolVersion: 5, reconnectPeriod: 0 });
    witness.on('message', (topic, payload, packet) => {
      seen.push({ topic, message: described(payload, packet) });
    });
    await witness.subscribeAsync('case/#', { qos: 2, rap: true });
  });
  test.afterAll(async () => {
    await witness.endAsync(true);
    await wire.close();
    await companion.stop();
  });

  const newTopic = () => `case/${++lastCase}`;
  const at = () => ['-h', '127.0.0.1', '-p', String(wire.port)];
  const messagesOn = (topic: string) => seen.filter((one) => one.topic === topic);
  const lastConnection = (): WiredConnection => {
    const connection = wire.connections.at(-1);
    if (connection === undefined) throw new Error('nobody connected');
    return connection;
  };

  for (const { option, args, input, sent, got, messages = [{}], code = 0 } of PUBLISHING) {
    test(`mosquitto_pub ${option}`, async () => {
      const topic = newTopic();
      const ended = await run(PUB, [...at(), '-t', topic, ...args.split(' ')], input).ended;
      if (code === 0) expect(ended.stderr.replace(/^Warning.*\n/gm, '')).toBe('');
      expect(ended.code).toBe(code);
      await expectPackets(lastConnection().sent, sent ?? []);
      await expectPackets(lastConnection().got, got ?? []);
      await until(
        () => messagesOn(topic).length >= messages.length,
        'the messages at the other end',
      );
      expect(messagesOn(topic).map(({ message }) => message)).toEqual(
        messages.map((one) => expect.objectContaining(one)),
      );
    });
  }

  for (const [name, value, property] of WILL_PROPERTIES) {
    test(`mosquitto_sub -D will ${name}`, async () => {
      const topic = newTopic();
      const will = `-V mqttv5 -t nothing --will-topic ${topic} --will-payload dead -D will ${name} ${value}`;
      const before = wire.connections.length;
      const program = run(SUB, [...at(), ...will.split(' ')]);
      await until(
        () => wire.connections.at(before)?.got.some(({ type }) => type === 'suback'),
        'its subscription',
      );
      program.kill();
      await until(() => messagesOn(topic).length > 0, 'its will');
      expect(messagesOn(topic)[0]?.message).toEqual(
        expect.objectContaining({ payload: 'dead', ...property }),
      );
    });
  }

  for (const { option, args, sent, got, publish = {}, prints } of SUBSCRIBING) {
    test(`mosquitto_sub ${option}`, async () => {
      const topic = newTopic();
      const before = wire.connections.length;
      const program = run(SUB, [...at(), '-C', '1', ...args.split(' '), '-t', topic]);
      await until(
        () => wire.connections.at(before)?.got.some(({ type }) => type === 'suback'),
        'its subscription',
      );
      await witness.publishAsync(topic, 'hello', { qos: 2, ...publish });
      const ended = await program.ended;
      expect(ended.stdout.trim()).toBe(prints ?? '');
      await expectPackets(lastConnection().sent, sent ?? []);
      await expectPackets(lastConnection().got, got ?? []);
    });
  }

  test('mosquitto_sub --remove-retained clears retained messages', async () => {
    const topic = newTopic();
    await witness.publishAsync(topic, 'kept', { qos: 1, retain: true });
    const clearing = run(SUB, [...at(), '-t', topic, '--remove-retained']);
    await until(() => messagesOn(topic).length === 2, 'the clearing message');
    clearing.kill();
    const late = run(SUB, [...at(), '-t', topic, '--retained-only', '-W', '1']);
    expect((await late.ended).stdout).toBe('');
  });

  test('mosquitto_sub shares a subscription', async () => {
    const topic = newTopic();
    const before = wire.connections.length;
    const args = [...at(), '-q', '1', '-t', `$share/g/${topic}`, '-C', '3'];
    const members = [run(SUB, args), run(SUB, args)];
    await until(
      () =>
        wire.connections
          .slice(before)
          .filter((one) => one.got.some(({ type }) => type === 'suback')).length === 2,
      'both subscriptions',
    );
    for (let n = 1; n <= 6; n++) await witness.publishAsync(topic, String(n), { qos: 1 });
    const outputs = (await Promise.all(members.map(({ ended }) => ended))).map(
      ({ stdout }) => stdout,
    );
    const numbers = outputs.flatMap((text) => text.trim().split('\n'));
    expect(numbers.toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('mosquitto_pub and _sub over TLS', async () => {
    const secure = await startCompanion([
      '--no-demo',
      '--tls-cert',
      `${TLS}/cert.pem`,
      '--tls-key',
      `${TLS}/key.pem`,
    ]);
    const { port } = new URL(secure.mqtt);
    const where = ['-h', '127.0.0.1', '-p', port, '--cafile', `${TLS}/cert.pem`, '--insecure'];
    const subscriber = run(SUB, [...where, '-t', 'tls', '-C', '1']);
    await until(async () => {
      await run(PUB, [...where, '-t', 'tls', '-m', 'sealed']).ended;
      return subscriber.stdout() !== '';
    }, 'the message over TLS');
    expect((await subscriber.ended).stdout).toBe('sealed\n');
    await secure.stop();
  });

  for (const protocol of ['mqtt', 'ws'] as const) {
    test(`mqtt.js's command line over ${protocol}`, async () => {
      const topic = newTopic();
      const { port } = new URL(protocol === 'ws' ? companion.ws : companion.mqtt);
      const where = `-h 127.0.0.1 -p ${port} --path /mqtt`;
      const subscriber = mqttjs(`subscribe ${where} -l ${protocol} -q 2 -v -t ${topic}`);
      await until(async () => {
        await mqttjs(`publish ${where} -C ${protocol} -q 2 -t ${topic} -m hello`).ended;
        return subscriber.stdout().includes(`${topic} hello`);
      }, 'the message at mqtt.js’s subscriber');
      subscriber.kill();
      // Viewers may receive it later.
      await expect
        .poll(() => messagesOn(topic)[0]?.message)
        .toMatchObject({ payload: 'hello', qos: 2 });
    });
  }
});

function described(payload: Buffer, packet: IPublishPacket): Readonly<Record<string, unknown>> {
  const { qos, retain, properties = {} } = packet;
  const { correlationData, userProperties, ...rest } = properties;
  return {
    payload: payload.toString(),
    qos,
    retain,
    ...rest,
    ...(correlationData && { correlationData: correlationData.toString() }),
    ...(userProperties && { userProperties: { ...userProperties } }),
  };
}
