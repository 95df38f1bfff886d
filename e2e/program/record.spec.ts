/** The shipped `mqttscope record`: from a broker to a file to a verdict, without a browser. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runBin } from '../kit/peers/companion.ts';
import { listenOnLoopback } from '../kit/peers/loopback.ts';
import { type Running, until } from '../kit/peers/processes.ts';
import { expect, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

/** MiB of memory that a recording may take, whatever its length. */
const MOST_MEMORY = 320;
const FLOOD_BYTES = 200_000_000;

const CERTIFICATE = path.join(ROOT, 'src/companion/testdata/tls/cert.pem');
const KEY = path.join(ROOT, 'src/companion/testdata/tls/key.pem');

let folder = '';
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-record-'));
});
test.afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function endOf(running: Running, ms = 60_000): Promise<number | null> {
  await until(running.isOver, 'the end', ms);
  return running.child.exitCode;
}

/** Runs a subcommand to its end. */
async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const running = runBin(args);
  const code = await endOf(running);
  return { code, out: running.stdout(), err: running.stderr() };
}

/** A recording that has subscribed. */
async function startRecord(url: string, file: string, ...args: string[]): Promise<Running> {
  const running = runBin(['record', '--url', url, '--subscribe', '#', '-o', file, ...args]);
  await until(() => {
    if (running.child.exitCode !== null) throw new Error(running.stderr());
    return running.stderr().includes('Subscribed to #');
  }, 'the subscription');
  return running;
}

/** A minimal MQTT 3.1.1 broker: after SUBACK it sends the bytes of `send`. */
async function startBroker(
  send: (socket: net.Socket) => Promise<void>,
): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => {
      const type = data.readUInt8(0) >> 4;
      if (type === 1) socket.write(Uint8Array.of(0x20, 2, 0, 0));
      if (type === 12) socket.write(Uint8Array.of(0xd0, 0));
      if (type !== 8) return;
      socket.write(Uint8Array.of(0x90, 3, data.readUInt8(2), data.readUInt8(3), 0));
      void send(socket);
    });
  });
  const port = await listenOnLoopback(server);
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `mqtt://127.0.0.1:${port}`, close };
}

test('a CI job goes from record to verdict in two commands, over TCP, TLS and WebSocket', async ({
  startMosquitto,
  startCompanion,
  connectOther,
}) => {
  const mosquitto = await startMosquitto();
  const identity = ['--tls-cert', CERTIFICATE, '--tls-key', KEY];
  const companion = await startCompanion(['--no-demo', ...identity]);
  const trust = ['--ca', CERTIFICATE];
  const cases = [
    { url: mosquitto.mqtt, at: mosquitto.mqtt, args: ['--protocol', '3.1.1'], ending: 'pcapng' },
    { url: mosquitto.ws, at: mosquitto.mqtt, args: [], ending: 'mqttscope' },
    { url: companion.mqtt, at: companion.mqtt, args: trust, ending: 'tls.pcapng' },
    { url: companion.ws, at: companion.mqtt, args: trust, ending: 'tls.mqttscope' },
  ];
  const judge = async ({ url, at, args, ending }: (typeof cases)[number]) => {
    const file = path.join(folder, `verdict.${ending}`);
    const topic = `verdict/${ending}`;
    const filter = ['--until', `payload == "the end of ${ending}"`];
    const recording = await startRecord(url, file, '--qos', '2', ...filter, ...args);
    const { client } = await connectOther(at, '5', { ca: readFileSync(CERTIFICATE) });
    for (const qos of [0, 1, 2] as const) await client.publishAsync(topic, `qos ${qos}`, { qos });
    await client.publishAsync(topic, `the end of ${ending}`, { qos: 1 });
    expect(await endOf(recording), recording.stderr()).toBe(0);
    expect(recording.stderr()).toMatch(
      /: \d+ packets, \d+ messages, \d+ bytes in .* by --until\.\n$/,
    );
    const verdict = await run('problems', file, '--fail-on', 'warn');
    expect(verdict, url).toMatchObject({ code: 0 });
    const { out } = await run('dissect', file, '--filter', 'type == publish', '--json');
    const own = out.split('\n').filter((line) => line.includes(`"mqtt.topic":"${topic}"`));
    expect(own).toHaveLength(4);
  };
  await Promise.all(cases.map(judge));
});

