/**
 * Tries times that are found nowhere: from a clock that was read twice, from another start, or invented. The
 * timestamp is the last field, so only the end of the text changes.
 */
import type { KnownOfDevice } from './credentials.ts';
import type { KeyTried } from './keysTried.ts';
import type { Unexplained } from './lastResorts.ts';
import type { FoundMistake } from './mistakes.ts';
import { signContentOf } from './sign.ts';
import type { EndsTried } from './signatureSearch.ts';

/** Not more digits than a number can hold. */
const A_TIME = /^[1-9]\d{9,14}$/;
const A_TIME_IN_MS = /^[1-9]\d{12}$/;
const A_TIME_IN_SECONDS = /^[1-9]\d{9}$/;

/** Up to two thousand times: near in some unit, or round numbers. */
export function likelyTimes(
  subject: Unexplained,
  key: KeyTried,
  { timestamps = [] }: KnownOfDevice,
): EndsTried {
  const { timestamp: sent } = subject.said;
  const centres = (sent === undefined ? timestamps.slice(-2) : [sent]).filter((one) =>
    A_TIME.test(one),
  );
  return endsOf(subject, key, stepped(centres, sent === undefined));
}

/** Every ms near the sent time, and before now; at most `most`. */
export function everyTime(
  subject: Unexplained,
  key: KeyTried,
  { timestamps = [], now }: KnownOfDevice,
  most: number,
): EndsTried {
  const { timestamp: sent } = subject.said;
  const centres = sent === undefined ? timestamps.slice(-2).toReversed() : [sent];
  const inMs = centres.filter((one) => A_TIME_IN_MS.test(one)).map(Number);
  return endsOf(subject, key, first(most, unmentioned(inMs, sent === undefined, now)));
}

function endsOf(
  { names, said: { timestamp: sent }, right }: Unexplained,
  key: KeyTried,
  ends: Iterable<string>,
): EndsTried {
  const others = right.fields.filter(([name]) => name !== 'timestamp');
  const mistakeOf = (signed: string): FoundMistake => {
    if (sent === undefined) return { mistake: 'timestamp-not-sent', args: { signed } };
    const isSameTime = A_TIME_IN_SECONDS.test(sent) && signed.slice(0, -3) === sent;
    const mistake = isSameTime ? 'timestamp-in-seconds' : 'timestamp-of-another-start';
    return { mistake, args: { signed, sent } };
  };
  return { names, key, beginning: `${signContentOf(others)}timestamp`, ends, mistakeOf };
}

/** Steps in ms with their number in both directions: a clock that was read twice, and recent starts. */
const STEPS: readonly (readonly [number, number])[] = [
  [1, 1000],
  [1000, 300],
  [60_000, 60],
  [3_600_000, 48],
  [86_400_000, 31],
];

function* stepped(centres: readonly string[], isUnsent: boolean): Generator<string> {
  for (const seconds of centres.filter((one) => A_TIME_IN_SECONDS.test(one))) {
    for (let ms = 0; ms < 1000; ms++) yield seconds + String(ms).padStart(3, '0');
  }
  for (const centre of centres.map(Number)) {
    for (const [step, count] of STEPS) yield* around(centre, 1, count, step);
  }
  if (isUnsent) yield* madeUp();
}

/** Outward in both directions, so that near times are tried first. */
function* around(centre: number, from: number, to: number, step = 1): Generator<string> {
  for (let distance = from; distance <= to; distance++) {
    yield String(centre + distance * step);
    yield String(centre - distance * step);
  }
}

/** Times of documentation examples, and invented ones. */
function* madeUp(): Generator<string> {
  yield* ['789', '1501668289957', '1524448722000', '123', '12345', '123456', '123456789'];
  yield* ['1234567890', '1234567890123', '1', '1000'];
  for (let time = 1_000_000_000_000; time < 2_600_000_000_000; time += 1_000_000_000) {
    yield String(time);
  }
}

/** In November 2023. Times in examples often equal this number, or begin like it. */
const ROUND = 1_700_000_000_000;
/** ms around a known time. */
const NEARBY = 130_000;
/** ms before now. */
const RECENT = 180_000;
/** ms before now, if another time was sent: the signed one is then more likely near that. */
const JUST_NOW = 60_000;
/** ms that a device's clock may be ahead. */
const AHEAD = 5000;
/** Seconds before now. */
const RECENT_SECONDS = 3600;

function* unmentioned(
  centres: readonly number[],
  isUnsent: boolean,
  now: number | undefined,
): Generator<string> {
  if (isUnsent && now !== undefined) yield* recent(now);
  for (const centre of centres) yield* around(centre, 1001, NEARBY);
  if (!isUnsent && now !== undefined) yield* recent(now, JUST_NOW);
  if (isUnsent) yield* around(ROUND, 1, NEARBY);
}

function* recent(now: number, most = RECENT): Generator<string> {
  for (let ago = 0; ago <= RECENT_SECONDS; ago++) yield String(Math.floor(now / 1000) - ago);
  for (let ago = 0; ago <= most; ago++) yield String(now - ago);
  for (let ahead = 1; ahead <= AHEAD; ahead++) yield String(now + ahead);
}

function* first<T>(most: number, list: Iterable<T>): Generator<T> {
  let left = most;
  for (const one of list) {
    if (left <= 0) return;
    left -= 1;
    yield one;
  }
}
