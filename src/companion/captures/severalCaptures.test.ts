/** `problems`, `dissect` and `convert` with several files: captures that are judged apart, and series. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { CONVENTIONS } from '../../conventions/conventions.ts';
import { CaptureExport } from '../../engine/files/captureExport.ts';
import { connectOf, joined } from '../../engine/files/captureFile.testkit.ts';
import type { CaptureEvent } from '../../engine/files/events/captureEvents.ts';
import {
  type ConnectionOptions,
  framesOf,
  pcapOf,
  type Sent,
} from '../../engine/files/frames/frames.testkit.ts';
import { tlsTalk } from '../../engine/files/tls/tls.testkit.ts';
import { ack, publish, suback, subscribe } from '../../engine/problems/talk.testkit.ts';
import { cli } from '../../i18n/cli/en/texts.ts';
import { fileWords } from '../../i18n/en/captures/fileWords.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import type { Packet } from '../../mqtt/tables/packet.ts';
import { StartError, UsageError } from '../cli/errors.ts';
import type { CommandSurroundings } from '../cli/subcommand.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runConvert } from './convertCommand.ts';
import { runDissect } from './dissectCommand.ts';
import { runProblems } from './problemsCommand.ts';

type Run = (argv: readonly string[], surroundings: CommandSurroundings) => Promise<number>;

async function run(command: Run, argv: readonly string[]) {
  const output = new PassThrough();
  const notices: string[] = [];
  const notice = (text: string): number => notices.push(text);
  const [text, code] = await Promise.all([
    textOf(output),
    command(argv, { output, notice, texts: cli, version: '1.2.3' }).finally(() => {
      output.end();
    }),
  ]);
  return { code, lines: text.split('\n').slice(0, -1), notices };
}

const problems = (...argv: readonly string[]) => run(runProblems, argv);
const dissect = (...argv: readonly string[]) => run(runDissect, argv);
const convert = (...argv: readonly string[]) => run(runConvert, argv);

const objectsOf = (lines: readonly string[]): unknown[] =>
  lines.map((line): unknown => JSON.parse(line));

const bytesOf = (packet: Packet | Uint8Array): Uint8Array =>
  packet instanceof Uint8Array ? packet : encode(packet, 4);
const out = (packet: Packet | Uint8Array): Sent => ({ direction: 'out', bytes: bytesOf(packet) });
const back = (packet: Packet | Uint8Array): Sent => ({ direction: 'in', bytes: bytesOf(packet) });

const connack: Packet = { type: 'connack', sessionPresent: false, reasonCode: 0, properties: [] };
const begin = [out(connectOf(4)), back(connack)];
const talk = [...begin, out(subscribe(1, ['a'])), back(suback(1, [2])), back(publish('a'))];
const end = out({ type: 'disconnect' });
const good = [...talk, end];
const wrong = [...talk, out(ack('pubrel', 7)), end];

/** Writes pcap files of the frames, which are cut before the given ones. A frame takes a millisecond. */
function cutFiles(
  frames: readonly Uint8Array[],
  cuts: readonly number[],
  names: readonly string[] = ['out.pcap', 'out.pcap1', 'out.pcap2', 'out.pcap3'],
): string[] {
  const folder = temporaryFolder();
  const all = [0, ...cuts, frames.length];
  return all.slice(1).map((to, at) => {
    const from = all[at] ?? 0;
    const file = join(folder, names[at] ?? `${at}.pcap`);
    const times = Array.from({ length: to - from }, (_, index) => from + index);
    writeFileSync(file, pcapOf(frames.slice(from, to), { times }));
    return file;
  });
}

/** A capture of one connection. @param at seconds after the others */
function captureOf(sent: readonly Sent[], options: ConnectionOptions = {}, at = 0): string {
  const file = join(temporaryFolder(), 'capture.pcap');
  const frames = framesOf(sent, options);
  const times = frames.map((_, index) => at * 1000 + index);
  writeFileSync(file, pcapOf(frames, { times }));
  return file;
}

const ends = {
  client: { address: '10.0.0.7', port: 40_000 },
  server: { address: '10.0.0.1', port: 1883 },
};

interface RotatedOptions {
  readonly format: 'mqttscope' | 'pcapng';
  /** undefined: an earlier version wrote the files. */
  readonly id: string | undefined;
  readonly run?: string;
}

