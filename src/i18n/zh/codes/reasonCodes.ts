import {
  type PlacedCode,
  reasonCodeName,
  reasonCodeNumber,
} from '../../../mqtt/tables/reasonCodes.ts';
import { REASON_NAMES } from './reasonNames.ts';

const REFUSED = '连接被拒绝：';

/** 供人阅读：`0x86 用户名或密码错误`。 */
export const reasonCode = ({ place, code, version }: PlacedCode): string =>
  `${reasonCodeNumber(code, version)} ${meaningOf(reasonCodeName(place, code, version))}`;

/** 拒绝的原因，不重复“连接被拒绝”。 */
export function meaningOf(name: string | undefined): string {
  if (name === undefined) return '未定义';
  const meaning = REASON_NAMES.get(name.toLowerCase()) ?? name;
  return meaning.startsWith(REFUSED) ? meaning.slice(REFUSED.length) : meaning;
}