test('a broker’s violations fail the job', async () => {
  const broker = await startBroker(async (socket) => {
    // An unexpected acknowledgement, wrong flags, and a second CONNACK; then a message.
    socket.write(Uint8Array.of(0x40, 2, 0, 9, 0xd1, 0, 0x20, 2, 0, 0));
    socket.write(Uint8Array.of(0x30, 4, 0, 1, 0x61, 0x62));
  });
  const file = path.join(folder, 'wrong.mqttscope');
  const recording = await startRecord(broker.url, file, '--protocol', '3.1.1', '--count', '1');
  expect(await endOf(recording)).toBe(0);
  expect(recording.stderr()).toContain('The broker violates the standard');
  const verdict = await run('problems', file, '--fail-on', 'error');
  expect(verdict.code).toBe(3);
  for (const rule of ['unexpected-ack', 'reserved-header-flags', 'unexpected-connack']) {
    expect(verdict.out).toContain(`error ${rule} `);
  }
  broker.close();
});

test('continues over reconnects; a signal ends it with a complete file', async ({
  startMosquitto,
  connectOther,
}) => {
  const mosquitto = await startMosquitto();
  const file = path.join(folder, 'signal.mqttscope');
  const recording = await startRecord(mosquitto.mqtt, file);
  await mosquitto.stop();
  await until(() => recording.stderr().includes('Trying again in'), 'the loss to be told');
  await mosquitto.startAgain();
  await until(() => recording.stderr().includes('Connected again.'), 'the next connection');
  const { client } = await connectOther(mosquitto.mqtt, '3.1.1');
  // Retained, because the recording may resubscribe only after it.
  await client.publishAsync('a/b', 'one', { qos: 1, retain: true });
  // The file grows as packets arrive, and replaces the old one when complete.
  await until(
    () =>
      readdirSync(folder)
        .filter((name) => /^signal\.mqttscope\.[0-9a-f]{8}\.partial$/.test(name))
        .some((name) => readFileSync(path.join(folder, name), 'latin1').includes('one')),
    'the message in the file',
  );
  expect(await recording.stop('SIGINT')).toBe(0);
  const { code, out, err } = await run('dissect', file);
  expect(code).toBe(0);
  expect(err).toBe('');
  const lines = out.trim().split('\n');
  expect(lines.filter((line) => line.includes(' CONNECT '))).toHaveLength(2);
  expect(lines.at(-2)).toMatch(/<- PUBLISH QoS 0 (retain )?a\/b/);
  expect(lines.at(-1)).toContain('-> DISCONNECT');
});

test('memory stays bounded under a flood, and nothing is lost', async () => {
  const topic = Buffer.from('sensors/line-1/device-1/telemetry');
  const packets = Array.from({ length: 1000 }, (_, n) => {
    const payload = Buffer.from(JSON.stringify({ n }).padEnd(961, ' '));
    const length = 2 + topic.length + payload.length;
    const header = [0x30, (length & 0x7f) | 0x80, length >> 7, 0, topic.length];
    return Buffer.concat([Uint8Array.from(header), topic, payload]);
  });
  const block = Buffer.concat(packets);
  const blocks = Math.ceil(FLOOD_BYTES / block.length);
  const broker = await startBroker(async (socket) => {
    for (let sent = 0; sent < blocks && !socket.destroyed; sent += 1) {
      await new Promise((resolve) => socket.write(block, resolve));
    }
  });
  const file = path.join(folder, 'flood.mqttscope');
  const count = String(blocks * packets.length);
  const recording = await startRecord(broker.url, file, '--protocol', '3.1.1', '--count', count);
  let peak = 0;
  const watching = setInterval(() => {
    peak = Math.max(peak, memoryOf(recording.child.pid));
  }, 20);
  expect(await endOf(recording, 300_000)).toBe(0);
  clearInterval(watching);
  broker.close();
  expect(recording.stderr()).toContain(`, ${count} messages, `);
  expect(peak).toBeGreaterThan(20);
  expect(peak).toBeLessThan(MOST_MEMORY);
});

/** Maximum memory of a process so far, MiB; 0 if it has ended. */
function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
