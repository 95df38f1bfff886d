import { expect, test } from 'vitest';
import { cli } from '../cli/en/texts.ts';
import { cli as chineseCli } from '../cli/zh/texts.ts';
import { en, type Texts } from '../en/texts.ts';
import { samples } from './samples.testkit.ts';
import { zh } from './texts.ts';

const HAN = /\p{Script=Han}/u;

/** Names and units that are the same in both languages, with the digits, signs and arguments next to them. */
const SAME: ReadonlySet<string> = new Set(
  `MQTT QoS DUP RETAIN JSON Hex Base64 URL token Broker Client Session Start Clean Receive Maximum No Local
   PUBLISH PUBACK PUBREC PUBREL PUBCOMP CONNECT CONNACK SUBSCRIBE SUBACK UNSUBSCRIBE UNSUBACK PINGREQ
   PINGRESP PING DISCONNECT AUTH TCP TLS WebSocket SYS ID ms s min h d B KiB MiB GiB K M G p95 ping
   ProductKey DeviceName DeviceSecret ProductSecret IotId IotToken NTP RRPC OTA API HMAC HTTPS HTTP
   mqttscope test ws wss host port mosquitto mqttx mqtt js MQTTX Explorer Windows macOS Linux
   APPDATA Library Application Support config settings json up down raw reply
   Protobuf data base64 gzip cmd get topic payload on
   Present ID Reference Server code Topic SN TSL securemode RESERVED Alt Retain As Published`.split(
    /\s+/,
  ),
);

const WORDS = ['wert-a', 'wert-b', 'wert-c', 'wert-d'] as const;
const NUMBERS = [73, 84, 95, 106] as const;
const LISTS = [[73], ['wert-e']] as const;

/** Possible arguments for a place; calls fail on those that a text does not accept. */
const choices = (place: number): readonly unknown[] => [
  WORDS[place],
  NUMBERS[place],
  ...(place < 2 ? [true, ...LISTS] : []),
];

function combinations(length: number): readonly (readonly unknown[])[] {
  let all: readonly (readonly unknown[])[] = [[]];
  for (let place = 0; place < length; place++) {
    all = all.flatMap((before) => choices(place).map((value) => [...before, value]));
  }
  return all;
}

/**
 * Functions that accept only certain words, which the samples contain, or only numbers, one of names, and one whose
 * parts are in another order.
 */
const LEFT_OUT: ReadonlySet<string> = new Set([
  '.handshakes.inFlight.owes',
  '.cli.lines.problems.all',
  '.cli.lines.problems.ruleIds',
]);

/** All strings in a dictionary entry. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string' || value === undefined) return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

const NONSENSE = /undefined|NaN|\[object|function/;

/** undefined if the function does not accept the arguments. */
function called(fn: object, args: readonly unknown[]): readonly string[] | undefined {
  if (typeof fn !== 'function') return undefined;
  try {
    const strings = stringsIn(Reflect.apply(fn, undefined, args));
    return strings.some((text) => NONSENSE.test(text)) ? undefined : strings;
  } catch {
    return undefined;
  }
}

interface Pair {
  readonly where: string;
  readonly english: string;
  readonly chinese: string;
}

function paired(where: string, english: readonly string[], chinese: readonly string[]): Pair[] {
  if (chinese.length !== english.length) throw new Error(`${where} says less or more in Chinese`);
  return english.map((text, at) => ({ where, english: text, chinese: chinese[at] ?? '' }));
}

function pairs(where: string, english: unknown, chinese: unknown): readonly Pair[] {
  if (typeof english === 'string') {
    return [{ where, english, chinese: typeof chinese === 'string' ? chinese : '' }];
  }
  if (LEFT_OUT.has(where)) return [];
  if (typeof english === 'function' && typeof chinese === 'function') {
    return combinations(Math.min(english.length, WORDS.length)).flatMap((args) => {
      const [a, b] = [called(english, args), called(chinese, args)];
      return a === undefined || b === undefined ? [] : paired(`${where}(${args.join()})`, a, b);
    });
  }
  if (typeof english !== 'object' || english === null) return [];
  const others = new Map(Object.entries(typeof chinese === 'object' ? (chinese ?? {}) : {}));
  return Object.entries(english).flatMap(([key, value]: [string, unknown]) =>
    pairs(`${where}.${key}`, value, others.get(key)),
  );
}

