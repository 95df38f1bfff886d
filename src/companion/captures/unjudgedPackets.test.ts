import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { connectOf } from '../../engine/files/captureFile.testkit.ts';
import { framesOf, pcapOf } from '../../engine/files/frames/frames.testkit.ts';
import { will } from '../../engine/problems/talk.testkit.ts';
import { type CliTexts, cli } from '../../i18n/cli/en/texts.ts';
import { cli as chinese } from '../../i18n/cli/zh/texts.ts';
import { encode } from '../../mqtt/codec/encode.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { runProblems } from './problemsCommand.ts';

const CASES = join(import.meta.dirname, '../../../e2e/cases');

async function problems(texts: CliTexts, ...argv: readonly string[]) {
  const output = new PassThrough();
  const notices: string[] = [];
  const notice = (text: string): number => notices.push(text);
  const surroundings = { output, notice, texts, version: '1.2.3' };
  const [text, code] = await Promise.all([
    textOf(output),
    runProblems(argv, surroundings).finally(() => output.end()),
  ]);
  return { code, lines: text.split('\n').slice(0, -1), notices: notices.join('\n') };
}

function fileOf(bytes: Uint8Array): string {
  const file = join(temporaryFolder(), 'capture');
  writeFileSync(file, bytes);
  return file;
}

/** The beginning of a message, with which the capture ends. */
const CUT = { direction: 'out', bytes: Uint8Array.of(0x30, 40, 0, 1, 0x61, 0x62) } as const;

describe('packets that no rule judges', () => {
  const file = (): string =>
    fileOf(pcapOf(framesOf([{ direction: 'out', bytes: connectOf(4) }, CUT], { unclosed: true })));

  it('are counted with the reason', async () => {
    const { code, lines } = await problems(cli, file());
    expect([code, lines.slice(-2)]).toEqual([
      0,
      [
        '1 problem in 2 packets: 0 errors, 0 warnings, 1 note.',
        expect.stringMatching(/^1 of 2 packets not judged: 1 cut off by the end of the capture/),
      ],
    ]);
    const { lines: inChinese } = await problems(chinese, file());
    expect(inChinese.at(-1)).toMatch(/^2 个报文中有 1 个未判断：1 个到抓包结束时尚未完整/);
  });

  it('are counted in JSON', async () => {
    const { lines, notices } = await problems(cli, '--json', file());
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({
      schema: 1,
      kind: 'not-judged',
      packets: 2,
      judged: 1,
      notJudged: { 'capture-end': 1 },
      truncated: false,
    });
    expect(notices).toContain('1 of 2 packets not judged');
  });

  it('are counted in JUnit as a skipped test case', async () => {
    const { lines, notices } = await problems(cli, '--junit', '-', file());
    const xml = lines.join('\n');
    expect(xml).toContain('name="every-packet-judged"><skipped message="1 of 2 packets not judged');
    expect(xml).toContain('errors="0" skipped="1"');
    expect(notices).toContain('1 of 2 packets not judged');
  });

  it('do not pass if there are no others', async () => {
    const none = fileOf(pcapOf(framesOf([CUT], { unclosed: true })));
    const { code, lines, notices } = await problems(cli, none);
    expect(code).toBe(4);
    expect(lines.at(-1)).toMatch(/^1 of 1 packet not judged: 1 /);
    expect(notices).toContain('exit code 4');
    expect(notices).not.toMatch(/TLS|encrypt/);
  });

  it('are mentioned with encryption only if data is encrypted', async () => {
    const hello = Uint8Array.of(0x16, 3, 1, 0, 4, 1, 0, 0, 0);
    const encrypted = fileOf(
      pcapOf(framesOf([{ direction: 'out', bytes: hello }], { serverPort: 8883 })),
    );
    const { code, notices } = await problems(cli, encrypted);
    expect([code, notices]).toEqual([4, expect.stringContaining('Give the TLS keys')]);
    const empty = await problems(cli, fileOf(pcapOf([])));
    expect([empty.code, empty.notices]).toEqual([4, expect.not.stringMatching(/TLS|encrypt/)]);
  });
});

describe('the end of a connection', () => {
  it('inside a packet judges the captured part', async () => {
    const { code, lines, notices } = await problems(
      cli,
      join(CASES, 'pub-05-connect-two-bytes-short.pcap'),
    );
    expect(code).toBe(0);
    expect(lines[0]).toContain('announces 28 bytes, and 26 are there; Password is missing.');
    expect(notices).toBe('');
  });

  const closed = join(CASES, 'pub-07-closed-by-the-server-after-publish.pcap');

  it.each([
    [cli, /closed by the broker right after PUBLISH to plant\/thing1\/retained, without a reason/],
    [chinese, /Broker 在 PUBLISH（plant\/thing1\/retained）之后立即断开了连接/],
  ])('names the side that closed it, and the previous packet', async (texts, expected) => {
    const { lines } = await problems(texts, closed);
    expect(lines[0]).toMatch(expected);
  });

  it('names the side before a will, too', async () => {
    const withWill = encode(
      {
        type: 'connect',
        protocolName: 'MQTT',
        protocolLevel: 4,
        cleanStart: true,
        keepAlive: 60,
        clientId: 'c',
        properties: [],
        will: will(),
      },
      4,
    );
    const connack = Uint8Array.of(0x20, 2, 0, 0);
    const frames = framesOf(
      [
        { direction: 'out', bytes: withWill },
        { direction: 'in', bytes: connack },
      ],
      { closer: 'out' },
    );
    const { lines } = await problems(cli, fileOf(pcapOf(frames)));
    expect(lines[0]).toContain('will-due');
    expect(lines[0]).toContain('The connection was closed by the client without DISCONNECT');
  });
});

it('shows another packet in a payload where it begins (p4-27)', async () => {
  const { lines } = await problems(cli, join(CASES, 'p4-27-two-messages-in-one-payload.pcap'));
  expect(lines).toEqual([
    expect.stringMatching(
      /^ +5 .* packet-in-payload .*at byte 105 of the payload: PUBLISH to "stat\/plug8\/STATUS", 315 bytes, of which \d+ are there\./u,
    ),
    '1 problem in 6 packets: 0 errors, 0 warnings, 1 note.',
  ]);
});

it('names the usual causes of a NUL before JSON (p4-30)', async () => {
  const { lines } = await problems(cli, join(CASES, 'p4-30-nul-before-json.pcap'));
  expect(lines).toEqual([
    expect.stringMatching(/^ +3 .* payload-nul .*JSON after a NUL byte: .*C string, or .*MQTT 5/u),
    expect.stringMatching(/^ +4 .* payload-nul .*text after a NUL byte: .*C string, or .*MQTT 5/u),
    '2 problems in 4 packets: 0 errors, 0 warnings, 2 notes.',
  ]);
});

it('names the packet in which a stream really went out of step', async () => {
  const { lines } = await problems(cli, join(CASES, 'pub-06-publish-inside-a-payload.pcap'));
  const line = lines.find((one) => one.includes('out-of-step'));
  // The apparent packets after it were never sent.
  expect(lines).toEqual([line, '1 problem in 5 packets: 1 error, 0 warnings, 0 notes.']);
  expect(line).toMatch(
    /^ +3 .*announces 164 bytes, and the client sent 94 of them: 70 bytes are missing/,
  );
  expect(line).toContain(
    'PUBLISH plant/soil7/config 164 bytes · PUBLISH plant/soil7/state 27 bytes.',
  );
});