/** Files of our own rotation: each has one list of packets of one connection, a minute apart. */
function rotationOf(
  parts: readonly (readonly Sent[])[],
  { format, id, run: name = 'day' }: RotatedOptions,
): string[] {
  const folder = temporaryFolder();
  return parts.map((sent, at) => {
    const pieces: Uint8Array[] = [];
    const written = new CaptureExport(format, (bytes) => pieces.push(bytes), {
      secrets: CONVENTIONS.secrets,
      withSecrets: false,
      application: 'test',
      fileWords,
      ...(id !== undefined && { series: { id, number: at + 1 } }),
    });
    const time = at * 60e6;
    const events: CaptureEvent[] = [
      { kind: 'origin', wallClock: 1_700_000_000_000 },
      { kind: 'opened', stream: 1, time, carrier: 'tcp', ...ends, fromStart: at === 0 },
      ...sent.map(({ direction, bytes }, index): CaptureEvent => {
        return { kind: 'packet', stream: 1, direction, time: time + index * 1000, bytes };
      }),
    ];
    for (const event of events) written.take(event);
    written.end();
    const file = join(folder, `${name}_0000${at + 1}_20261122T16153${at}Z.${format}`);
    writeFileSync(file, joined(pieces));
    return file;
  });
}

/** The PUBREL lacks its PUBREC, which only the first file shows. */
const acrossFiles = [
  [...begin, out(publish('a', { qos: 2, packetId: 7 }))],
  [out(publish('a'))],
  [out(publish('a')), out(ack('pubrel', 7))],
];
const PUBREL = 'pubrel-without-pubrec MQTT-4.3.3-1: PUBREL 7: no PUBREC was sent before it.';

