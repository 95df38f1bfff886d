import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  connectOf,
  corpusCapture,
  packetBytes,
  pcapngOf,
  readEvents,
} from '../../engine/files/captureFile.testkit.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { OwnWriter } from '../../engine/files/own/ownWriter.ts';
import { publish } from '../../engine/problems/talk.testkit.ts';
import { publishBytes } from '../../engine/topics/messages.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { storedZstd } from '../../payload/formats/compressed/packed.testkit.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runConvert } from './convertCommand.ts';
import { runDissect } from './dissectCommand.ts';

const { events } = corpusCapture(300, 4);

async function convert(...argv: readonly string[]): Promise<string> {
  const notices: string[] = [];
  await runConvert(argv, {
    output: new PassThrough(),
    notice: (text) => notices.push(text),
    texts: cli,
    version: '1.2.3',
  });
  return notices.join('\n');
}

function capture(): { folder: string; file: string } {
  const folder = temporaryFolder();
  const file = join(folder, 'capture.pcapng');
  writeFileSync(file, pcapngOf(events));
  return { folder, file };
}

describe('mqttscope convert', () => {
  it('shows the packets of a stream out of step that hold no secret', async () => {
    const name = 'pub-06-publish-inside-a-payload.pcap';
    const file = join(import.meta.dirname, '../../../e2e/cases', name);
    const folder = temporaryFolder();
    expect(await convert(file, '-o', join(folder, 'a.ndjson'))).not.toContain('overwritten');
    const output = new PassThrough();
    const notices: string[] = [];
    const done = runConvert([file, '-o', '-', '--format', 'ndjson'], {
      output,
      notice: (text) => notices.push(text),
      texts: cli,
      version: '1.2.3',
    }).then(() => output.end());
    expect((await buffer(output)).equals(readFileSync(join(folder, 'a.ndjson')))).toBe(true);
    await done;
    expect(notices.join('\n')).not.toContain('overwritten');
    expect(readdirSync(folder)).toEqual(['a.ndjson']);
  });

  it('converts from and to both formats that it reads and writes', async () => {
    const { folder, file } = capture();
    let from = file;
    for (const name of ['a.mqttscope', 'b.pcapng', 'c.mqttscope']) {
      const to = join(folder, name);
      await convert(from, '-o', to, '--with-secrets');
      from = to;
    }
    const last = packetBytes(readEvents(Uint8Array.from(readFileSync(from))));
    expect(last).toEqual(packetBytes(events));
  });

  it.each(['mqttscope', 'pcapng', 'ndjson', 'csv'])(
    'writes %s to standard output',
    async (format) => {
      const { folder, file } = capture();
      const to = join(folder, `out.${format}`);
      await convert(file, '-o', to);
      const output = new PassThrough();
      const notices: string[] = [];
      const notice = (text: string) => notices.push(text);
      const done = runConvert([file, '-o', '-', '--format', format], {
        output,
        notice,
        texts: cli,
        version: '1.2.3',
      }).then(() => output.end());
      // Compared as one buffer, because comparing megabytes byte by byte takes seconds.
      expect((await buffer(output)).equals(readFileSync(to))).toBe(true);
      await done;
      expect(notices.at(-1)).toMatch(/ packets written to standard output\.$/);
      expect(existsSync('-')).toBe(false);
    },
  );

  it('shows no received control characters and no binary data on a terminal', async () => {
    const folder = temporaryFolder();
    const topic = 'plant/\u001b]0;owned\u0007\u202e';
    const told: CaptureEvent[] = [
      { kind: 'origin', wallClock: 0 },
      { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true },
      { kind: 'packet', stream: 1, direction: 'out', time: 0, bytes: connectOf(4) },
      {
        kind: 'packet',
        stream: 1,
        direction: 'out',
        time: 1,
        bytes: publishBytes(topic, 'a\rb\u009b2J\nc'),
      },
    ];
    const file = join(folder, 'capture.pcapng');
    writeFileSync(file, pcapngOf(told));
    const shownAs = async (format: string, isTTY: boolean) => {
      const output = Object.assign(new PassThrough(), { isTTY });
      const at = { output, notice: () => undefined, texts: cli, version: '1.2.3' };
      const done = runConvert([file, '-o', '-', '--format', format], at);
      void done.finally(() => output.end()).catch(() => undefined);
      const bytes = await buffer(output);
      await done;
      return bytes.toString();
    };
    for (const format of ['csv', 'ndjson']) {
      const shown = await shownAs(format, true);
      expect(shown).toContain(format === 'csv' ? '\\u{1b}]0;owned\\u{7}\\u{202e}' : 'owned');
      expect(shown.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
    expect(await shownAs('csv', false)).toContain(topic);
    await expect(shownAs('pcapng', true)).rejects.toThrow(UsageError);
    expect((await shownAs('pcapng', false)).length).toBeGreaterThan(100);
  });

  it('keeps the old file until the new one is complete, and follows links', async () => {
    const { folder, file } = capture();
    const [to, link] = [join(folder, 'out.ndjson'), join(folder, 'link.ndjson')];
    writeFileSync(to, 'old');
    symlinkSync(to, link);
    await expect(convert(join(folder, 'missing'), '-o', link)).rejects.toThrow(StartError);
    expect(readFileSync(to, 'utf8')).toBe('old');
    await convert(file, '-o', link);
    expect(readFileSync(link, 'utf8')).toBe(readFileSync(to, 'utf8'));
    expect(readFileSync(to, 'utf8')).toContain('"schema":2');
    expect(statSync(to).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  it('writes directly to a device', async () => {
    const { file } = capture();
    await convert(file, '-o', '/dev/null', '--format', 'csv');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('reads gzip data; if truncated, writes the readable part and exits with 1', async () => {
    const { folder } = capture();
    const packed = gzipSync(pcapngOf(events));
    const [from, to] = [join(folder, 'packed.pcapng.gz'), join(folder, 'out.mqttscope')];
    writeFileSync(from, packed);
    await convert(from, '-o', to, '--with-secrets');
    const whole = packetBytes(readEvents(Uint8Array.from(readFileSync(to))));
    expect(whole).toEqual(packetBytes(events));
    writeFileSync(from, packed.subarray(0, packed.length / 2));
    const notices = await convert(from, '-o', to, '--with-secrets');
    expect(notices).toMatch(/The file ends early at byte \d+/);
    const part = packetBytes(readEvents(Uint8Array.from(readFileSync(to))));
    expect(part.length).toBeGreaterThan(10);
    expect(whole.slice(0, part.length)).toEqual(part);
    expect(notices).toContain('compressed with gzip and is truncated');
    const quiet = { output: new PassThrough(), notice: () => 0, texts: cli, version: '1.2.3' };
    expect(await runConvert([from, '-o', to], quiet)).toBe(1);
    expect(await runDissect([from], { ...quiet, output: new PassThrough().resume() })).toBe(1);
  });

  it('reads zstd data; if truncated, writes the readable part and says so', async () => {
    const { folder } = capture();
    // Longer than a block of zstd.
    const long = corpusCapture(300).events;
    const packed = storedZstd(pcapngOf(long));
    const [from, to] = [join(folder, 'packed.pcapng.zst'), join(folder, 'out.mqttscope')];
    writeFileSync(from, packed);
    await convert(from, '-o', to, '--with-secrets');
    const whole = packetBytes(readEvents(Uint8Array.from(readFileSync(to))));
    expect(whole).toEqual(packetBytes(long));
    writeFileSync(from, packed.subarray(0, -10));
    const notices = await convert(from, '-o', to);
    expect(notices).toContain('compressed with zstd and is truncated');
  });

  it('omits secrets', async () => {
    const { folder, file } = capture();
    const to = join(folder, 'out');
    const notices = await convert(file, '-o', to, '--format', 'mqttscope');
    expect(notices).toContain(`packets written to ${to}.`);
    const masked = readEvents(Uint8Array.from(readFileSync(to))).filter(
      (event) => event.kind === 'packet' && event.masked,
    );
    expect(masked.length).toBeGreaterThan(3);
  });

  it('says how many bytes it leaves out, and where', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'capture.pcap');
    const to = join(folder, 'out.mqttscope');
    // It announces less than its fields need.
    const short = connectOf(4, 'device').with(1, 12);
    const message = encode(publish('plant/soil7/data'), 4);
    const sent = [short, message, message].map((bytes) => ({ direction: 'out', bytes }) as const);
    writeFileSync(file, pcapOf(framesOf(sent)));
    const said = await convert(file, '-o', to);
    expect(said).toMatch(/^\d+ bytes left out, because they belong to no packet/m);
    expect(said).toContain('before packet 1');
    expect(await convert(file, '-o', to, '--with-secrets')).not.toContain('left out');
  });

  it('anonymises topics and payloads', async () => {
    const { folder, file } = capture();
    const to = join(folder, 'out.csv');
    await convert(file, '-o', to, '--stand-ins');
    expect(readFileSync(file, 'latin1')).toContain('hello');
    expect(readFileSync(to, 'latin1')).not.toContain('hello');
  });

  it('adds comments on the conversation to pcapng packets, without topics if requested', async () => {
    const { folder, file } = capture();
    const [open, hidden] = [join(folder, 'open.pcapng'), join(folder, 'hidden.pcapng')];
    await convert(file, '-o', open);
    await convert(file, '-o', hidden, '--stand-ins');
    const comment = 'error MQTT-3.2.0-1: PUBACK was sent before CONNACK.';
    expect(readFileSync(open, 'latin1')).toContain(comment);
    expect(readFileSync(hidden, 'latin1')).not.toContain(comment);
  });

  it('says what the other format cannot hold', async () => {
    const { folder } = capture();
    const [from, to] = [join(folder, 'marked.mqttscope'), join(folder, 'out')];
    const opened = { kind: 'opened', stream: 1, time: 0, carrier: 'tcp', fromStart: true } as const;
    const packet = { kind: 'packet', stream: 1, direction: 'out', time: 1 } as const;
    const marked: readonly CaptureEvent[] = [
      { kind: 'origin', wallClock: 0 },
      opened,
      { ...packet, bytes: connectOf(4) },
      { kind: 'mark', packet: 1, text: 'look' },
      { kind: 'mark', packet: 1, text: 'again' },
      { kind: 'note', note: 'unsupported', fact: { key: 'pdus-without-tcp', args: {} } },
    ];
    const parts: Uint8Array[] = [];
    const writer = new OwnWriter(
      (bytes) => parts.push(bytes),
      () => 'a note',
    );
    for (const event of marked) writer.take(event);
    writer.end();
    writeFileSync(from, Buffer.concat(parts));
    expect(await convert(from, '-o', to, '--format', 'pcapng')).toContain(
      'Left out, because pcapng cannot hold them: 2 marks, 1 note. mqttscope files keep them.',
    );
    expect(await convert(from, '-o', to, '--format', 'csv')).toContain(
      'Left out, because csv cannot hold them: 2 marks. mqttscope files keep them.',
    );
    expect(await convert(from, '-o', to, '--format', 'mqttscope')).not.toContain('Left out');
  });

  it('leaves no file if the input cannot be read', async () => {
    const folder = temporaryFolder();
    const to = join(folder, 'out.csv');
    await expect(convert(import.meta.filename, '-o', to)).rejects.toThrow(StartError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('reports why it cannot write', async () => {
    const { file, folder } = capture();
    const to = join(folder, 'none', 'out.csv');
    await expect(convert(file, '-o', to)).rejects.toThrow(`${to} cannot be written: `);
  });

  it('requires a format that it cannot detect', async () => {
    const { file } = capture();
    await expect(convert(file, '-o', 'out.txt')).rejects.toThrow(UsageError);
  });
});
