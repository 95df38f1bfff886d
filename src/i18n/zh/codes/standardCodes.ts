import {
  type PlacedCode,
  reasonCodeName,
  reasonCodeNumber,
} from '../../../mqtt/tables/reasonCodes.ts';

/** 标准中的英文名称，供字段树使用：`0x86 Bad User Name or Password`。 */
export const standardCode = ({ place, code, version }: PlacedCode): string =>
  `${reasonCodeNumber(code, version)} ${reasonCodeName(place, code, version) ?? '未定义'}`;

/** `返回码 4`、`原因码 0x86`。 */
export const numbered = (code: string): string =>
  `${code.startsWith('0x') ? '原因码' : '返回码'} ${code}`;
