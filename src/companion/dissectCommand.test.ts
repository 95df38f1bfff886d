import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { corpusCapture, pcapngOf } from '../engine/files/captureFile.testkit.ts';
import { temporaryFolder } from './companion.testkit.ts';
import { runDissect } from './dissectCommand.ts';
import { StartError, UsageError } from './errors.ts';

interface Outcome {
  readonly lines: readonly string[];
  readonly notices: string;
}

async function dissect(...argv: readonly string[]): Promise<Outcome> {
  const output = new PassThrough();
  const notices: string[] = [];
  const [text] = await Promise.all([
    textOf(output),
    runDissect(argv, {
      output,
      notice: (notice) => notices.push(notice),
      version: '1.2.3',
    }).finally(() => {
      output.end();
    }),
  ]);
  return { lines: text.split('\n').slice(0, -1), notices: notices.join('\n') };
}

function fileOf(bytes: Uint8Array): string {
  const file = join(temporaryFolder(), 'capture.pcapng');
  writeFileSync(file, bytes);
  return file;
}

const { events, packets } = corpusCapture(300);

const file = (): string => fileOf(pcapngOf(events));

describe('mqttscope dissect', () => {
  it('prints one line a packet', async () => {
    const { lines } = await dissect(file());
    expect(lines).toHaveLength(packets.length);
    expect(lines[0]).toMatch(/^ +1 +0\.000000 #1 -> CONNECT c /);
  });

  it('prints one object a packet with --json, without any secret', async () => {
    const { lines } = await dissect('--json', file());
    const objects = lines.map((line): unknown => JSON.parse(line));
    expect(objects).toHaveLength(packets.length);
    expect(objects[0]).toMatchObject({ no: 1, time: 0, stream: 1, dir: 'out', type: 1 });
    expect(lines.some((line) => line.endsWith('"masked":true}'))).toBe(true);
  });

  it('prints what --filter lets through, and finds no secret that is not printed', async () => {
    const all = (await dissect('--json', file())).lines;
    const { lines } = await dissect('--json', '--filter', 'type == publish && qos > 0', file());
    expect(lines.length).toBeGreaterThan(0);
    expect(lines).toEqual(all.filter((line) => /"mqtt.msgtype":3,.*"mqtt.qos":[123],/.test(line)));
    const masked = await dissect('--filter', 'mqtt.passwd matches "[^*]"', file());
    const open = await dissect('--with-secrets', '--filter', 'mqtt.passwd matches "[^*]"', file());
    expect(masked.lines).toEqual([]);
    expect(open.lines.length).toBeGreaterThan(0);
  });

  it('keeps secrets with --with-secrets', async () => {
    const { lines } = await dissect('--json', '--with-secrets', file());
    expect(lines.some((line) => line.includes('"masked"'))).toBe(false);
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject(
      packets.map((packet) => (packet ? { hex: Buffer.from(packet.bytes).toString('hex') } : {})),
    );
  });

  it('says at which byte a file breaks off, and prints what it holds', async () => {
    const { lines, notices } = await dissect(fileOf(pcapngOf(events).subarray(0, 5000)));
    expect(lines.length).toBeGreaterThan(10);
    expect(notices).toContain('breaks off at byte 5000');
  });

  it.each([
    [['/no/such/file'], StartError, '/no/such/file cannot be read: there is no such file.'],
    [[import.meta.dirname], StartError, /cannot be read: it is a directory\.$/],
    [[import.meta.filename], StartError, /cannot be read as a capture: It is none of .*\.$/],
    [[], UsageError, /^Missing required argument/],
    [['a', 'b'], UsageError, /^Too many arguments/],
    [
      ['--filter', 'topic ~ sensors/#', 'x'],
      UsageError,
      /^--filter, column 9: ~ needs a quoted pattern\. Write "sensors\/#"\.$/,
    ],
    [['--nonsense', 'x'], UsageError, /^Unknown option '--nonsense'\.$/],
  ])('%j is refused in one clear line', async (argv, kind, message) => {
    await expect(dissect(...argv)).rejects.toThrow(kind);
    await expect(dissect(...argv)).rejects.toThrow(message);
  });

  it('prints its help', async () => {
    const { lines } = await dissect('--help');
    expect(lines[0]).toMatch(/^Usage: mqttscope dissect \[options\] <FILE>$/);
  });

  it('ends in peace when its reader goes away', { timeout: 60_000 }, async () => {
    const main = join(import.meta.dirname, 'main.ts');
    const args = ['--import', 'tsx', main, 'dissect', '--json', file()];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.once('data', () => child.stdout.destroy());
    const errors = await textOf(child.stderr);
    expect(errors).not.toContain('EPIPE');
    expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(0);
  });
});