const sampled = (t: Texts): readonly string[] => samples(t).flatMap(stringsIn);

/** Texts of single commands, which are loaded with them. */
const LOADED = ['lines', 'running', 'tapping'] as const;

async function loaded(texts: Pick<typeof cli, (typeof LOADED)[number]>): Promise<object> {
  const parts = await Promise.all(LOADED.map(async (name) => [name, await texts[name]()] as const));
  return { ...texts, ...Object.fromEntries(parts) };
}

const ALL: readonly Pair[] = [
  ...pairs('', { ...en, explain: undefined }, { ...zh, explain: undefined }),
  ...pairs('.cli', await loaded(cli), await loaded(chineseCli)),
  ...paired('samples', sampled(en), sampled(zh)),
];

const failing = (isWrong: (pair: Pair) => boolean): readonly string[] => [
  ...new Set(ALL.filter(isWrong).map(({ where, chinese }) => `${where}: ${chinese}`)),
];

const isPutIn = (word: string): boolean => /^(?:wert|[a-f]|true)$/.test(word);

/** Replaces arguments that may be Chinese words. */
const withWords = (chinese: string): string =>
  chinese.replace(/(?:0x|\.+)?(?:wert-[a-f]|true|\b(?:73|84|95|106)\b)/g, '字');

test('there are enough texts to check', () => {
  expect(ALL.length).toBeGreaterThan(1200);
});

test('every text is Chinese, or consists of names that are the same in both languages', () => {
  const isForeign = ({ english, chinese }: Pair): boolean => {
    if (HAN.test(chinese) || english.trim() === '') return false;
    if (chinese === '') return true;
    const words = chinese.match(/[A-Za-z][A-Za-z0-9]*/g) ?? [];
    return !words.every((word) => SAME.has(word) || isPutIn(word));
  };
  expect(failing(isForeign)).toEqual([]);
});

test('arguments in the English text are also in the Chinese one', () => {
  const lacks = ({ english, chinese }: Pair): boolean =>
    (english.match(/wert-[a-f]|\{\w+\}|\b(?:73|84|95|106)\b/g) ?? []).some(
      (value) => !chinese.includes(value),
    );
  expect(failing(lacks)).toEqual([]);
});

test('sentences have Chinese punctuation', () => {
  const isAscii = ({ chinese }: Pair): boolean =>
    /\p{Script=Han}[ ]?[,;:!?.](?![\w*#/])|[,;!?]\p{Script=Han}|\.\.\./u.test(withWords(chinese));
  expect(failing(isAscii)).toEqual([]);
});

test('a sentence ends with a full stop if the English one does', () => {
  const isOpen = ({ english, chinese }: Pair): boolean =>
    HAN.test(chinese) && / .*[a-z]\.$/.test(english) && !/[。？！…；：]$/u.test(chinese);
  expect(failing(isOpen)).toEqual([]);
});

test('Chinese and Latin words have a space between them', () => {
  const isTight = ({ chinese }: Pair): boolean =>
    /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(withWords(chinese));
  expect(failing(isTight)).toEqual([]);
});

test('times have Chinese units, except ms', () => {
  const isForeign = ({ chinese }: Pair): boolean =>
    HAN.test(chinese) && /\d (?:s|min|h|d)(?![\w/])/.test(chinese);
  expect(failing(isForeign)).toEqual([]);
});

test('no space is between two Chinese characters or before a sentence', () => {
  const isLoose = ({ chinese }: Pair): boolean =>
    /\p{Script=Han} \p{Script=Han}|[，。：；（] |^ /u.test(chinese);
  expect(failing(isLoose)).toEqual([]);
});
