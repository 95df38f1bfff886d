import { expect, test } from 'vitest';
import { cpuTime } from '../../base/cpuTime.testkit.ts';
import { isThorough } from '../../base/runs.testkit.ts';
import { readLog } from './readLog.ts';
import { SITUATIONS } from './situations.testkit.ts';

/** Characters; a text longer than 512 kB is cut to its end. */
const LENGTH = isThorough ? 1 << 19 : 1 << 16;
/** ms; several times the usual reading time. Quadratic patterns took up to hours. */
const MOST = isThorough ? 20_000 : 2_000;
/** Characters of a text that repeats a line of a known log: there are hundreds. */
const SHORT = isThorough ? 1 << 16 : 1 << 13;

const HEX = '0123456789abcdef'.repeat(2);

/** Pieces of text that begin a pattern without its end, or that match it each time. */
const PIECES: readonly string[] = [
  'connection refused ',
  'getaddrinfo ',
  'errno 111 ',
  'connect failed ',
  'dial tcp ',
  'client disconnected ',
  'refused unaccept',
  'certificate verify failed\n',
  'connection refused\n',
  '返回码 ',
  'connect code ',
  'AT+',
  'AT+\n',
  'AT+MQTTUSERCFG="\\',
  '-a',
  '\u2400',
  `a=&sign=${HEX}`,
  `&random=a&sign=${HEX} `,
  '密码={0xa,0xa,0xa,0xa ',
  'clientId=a|',
  'clientIdadeviceNamea',
  '"clientId":"a",',
  '|securemode=3,\n',
  '10 10 00 04 4d 51 54 54 04 c2 ',
  '\\x10\\x10\\x00\\x04MQTT',
  '1, ',
  '\\"',
  ' ',
  '\n',
];

/** ms that a text takes. */
function timeOf(begin: string, repeated: string, length = LENGTH): number {
  const text = begin + repeated.repeat(Math.ceil(length / repeated.length));
  const begun = cpuTime();
  readLog(text.slice(0, length));
  return cpuTime() - begun;
}

test.each(PIECES)('reads a repeated text in linear time: %j', (piece) => {
  expect(timeOf('', piece)).toBeLessThan(MOST);
});

test.each(['返回码', 'connect code', '密码={0xa,0xa,0xa,0xa', 'AT+MQTTUSERCFG="', 'clientId=a|,'])(
  'reads a long run of blanks after %j in linear time',
  (begin) => {
    expect(timeOf(begin, ' ')).toBeLessThan(MOST);
  },
);

test('reads a log of the largest size that has many secrets in linear time', () => {
  const secret = '"aliauth",0,"a1Mq7TzRkWb","pump-07","4f1c9a7be3d25086a1b7c3f9e08d6250"';
  const quarter = timeOf('', `AT+QMTCFG=${secret}\n`, 1 << 17);
  // Linear time takes four times as long, quadratic time sixteen times.
  expect(timeOf('', `AT+QMTCFG=${secret}\n`, 1 << 19)).toBeLessThan(8 * quarter);
});

// Each text is measured in processor time; there are many, and the machine may be busy.
test('reads each line of known logs in linear time, repeated', { timeout: 300_000 }, () => {
  const lines = new Set(SITUATIONS.flatMap(({ log }) => log.split('\n')));
  const slow = [...lines]
    .filter((line, at) => line.trim() !== '' && (isThorough || at % 12 === 0))
    .flatMap((line) => [`${line} `, `${line}\n`, line.slice(0, Math.ceil(line.length / 2))])
    .filter((text) => timeOf('', text, SHORT) >= MOST);
  expect(slow).toEqual([]);
});
