/** Results are also in Chinese for people: output for programs is identical, byte for byte. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { SIGN_INS } from '../../alibaba/vectors.testkit.ts';
import { corpusCapture, pcapngOf } from '../../engine/files/captureFile.testkit.ts';
import type { CliTexts } from '../../i18n/cli/en/texts.ts';
import { runConvert } from '../captures/convertCommand.ts';
import { runDissect } from '../captures/dissectCommand.ts';
import { runProblems } from '../captures/problemsCommand.ts';
import { runSign } from '../platform/signCommand.ts';
import { runVerify } from '../platform/verifyCommand.ts';
import { temporaryFolder } from '../serve/companion.testkit.ts';
import { cliTexts } from './language.ts';
import type { CommandSurroundings } from './subcommand.ts';

const [en, zh] = await Promise.all([cliTexts('en'), cliTexts('zh')]);

interface Told {
  readonly code: unknown;
  readonly output: string;
  readonly notices: string;
}

interface Surroundings extends CommandSurroundings {
  readonly now: () => number;
  readonly password: () => Promise<string>;
  readonly secrets: { readonly environment: Record<string, string>; readonly input: Readable };
}

type Run = (argv: readonly string[], surroundings: Surroundings) => Promise<unknown>;

async function told(run: Run, argv: readonly string[], texts: CliTexts): Promise<Told> {
  const output = new PassThrough({ highWaterMark: 100_000_000 });
  const notices: string[] = [];
  const code = await run(argv, {
    output,
    texts,
    version: '1.2.3',
    notice: (text) => notices.push(text),
    now: () => 1_700_000_000_000,
    password: () => Promise.resolve('topsecret'),
    secrets: { environment: {}, input: Readable.from([]) },
  });
  return { code, output: String(output.read() ?? ''), notices: notices.join('\n') };
}

const inBoth = async (run: Run, ...argv: readonly string[]): Promise<readonly [Told, Told]> => [
  await told(run, argv, en),
  await told(run, argv, zh),
];

/** @param every a part of the sessions suffices where no texts are compared */
function capture(every = 4): string {
  const file = join(temporaryFolder(), 'corpus.pcapng');
  writeFileSync(file, pcapngOf(corpusCapture(300, every).events).subarray(0, -7));
  return file;
}

const HAN = /\p{Script=Han}/u;
/** Words of English sentences. Numbers, names and codes are not translated. */
const ENGLISH = /\b(?:the|of|is|are|was|with|must|bytes)\b/;

describe('dissect', () => {
  it('describes packets in Chinese, with the same lines as in English', async () => {
    const [english, chinese] = await inBoth(runDissect, capture(1));
    const [ours, theirs] = [english, chinese].map(({ output }) => output.split('\n'));
    expect(theirs).toHaveLength(ours?.length ?? 0);
    const places = (lines: readonly string[] = []) => lines.map((line) => line.slice(0, 30));
    expect(places(theirs)).toEqual(places(ours));
    const left = theirs?.filter((line) => line !== '' && !/\d 字节/.test(line));
    expect(left).toEqual([]);
    expect(theirs?.filter((line) => / \| (?:error|warn|note) [\w.-]+：/.test(line)).length).toBe(
      ours?.filter((line) => / \| (?:error|warn|note) [\w.-]+: /.test(line)).length,
    );
    expect(english.notices).toMatch(/^The file ends early at byte \d+/m);
    expect(chinese.notices).toMatch(/^文件在第 \d+ 字节处中断/m);
  });

  it('prints the same JSON', async () => {
    const [english, chinese] = await inBoth(runDissect, '--json', capture());
    expect(chinese.output.length).toBeGreaterThan(10_000);
    expect(chinese.output).toBe(english.output);
  });
});

