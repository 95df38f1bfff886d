/** 时长的中文写法。 */
import { age as englishAge, span as englishSpan } from '../../durations.ts';

const UNITS: Readonly<Record<string, string>> = { s: '秒', min: '分', h: '小时', d: '天' };

/** 秒；最能说明问题的两个单位：`30 秒`、`5 分钟`、`1 分 29 秒`、`3 天 4 小时`。 */
export function span(seconds: number): string {
  return inChinese(englishSpan(seconds));
}

/** 秒；一个单位，向下取整：`30 秒`、`5 分钟`、`2 小时`。 */
export function age(seconds: number): string {
  return inChinese(englishAge(seconds));
}

function inChinese(text: string): string {
  return text.replace(/[a-z]+/g, (unit) => UNITS[unit] ?? unit).replace(/分$/, '分钟');
}
