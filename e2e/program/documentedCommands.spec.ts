/** Runs every shell command of README and the documents, except those listed here with a reason. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../src/connection/ports.testkit.ts';
import { framesOf, pcapOf } from '../../src/engine/files/frames/frames.testkit.ts';
import { blocksOf, commandsOf, PAGES, unmarkedBlocks } from '../kit/documentedCommands.ts';
import { BIN, type Companion, startCompanion } from '../kit/peers/companion.ts';
import { DEVICE } from '../kit/peers/platform.ts';
import { type Running, start, until } from '../kit/peers/processes.ts';
import { expect, type Fixtures, test } from '../kit/test.ts';
import { ROOT } from '../run/step.ts';

/** Pages with a walkthrough in `bash` blocks, and the test that runs it. */
const WALKS: Readonly<Record<string, string>> = {
  'docs/alibaba.md': 'e2e/alibaba/alibabaWalk.spec.ts',
  'docs/alibaba.zh.md': 'e2e/alibaba/alibabaWalk.spec.ts',
};

const NOT_RUN: readonly (readonly [command: RegExp, reason: string])[] = [
  [/^npm ci\b/, 'installs packages; every test run starts with it'],
  [/^npm pack\b/, 'packs the project; package.spec.ts does the same'],
  [/^npm test$/, 'runs this test'],
  [/^npm run /, 'is a run of its own; only its name is checked'],
  [/^docker /, 'needs Docker and a network; services.test.ts checks its command line'],
  [/^systemctl /, 'needs a machine started by systemd'],
  [/^sudo tcpdump /, 'needs root'],
  [/^pbpaste /, 'exists on macOS only; commandLine.spec.ts pipes into the same command'],
];

const reasonOf = (line: string): string | undefined =>
  NOT_RUN.find(([command]) => command.test(line))?.[1];

test('blocks of shell commands are marked as such', () => {
  expect(PAGES.flatMap(unmarkedBlocks)).toEqual([]);
  const walks = PAGES.filter((page) => blocksOf(page).some(({ language }) => language === 'bash'));
  expect(walks).toEqual(Object.keys(WALKS));
});

test('commands that are not run have a reason, and reasons have a command', () => {
  const lines = PAGES.flatMap(commandsOf);
  expect(NOT_RUN.filter(([command]) => !lines.some((line) => command.test(line)))).toEqual([]);
  expect(Object.values(WALKS).filter((name) => !existsSync(path.join(ROOT, name)))).toEqual([]);
  const manifest: unknown = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const scripts: unknown = Reflect.get(Object(manifest), 'scripts');
  const named = lines.flatMap((line) => /^npm run ([\w:]+)/.exec(line)?.[1] ?? []);
  expect(named.filter((name) => Reflect.get(Object(scripts), name) === undefined)).toEqual([]);
});

const FUNCTIONS = `set -o pipefail
mqttscope() { '${process.execPath}' '${BIN}' "$@" <<< secret; }
npx() { "$@"; }
npm() { [ "$1 $2" = 'start --' ] && shift 2 || shift; mqttscope "$@"; }`;

const READY = /^mqtt (\S+)$|Devices connect to (mqtts?:\S+);/m;

/** Program under test of `mqttscope run`. */
const PUBLISHER = `sh -c 'mosquitto_pub -h "$MQTT_HOST" -p "$MQTT_PORT" -t plant/pump -m on -q 1'`;

/** Commands whose work begins once they are ready, and ends with Ctrl+C. */
const STAYS = /^(?:npm start|npx mqttscope|mqttscope(?: serve| --| tap |$))/;

/** The exit code, as a shell gives it: a shell whose command was interrupted interrupts itself. */
async function endOf(running: Running): Promise<number | null> {
  await until(running.isOver, `the end of ${running.child.spawnargs.at(-1)}`);
  const { exitCode, signalCode } = running.child;
  return signalCode === 'SIGINT' ? 130 : exitCode;
}

/** Substitutes the ports, hosts and times of the documents. */
async function substituted(line: string, broker: string): Promise<string> {
  const port = new URL(broker).port;
  const other = String(await freePort());
  const isServer = STAYS.test(line) && !line.startsWith('mqttscope tap ');
  const missing = isServer ? ['--http', '--mqtt'].filter((name) => !line.includes(name)) : [];
  return [line, ...missing.map((name) => `${name} 0`)]
    .join(' ')
    .replaceAll(/--(mqtt|http|sn) \d+/g, '--$1 0')
    .replaceAll('--listen 1883', '--listen 0')
    .replaceAll('--listen mqtts://0.0.0.0:8883', '--listen mqtts://127.0.0.1:0')
    .replaceAll('--listen http://0.0.0.0:8080', '--listen http://127.0.0.1:0')
    .replaceAll(/mqtt:\/\/(?:localhost|broker)(?::1883)?/g, `mqtt://127.0.0.1:${port}`)
    .replaceAll(/-p 188[34]/g, `-p ${port}`)
    .replaceAll(/\b1884\b/g, other)
    .replaceAll(/(?<!tap .*)--for (?:30s|1m)/g, '--for 500ms')
    .replaceAll('--host 0.0.0.0', '--host 127.0.0.1')
    .replace(/(?<=^mqttscope run .* -- ).*/, PUBLISHER);
}