describe('problems', () => {
  it('describes problems in Chinese, with the same exit code', async () => {
    const [english, chinese] = await inBoth(runProblems, '--fail-on', 'error', capture(1));
    expect([english.code, chinese.code]).toEqual([3, 3]);
    const found = chinese.output.split('\n').filter((line) => / #\d/.test(line));
    expect(found.length).toBeGreaterThan(200);
    // Number, time, stream, severity, rule and statement are equal.
    const head = /^ *\d+ +[\d.]+ #\d+ \w+ [\w-]+ [^:：]+/;
    const heads = (text: string) => text.split('\n').map((line) => head.exec(line)?.[0] ?? '');
    expect(heads(chinese.output)).toEqual(heads(english.output));
    expect(found.filter((line) => ENGLISH.test(line))).toEqual([]);
    expect(chinese.output).toMatch(
      /\n\d+ 个报文中有 \d+ 个问题：错误 \d+ 个，警告 \d+ 个，提示 \d+ 个。\n$/,
    );
  });

  it('prints the same JSON, and the same JUnit XML', async () => {
    const file = capture();
    for (const argv of [
      ['--json', file],
      ['--junit', '-', file],
      ['--list-rules', '--json'],
    ]) {
      const [english, chinese] = await inBoth(runProblems, ...argv);
      expect(chinese.output.length).toBeGreaterThan(1000);
      expect(chinese.output).toBe(english.output);
    }
  });

  it('names rules by the same ids', async () => {
    const [english, chinese] = await inBoth(runProblems, '--list-rules');
    const lines = (text: string) => text.trimEnd().split('\n');
    const ids = (text: string) =>
      lines(text).flatMap((line) => (line.startsWith(' ') ? [] : [line.slice(0, 41)]));
    expect(ids(chinese.output)).toEqual(ids(english.output));
    // A statement is a number of the standard, such as MQTT-3.1.0-1, or the address of a page.
    const texts = lines(chinese.output).filter((line) => !/^ {2}[\w.,§/ -]+$/u.test(line));
    expect(texts.filter((line) => !HAN.test(line))).toEqual([]);
  });

  it('reports if nothing could be checked', async () => {
    const file = join(temporaryFolder(), 'empty.pcapng');
    writeFileSync(file, pcapngOf([{ kind: 'origin', wallClock: 0 }]));
    const [english, chinese] = await inBoth(runProblems, file);
    expect(chinese.code).toBe(english.code);
    expect(chinese.output).toBe('没有可判断的内容。\n');
    expect(chinese.notices).toContain('没有可判断的报文，因此不算通过（退出码 4）。');
  });
});

describe('convert', () => {
  it('writes the same files, and reports it in Chinese', async () => {
    const file = capture();
    const to = join(temporaryFolder(), 'out.pcapng');
    const english = await told(runConvert, [file, '-o', to], en);
    const before = readFileSync(to);
    const chinese = await told(runConvert, [file, '-o', to], zh);
    expect(readFileSync(to).equals(before)).toBe(true);
    expect(english.notices).toMatch(/\d+ packets written to .*out\.pcapng\.$/);
    expect(chinese.notices).toMatch(/已将 \d+ 个报文写入 .*out\.pcapng。$/);
  });
});

const { productKey, deviceName, deviceSecret } = SIGN_INS[0]?.request ?? {
  productKey: '',
  deviceName: '',
  deviceSecret: '',
};
const DEVICE = ['--product-key', productKey, '--device-name', deviceName] as const;

describe('sign', () => {
  it('prints the same lines; warnings are in Chinese', async () => {
    const argv = [...DEVICE, '--device-secret', 'short', '--region', 'x', '--instance', 'y'];
    for (const more of [[], ['--json']]) {
      const [english, chinese] = await inBoth(runSign, ...argv, ...more);
      expect(chinese.output).toBe(english.output);
      expect(chinese.notices).toContain('已用 --instance 指定主机，因此忽略 --region。');
      expect(chinese.notices).toMatch(/^设备密钥：有 5 个字符。/m);
      expect(chinese.notices).not.toMatch(ENGLISH);
    }
  });
});

const CLIENT_ID = 'd|securemode=3,signmethod=hmacsha1|';
const CLAIMED = ['--client-id', CLIENT_ID, '--username', 'd&p', '--device-secret', deviceSecret];

describe('verify', () => {
  const judge = async (password: string, ...more: readonly string[]) =>
    inBoth(runVerify, ...CLAIMED, '--password', password, ...more);
  // HMAC-SHA1 of `clientIdddeviceNamedproductKeyp`.
  const right = async (): Promise<string> => {
    const { createHmac } = await import('node:crypto');
    return createHmac('sha1', deviceSecret).update('clientIdddeviceNamedproductKeyp').digest('hex');
  };

  it('gives the mistake the same name, and explains it in Chinese', async () => {
    const [english, chinese] = await judge('short');
    expect([english.code, chinese.code]).toEqual([3, 3]);
    const lines = (text: string) =>
      text
        .split('\n')
        .slice(4)
        .filter((line) => !line.startsWith('explanation '));
    expect(lines(chinese.output)).toEqual(lines(english.output));
    expect(chinese.output).toMatch(/^explanation 密码不是签名：它有 5 个字符/m);
  });

  it('explains other reasons for a rejection', async () => {
    const [english, chinese] = await judge(await right());
    expect([english.code, chinese.code]).toEqual([0, 0]);
    expect(chinese.output).toMatch(/\nok true\nexplanation 正确：客户端 ID、用户名和密码三者/);
    expect(chinese.output).toContain('\n设备被拒绝的其他原因，请依次检查：\n1. ');
    expect(chinese.output).not.toMatch(ENGLISH);
    expect(chinese.output.split('\n')).toHaveLength(english.output.split('\n').length);
  });

  it('prints the same JSON with sentences in Chinese', async () => {
    const shape = (text: string) =>
      text.replaceAll(/"explanation":"[^"]*"|"answers":\[[^\]]*\]/g, '');
    for (const password of ['short', '0'.repeat(40), await right()]) {
      const [english, chinese] = await judge(password, '--json');
      expect(shape(chinese.output)).toBe(shape(english.output));
      expect(chinese.output).toMatch(HAN);
      expect(english.output).not.toMatch(HAN);
    }
  });
});