describe('problems of several captures', () => {
  it('finds in each of them what it finds without the others', async () => {
    const folder = join(import.meta.dirname, '../../../e2e/cases');
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.pcap'))
      .slice(0, 12)
      .map((name) => join(folder, name));
    expect(files).toHaveLength(12);
    const apart: string[] = [];
    for (const file of files) {
      const { lines } = await problems(file);
      apart.push(...lines.map((line) => (/^ +\d/.test(line) ? `${file} ${line}` : line)));
    }
    const isFinding = (line: string): boolean => line.startsWith(folder) && line.includes(' #');
    const together = (await problems(...files)).lines.filter(isFinding);
    expect(together.length).toBeGreaterThan(5);
    expect(together).toEqual(apart.filter(isFinding));
  });

  it('summarizes each capture and all of them', async () => {
    const [first, second] = [captureOf(wrong), captureOf(good)];
    const { code, lines } = await problems(first, second);
    expect(code).toBe(3);
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^${first} +6 .* error pubrel-without-pubrec`)),
      `${first}: 1 problem in 7 packets: 1 error, 0 warnings, 0 notes.`,
      `${second}: No problems in 6 packets.`,
      '2 captures: 1 problem in 13 packets: 1 error, 0 warnings, 0 notes.',
    ]);
    const objects = objectsOf((await problems('--json', first, second)).lines);
    expect(objects).toMatchObject([
      { file: first, no: 6, rule: 'pubrel-without-pubrec' },
      { kind: 'summary', files: [first], packets: 7, judged: 7, errors: 1, exit: 3 },
      { kind: 'summary', files: [second], packets: 6, errors: 0, truncated: false, exit: 0 },
      { kind: 'total', captures: 2, unreadable: 0, packets: 13, errors: 1, exit: 3 },
    ]);
  });

  it('has a JUnit suite for each capture', async () => {
    const [first, second] = [captureOf(wrong), captureOf(good)];
    const junit = join(temporaryFolder(), 'junit.xml');
    await problems('--junit', junit, first, '/no/such.pcap', second);
    const text = readFileSync(junit, 'utf8');
    const suites = Array.from(text.matchAll(/<testsuite name="([^"]*)" .*?failures="(\d+)"/g));
    expect(suites.map(([, name, failures]) => [name, failures])).toEqual([
      [first, '1'],
      ['/no/such.pcap', '1'],
      [second, '0'],
    ]);
    expect(text).toMatch(/<testsuites [^>]*failures="2" errors="1"/);
    expect(text).toContain(`<testcase classname="${first}" name="pubrel-without-pubrec">`);
    expect(text).toContain('name="completed"><failure message="/no/such.pcap cannot be read');
  });

  it('continues after a file that cannot be read, and exits with the first of 3, 1, 4 and 0', async () => {
    const text = join(temporaryFolder(), 'readme.txt');
    writeFileSync(text, 'This is no capture.');
    const empty = captureOf([]);
    const [bad, fine] = [captureOf(wrong), captureOf(good)];
    const codes = async (...files: readonly string[]) => (await problems(...files)).code;
    expect(await codes(text, empty, bad, fine)).toBe(3);
    expect(await codes(empty, text, fine)).toBe(1);
    expect(await codes(fine, empty)).toBe(4);
    expect(await codes(fine, fine)).toBe(0);
    const { lines, notices } = await problems('--json', text, fine);
    expect(notices.join('\n')).toContain(`${text} cannot be read as a capture.`);
    expect(objectsOf(lines)).toMatchObject([
      {
        kind: 'summary',
        files: [text],
        exit: 1,
        error: notices[0],
      },
      { kind: 'summary', files: [fine], exit: 0 },
      { kind: 'total', captures: 2, unreadable: 1, exit: 1 },
    ]);
    // A sentence on one capture claims no exit code, because another capture may decide it.
    const said = (await problems(empty, bad)).notices.join('\n');
    expect(said).toContain(`${empty}: No packet could be checked`);
    expect(said).not.toContain('exit code');
  });

  it('names captures that share an open connection', async () => {
    const frames = framesOf([...talk, out(publish('b')), out(publish('c'))], { unclosed: true });
    const [first = '', second = ''] = cutFiles(frames, [frames.length - 4]);
    const other = captureOf(good, { clientPort: 50_001 });
    const { notices } = await problems(first, other, second);
    expect(notices.join('\n')).toContain(
      `${first}, ${second} have an open connection in common (10.0.0.1:50000 – 10.0.0.2:1883), but were judged separately. If they are files of one capture, use --series.`,
    );
    expect((await problems('--series', first, second)).notices.join('\n')).not.toContain('common');
    // A connection between the same ends that begins anew is another one.
    const again = captureOf(good, {}, 60);
    expect((await problems(first, again)).notices.join('\n')).not.toContain('common');
  });
});

describe('--series', () => {
  it('reads a packet across the end of a file', async () => {
    const sent = [...talk, out(publish('a', { payload: new Uint8Array(3000) })), end];
    const frames = framesOf(sent, { segment: 1000 });
    const long = frames.findIndex(({ length }) => length > 1000);
    const files = cutFiles(frames, [long + 1, long + 2]);
    const { code, lines, notices } = await problems('--series', ...files);
    expect({ code, notices }).toEqual({ code: 0, notices: [] });
    expect(lines).toEqual([`${files[0]} to ${files[2]} (3 files): No problems in 7 packets.`]);
    const whole = captureOf(sent, { segment: 1000 });
    const { lines: printed } = await dissect('--json', '--series', ...files);
    expect(printed).toEqual((await dissect('--json', whole)).lines);
  });

  it('decrypts TLS whose handshake is in an earlier file, and a record across the border', async () => {
    const { sent, keyLog } = await tlsTalk([
      { direction: 'out', bytes: connectOf(4) },
      { direction: 'in', bytes: Uint8Array.of(0x20, 2, 0, 0) },
      { direction: 'out', bytes: encode(publish('a', { payload: new Uint8Array(3000) }), 4) },
    ]);
    const keys = join(temporaryFolder(), 'keys.log');
    writeFileSync(keys, keyLog);
    const frames = framesOf(sent, { serverPort: 8883, segment: 1000, unclosed: true });
    const files = cutFiles(frames, [frames.length - 2]);
    const { lines } = await problems('--series', '--key-log', keys, ...files);
    expect(lines.at(-1)).toContain('in 3 packets');
  });

  it('reads the files in the order of their first packets, and says so', async () => {
    const frames = framesOf(good);
    const [first = '', second = '', third = ''] = cutFiles(frames, [4, 8]);
    const { lines, notices } = await problems('--series', first, third, second);
    expect(notices).toEqual([
      `The files are read in the order of their first packets: ${first}, ${second}, ${third}.`,
    ]);
    expect(lines.at(-1)).toContain('No problems in 6 packets');
  });

  it('refuses files that overlap by more than 1 s', async () => {
    const long = captureOf(good, {});
    const folder = temporaryFolder();
    const wide = join(folder, 'wide.pcap');
    const frames = framesOf(good);
    const spread = (from: number) => frames.map((_, at) => from + at * 200);
    writeFileSync(wide, pcapOf(frames, { times: spread(0) }));
    const later = join(folder, 'later.pcap');
    writeFileSync(later, pcapOf(frames, { times: spread(500) }));
    await expect(problems('--series', wide, later)).rejects.toThrow(UsageError);
    await expect(problems('--series', wide, later)).rejects.toThrow(
      /goes on for \d\.\d s after .* begins: they are two captures.*mergecap/,
    );
    expect((await problems(wide, later, long)).code).toBe(0);
    // An overlap of less than a second: a clock was adjusted.
    const close = join(folder, 'close.pcap');
    const last = (frames.length - 1) * 200;
    writeFileSync(
      close,
      pcapOf(framesOf(good, { clientPort: 51_000 }), { times: spread(last - 900) }),
    );
    expect((await problems('--series', wide, close)).lines.at(-1)).toContain('in 12 packets');
  });

  it('numbers packets in the capture, and names the file of each', async () => {
    const frames = framesOf([...talk, out(publish('a')), out(ack('pubrel', 7))], {
      unclosed: true,
    });
    const files = cutFiles(frames, [frames.length - 4]);
    const { lines } = await problems('--series', '--json', ...files);
    expect(objectsOf(lines)).toMatchObject([
      { file: files[1], no: 7, rule: 'pubrel-without-pubrec' },
      { kind: 'summary', files, packets: 7, errors: 1, exit: 3 },
      { kind: 'total', captures: 1 },
    ]);
  });

  it('judges nothing across a missing file', async () => {
    const [first = '', , third = ''] = rotationOf(acrossFiles, { format: 'pcapng', id: 'x' });
    const { code, lines, notices } = await problems('--series', first, third);
    expect(code).toBe(0);
    expect(notices.join('\n')).toContain(
      `File 2 is missing between ${first} and ${third}: nothing is judged across the gap.`,
    );
    expect(notices.join('\n')).not.toContain('use --series');
    expect(lines.slice(-3)).toEqual([
      expect.stringContaining(`${first}: `),
      expect.stringContaining(`${third}: `),
      expect.stringContaining('2 captures: '),
    ]);
    const frames = framesOf(good);
    const [zero = '', , two = ''] = cutFiles(frames, [4, 8]);
    expect((await problems('--series', zero, two)).notices.join('\n')).toContain(
      'File 1 is missing',
    );
  });

  it('judges nothing across a truncated or unreadable file', async () => {
    const frames = framesOf(good);
    const [first = '', second = '', third = ''] = cutFiles(frames, [7, 9], ['a', 'b', 'c']);
    writeFileSync(second, 'no capture');
    const unread = await problems('--series', first, second, third);
    expect(unread.code).toBe(1);
    expect(unread.notices.join('\n')).toContain(
      `A file that cannot be read may belong between ${first} and ${third}`,
    );
    writeFileSync(first, readFileSync(first).subarray(0, -5));
    const cut = await problems('--series', first, third);
    expect(cut.code).toBe(1);
    expect(cut.notices.join('\n')).toContain(`${first} is truncated, so packets are missing`);
  });

  it('refuses a pipe', async () => {
    await expect(problems('--series', '-', captureOf(good))).rejects.toThrow(
      'Standard input cannot be part of a series',
    );
  });
});

describe('files of our own rotation', () => {
  it.each(['mqttscope', 'pcapng'] as const)(
    'are one capture without --series: %s',
    async (format) => {
      for (const id of ['0f8fad5b', undefined]) {
        const files = rotationOf(acrossFiles, { format, id });
        const { code, lines } = await problems(...files.toReversed());
        expect(lines).toContain(`${files[2]}      6   120.001000 #1 error ${PUBREL}`);
        expect(code).toBe(3);
        expect((await problems(...files.slice(2))).code).toBe(0);
      }
    },
  );

  it('are told apart by their runs', async () => {
    const parts = acrossFiles.slice(0, 2);
    const mine = rotationOf(parts, { format: 'pcapng', id: 'x' });
    const others = rotationOf(parts, { format: 'pcapng', id: 'y' });
    const { lines } = await problems(...mine, ...others);
    expect(lines.at(-1)).toContain('2 captures: ');
    // A copy of a file is no part of its series.
    const [first = ''] = mine;
    const copy = join(temporaryFolder(), 'copy.pcapng');
    writeFileSync(copy, readFileSync(first));
    expect((await problems(first, copy)).lines.at(-1)).toContain('2 captures: ');
  });

  it('are separate captures where a file is missing', async () => {
    const [first = '', , third = ''] = rotationOf(acrossFiles, { format: 'mqttscope', id: 'x' });
    const { code, notices } = await problems(first, third);
    expect(code).toBe(0);
    expect(notices.join('\n')).toContain('File 2 is missing');
  });

  it('are not recognised by names of other programs', async () => {
    const files = cutFiles(framesOf(good), [4]);
    expect((await problems(...files)).lines.at(-1)).toContain('2 captures: ');
  });
});

