/** 时长的中文写法。 */
import { span as english } from '../../durations.ts';

const UNITS: Readonly<Record<string, string>> = { s: '秒', min: '分', h: '小时', d: '天' };

/** 秒；最能说明问题的两个单位：`30 秒`、`5 分钟`、`1 分 29 秒`、`3 天 4 小时`。 */
export function span(seconds: number): string {
  return english(seconds)
    .replace(/[a-z]+/g, (unit) => UNITS[unit] ?? unit)
    .replace(/分$/, '分钟');
}
