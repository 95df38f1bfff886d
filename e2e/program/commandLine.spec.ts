/** The shipped program in shells, without a browser. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bytesAsCapture } from '../../src/engine/files/printed/bytesAsCapture.ts';
import { BIN } from '../kit/peers/companion.ts';
import { expect, test } from '../kit/test.ts';

const PACKET = '300400016178';

/** @param text packets in hexadecimal */
const captureOf = (text: string) => Buffer.from(bytesAsCapture(text)?.file ?? []);

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(
  args: readonly string[],
  input?: Uint8Array,
  locale: Readonly<Record<string, string>> = {},
): Ended {
  const env = { ...process.env, ...locale };
  const ended = spawnSync(process.execPath, [BIN, ...args], { env, ...(input && { input }) });
  return { code: ended.status, out: ended.stdout.toString(), err: ended.stderr.toString() };
}

const SCOPE = `set -o pipefail; scope() { '${process.execPath}' '${BIN}' "$@"; }`;

/** Runs a shell script with `scope` as the program. */
function shell(script: string): Ended {
  const ended = spawnSync('bash', ['-c', `${SCOPE}\n${script}`]);
  return { code: ended.status, out: ended.stdout.toString(), err: ended.stderr.toString() };
}

test('prints help and version to the right streams', () => {
  const help = run(['help']);
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const name of ['serve', 'run', 'dissect', 'problems', 'record', 'tap', 'verify']) {
    expect(help.out).toContain(`\n  ${name} `);
  }
  expect(run(['help', 'serve'])).toEqual(run(['serve', '--help']));
  expect(run(['-h'])).toEqual(help);
  const its = run(['help', 'dissect']);
  expect(its).toMatchObject({ code: 0, err: '' });
  expect(its.out).toMatch(/^Usage: mqttscope dissect /);
  expect(run(['dissect', '-h'])).toEqual(its);
  expect(run(['-V']).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  const unknown = run(['dissct', 'a.pcap']);
  expect(unknown.err).toMatch(
    /no subcommand "dissct"\. Did you mean dissect\? See mqttscope help\.\n$/,
  );
  expect(run(['problems', '--foo']).err).toContain('See mqttscope help problems.');
  const err = 'mqttscope: There is no subcommand "nonsense". See mqttscope help.\n';
  expect(run(['help', 'nonsense'])).toEqual({ code: 2, out: '', err });
});

const CHINESE = { LC_MESSAGES: 'zh_CN.UTF-8' };

/** A capture of a message and a rejected sign-in. */
function rejected(folder: string): string {
  const file = path.join(folder, 'a.mqttscope');
  writeFileSync(file, captureOf(`${PACKET}20020005`));
  return file;
}

test('results are in Chinese on request', ({ folder }) => {
  const file = rejected(folder);
  expect(run(['dissect', file], undefined, CHINESE).out).toContain(' QoS 0 a 6 字节\n');
  expect(run(['dissect', '--lang', 'en', file], undefined, CHINESE).out).toContain(' 6 bytes\n');
  const problems = run(['problems', '--lang=zh', file]);
  expect(problems.out).toMatch(/refused-credentials MQTT-\S+：Broker 拒绝了连接：5 /);
  expect(problems.out).toMatch(/\d 个报文中有 \d 个问题：/);
});

test('output for programs, help and errors do not depend on the language', ({ folder }) => {
  const file = rejected(folder);
  for (const command of ['dissect', 'problems']) {
    const args = [command, '--json', file];
    expect(run(args, undefined, CHINESE).out).toBe(run(args).out);
  }
  for (const args of [
    ['help'],
    ['help', 'verify'],
    ['dissect', '--filter', 'topic ~', file],
    ['problems', path.join(folder, 'no')],
  ]) {
    expect(run(args, undefined, CHINESE)).toEqual(run(args));
  }
  expect(run(['--lang', 'fr']).err).toMatch(/^mqttscope: --lang must be en or zh, not "fr"\./);
});

test('a closed pipe is not an error', ({ folder }) => {
  const file = path.join(folder, 'a.mqttscope');
  writeFileSync(file, captureOf(PACKET.repeat(20_000)));
  const pipe = path.join(folder, 'pipe');
  for (const command of ['--help', `dissect ${file}`, `convert ${file} -o - --format csv`]) {
    // The reader closes before the first line.
    const gone = `rm -f '${pipe}'; mkfifo '${pipe}'; true < '${pipe}' & exec 3> '${pipe}'; wait`;
    const { code, err } = shell(`${gone}; scope ${command} >&3`);
    expect({ command, err, code }).toEqual({ command, err: '', code: 141 });
  }
  // The reader closes after the first line, while more than a pipe's buffer is still to be written.
  const { code, out, err } = shell(`scope dissect --json ${file} | head -n 1`);
  expect({ lines: out.split('\n').length, err, code }).toEqual({ lines: 2, err: '', code: 141 });
});

test('reads compressed standard input and writes standard output', () => {
  const packed = gzipSync(captureOf(PACKET.repeat(3)));
  const csv = run(['convert', '-', '-o', '-', '--format', 'csv'], packed);
  expect(csv).toMatchObject({ code: 0, err: 'mqttscope: 3 packets written to standard output.\n' });
  expect(csv.out.split('\r\n').filter((line) => /^\d/u.test(line))).toHaveLength(3);
});

test('shows progress on a terminal, without colours', ({ folder }) => {
  const out = path.join(folder, 'out');
  const file = path.join(folder, 'a.mqttscope');
  writeFileSync(file, captureOf(PACKET.repeat(20_000)));
  // Continues a second after the first packets were printed, so it takes that long on every machine.
  const [first, rest] = [`head -c 200000 ${file}`, `tail -c +200001 ${file}`];
  const dawdling = `${first}; until [ -s ${out} ]; do sleep 0.05; done; sleep 1.1; ${rest}`;
  const command = `rm -f ${out}; { ${dawdling}; } | scope dissect - > ${out}`;
  expect(shell(command)).toEqual({ code: 0, out: '', err: '' });
  const script = path.join(folder, 'run.sh');
  writeFileSync(script, `${SCOPE}\n${command}\n`);
  // The program `script` gives its command a terminal.
  const isMac = process.platform === 'darwin';
  const args = isMac ? `-q /dev/null bash ${script}` : `-qec 'bash ${script}' /dev/null`;
  const shown = shell(`script ${args} < /dev/null`).out.replaceAll('\r\u001B[K', '|');
  expect(shown).toMatch(/^(?:\|+Reading standard input: 0\.\d MB)+\|$/);
});