describe('convert and dissect', () => {
  it('refuse several files without --series', async () => {
    const files = [captureOf(good), captureOf(good)];
    const target = join(temporaryFolder(), 'all.pcapng');
    await expect(convert(...files, '-o', target)).rejects.toThrow(
      /^convert reads one capture\..*mqttscope convert --series\.$/,
    );
    await expect(dissect(...files)).rejects.toThrow(/mqttscope dissect --series\.$/);
    await expect(dissect(...files)).rejects.toThrow(UsageError);
  });

  it.each(['mqttscope', 'pcapng', 'ndjson'])('writes a series to one file: %s', async (format) => {
    const sent = [...talk, out(publish('a', { payload: new Uint8Array(3000) })), end];
    const frames = framesOf(sent, { segment: 1000 });
    const files = cutFiles(frames, [frames.findIndex(({ length }) => length > 1000) + 1]);
    const folder = temporaryFolder();
    const [whole, series] = [join(folder, `a.${format}`), join(folder, `b.${format}`)];
    await convert(captureOf(sent, { segment: 1000 }), '-o', whole);
    const { code, notices } = await convert('--series', ...files, '-o', series);
    expect({ code, notices }).toEqual({ code: 0, notices: [`7 packets written to ${series}.`] });
    expect(readFileSync(series).equals(readFileSync(whole))).toBe(true);
  });

  it('fail if a file of the series cannot be read', async () => {
    const target = join(temporaryFolder(), 'all.pcapng');
    const files = ['--series', captureOf(good), '/no/such.pcap'];
    await expect(convert(...files, '-o', target)).rejects.toThrow(StartError);
    await expect(dissect(...files)).rejects.toThrow(StartError);
  });

  it('find nothing across a missing file', async () => {
    const files = rotationOf(acrossFiles, { format: 'pcapng', id: 'x' });
    const [first = '', , third = ''] = files;
    const filter = ['--filter', 'problem == "pubrel-without-pubrec"', '--series'];
    expect((await dissect(...filter, ...files)).lines).toHaveLength(1);
    expect((await dissect(...filter, first, third)).lines).toEqual([]);
    const target = join(temporaryFolder(), 'all.pcapng');
    const comment = 'no PUBREC was sent before it';
    await convert('--series', ...files, '-o', target);
    expect(readFileSync(target, 'latin1')).toContain(comment);
    await convert('--series', first, third, '-o', target);
    expect(readFileSync(target, 'latin1')).not.toContain(comment);
  });

  it('reads filters on outcomes across files', async () => {
    const sent = [...begin, out(publish('a', { qos: 1, packetId: 3 })), back(ack('puback', 3))];
    const frames = framesOf(sent);
    const files = cutFiles(frames, [frames.length - 5]);
    const { lines } = await dissect('--filter', 'exchange.state == complete', '--series', ...files);
    expect(lines.join('\n')).toContain('PUBLISH');
  });
});

it('writes the place in its series to each file of a rotation, and drops it in a copy', async () => {
  const [, second = ''] = rotationOf(acrossFiles, { format: 'pcapng', id: 'abc' });
  expect(readFileSync(second, 'latin1')).toContain('File 2 of the recording abc.');
  const copy = join(temporaryFolder(), 'copy.pcapng');
  await convert(second, '-o', copy);
  expect(readFileSync(copy, 'latin1')).not.toContain('of the recording');
});
