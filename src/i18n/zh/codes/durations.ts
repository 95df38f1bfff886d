/** 时长的中文写法。 */
import type { Intervals } from '../../../engine/topics/tree/pace.ts';
import {
  age as englishAge,
  duration as englishDuration,
  elapsed as englishElapsed,
  pace as englishPace,
  paces as englishPaces,
  roughly as englishRoughly,
  seconds as englishSeconds,
  span as englishSpan,
  when as englishWhen,
} from '../../durations.ts';
import { spaced } from './spaced.ts';

const UNITS: Readonly<Record<string, string>> = {
  s: '秒',
  min: '分',
  h: '小时',
  d: '天',
};

/** 微秒：`9.1 ms`、`2.236 秒`、`3 分 05 秒`。 */
export const duration = (us: number): string => inChinese(englishDuration(us));

/** 微秒，位数较少：`9.1 ms`、`1.9 秒`、`3 分 05 秒`。 */
export const roughly = (us: number): string => inChinese(englishRoughly(us));

/** 微秒，正在增加：`3.2 秒`、`3 分 05 秒`。 */
export const elapsed = (us: number): string => inChinese(englishElapsed(us));

/** 微秒；与另一时刻相比：`568 ms 后`、`1.2 秒前`、`同一时刻`。 */
export function when(us: number): string {
  const [, time, order] = /^(.*) (later|earlier)$/.exec(englishWhen(us)) ?? [];
  if (time === undefined) return '同一时刻';
  return spaced(inChinese(time), order === 'later' ? '后' : '前');
}

/** 微秒：`12.3 秒`。 */
export const seconds = (us: number): string => inChinese(englishSeconds(us));

/** 秒；最能说明问题的两个单位：`30 秒`、`5 分钟`、`1 分 29 秒`、`3 天 4 小时`。 */
export function span(seconds: number): string {
  return inChinese(englishSpan(seconds));
}

/** 秒；一个单位，向下取整：`30 秒`、`5 分钟`、`2 小时`。 */
export function age(seconds: number): string {
  return inChinese(englishAge(seconds));
}

/** 微秒；间隔：`0.25 秒`、`5 秒`、`1 分 30 秒`。 */
export function pace(us: number): string {
  return inChinese(englishPace(us));
}

/** 微秒；一个间隔，或者最短和最长间隔，单位相同时只写一次：`5 `、`40 秒`。 */
export function paces(intervals: Intervals): readonly [string, string?] {
  const [from, to] = englishPaces(intervals);
  if (to === undefined) return [inChinese(from)];
  return [/\d$/.test(from) ? `${from} ` : inChinese(from), inChinese(to)];
}

function inChinese(text: string): string {
  return text.replace(/[a-z]+/g, (unit) => UNITS[unit] ?? unit).replace(/分$/, '分钟');
}