const CAPTURE = [
  ['out', '101100044d515454040200 3c0005736f696c37'],
  ['in', '20020000'],
  ['out', '3211 000a706c616e742f68656174 0001 323135'],
  ['in', '40020001'],
  ['out', 'e000'],
] as const;

/** Makes the files that the commands read. */
function makeFiles(folder: string): void {
  const file = (name: string): string => path.join(folder, name);
  const sent = CAPTURE.map(([direction, hex]) => ({
    direction,
    bytes: Buffer.from(hex.replaceAll(' ', ''), 'hex'),
  }));
  writeFileSync(file('device.pcap'), pcapOf(framesOf(sent)));
  for (const name of ['a.pcapng', 'run.mqttscope', 'puback.mqttscope']) {
    const args = [BIN, 'convert', file('device.pcap'), '-o', file(name)];
    expect(spawnSync(process.execPath, args).status).toBe(0);
  }
  copyFileSync(path.join(ROOT, 'e2e/cases/pub-18-websocket.har'), file('page.har'));
  const rules = { faults: 'missing-puback', slow: 'judge-a-client-in-ci' };
  for (const [name, page] of Object.entries(rules)) {
    const blocks = blocksOf(`docs/how-to/${page}.md`);
    const json = blocks.find(({ language }) => language === 'json')?.text ?? '';
    writeFileSync(file(`${name}.json`), json);
  }
  const user = [BIN, 'passwd', file('users.txt'), 'bob'];
  expect(spawnSync(process.execPath, user, { input: 'secret' }).status).toBe(0);
  writeFileSync(file('acl.txt'), 'user ann\ntopic readwrite #\n');
  writeFileSync(file('devices.json'), JSON.stringify([DEVICE]));
  for (const name of ['cert.pem', 'key.pem']) {
    copyFileSync(path.join(ROOT, 'src/companion/testdata/tls', name), file(name));
  }
}

interface Given {
  readonly folder: string;
  readonly broker: string;
  readonly connectOther: Fixtures['connectOther'];
}

async function runCommand(line: string, { folder, connectOther, broker }: Given): Promise<void> {
  const script = `${FUNCTIONS}\n${await substituted(line, broker)}`;
  const running = start('bash', ['-c', script], {}, { cwd: folder, detached: true });
  const said = (): string => `${line}\n${running.stdout()}${running.stderr()}`;
  if (STAYS.test(line)) {
    const isReady = (): boolean => READY.test(running.stdout() + running.stderr());
    await until(() => running.isOver() || isReady(), `${line} to be ready`);
    expect(isReady(), said()).toBe(true);
    const [, own, tap] = READY.exec(running.stdout() + running.stderr()) ?? [];
    if (tap !== undefined) {
      const { client } = await connectOther(tap.replace(/;$/, ''), '5');
      await client.publishAsync('plant/pump', 'on', { qos: 1 });
      await client.endAsync();
    }
    expect(own ?? tap).toBeDefined();
    await running.stop('SIGINT');
  }
  const code = await endOf(running);
  // Ctrl+C ends the reader of a pipe, too.
  expect(STAYS.test(line) && line.includes('|') ? [0, 130] : [0], said()).toContain(code);
}

/** Each once, because pages in two languages share them. By the first page that has it. */
const DOCUMENTED = new Map<string, readonly string[]>();
for (const page of PAGES) {
  const known = [...DOCUMENTED.values()].flat();
  const lines = commandsOf(page).filter((line) => reasonOf(line) === undefined);
  const fresh = [...new Set(lines)].filter((line) => !known.includes(line));
  if (fresh.length > 0) DOCUMENTED.set(page, fresh);
}

test('many commands are documented', () => {
  expect([...DOCUMENTED.values()].flat().length).toBeGreaterThan(25);
});

test.describe('every command works that is documented in', () => {
  // Prepared files and the broker are shared by all pages.
  test.describe.configure({ mode: 'default' });
  let folder = '';
  let broker: Companion;
  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mqttscope-commands-'));
    makeFiles(folder);
    broker = await startCompanion(['--no-demo']);
  });
  test.afterAll(async () => {
    await broker.stop();
    rmSync(folder, { recursive: true });
  });

  for (const [page, lines] of DOCUMENTED) {
    test(page, async ({ connectOther }) => {
      for (const line of lines)
        await runCommand(line, { folder, connectOther, broker: broker.mqtt });
    });
  }
});
