/** Meaning of a field's value. */
import type { Words } from '../../../base/message.ts';
import { versionName } from '../../../mqtt/tables/packetNames.ts';
import { hexByte } from '../../../mqtt/tables/reasonCodes.ts';
import type { ValueMeanings } from '../../../mqtt/tables/valueMeanings.ts';
import { plainValues } from '../../plainValues.ts';
import { standardCode } from '../codes/standardCodes.ts';

const RETAIN_HANDLING = ['发送保留消息', '仅新订阅时发送保留消息', '不发送保留消息'] as const;

export const values: Words<ValueMeanings> = {
  ...plainValues,
  'reserved-type': ({ number }) => `保留（${number}）`,
  bytes: ({ bytes }) => `${bytes} 字节`,
  off: () => '关闭',
  'never-expires': () => '永不过期',
  'yes-no': ({ value }) => `${value}（${value === 0 ? '否' : '是'}）`,
  'not-defined': ({ value }) => `${value}（未定义）`,
  'protocol-version': ({ level, version, isBridge }) =>
    isBridge
      ? `${hexByte(level)}（${versionName(version)}，标记为桥接）`
      : `${hexByte(level)}（${versionName(version)}）`,
  'reason-code': standardCode,
  'retain-handling': ({ value }) => `${value}（${RETAIN_HANDLING[value]}）`,
  'payload-format': ({ value }) => `${value}（${value === 1 ? 'UTF-8 文本' : '未指明'}）`,
  properties: ({ count }) => (count === 0 ? '无' : `${count} 个属性`),
  'not-utf8': () => '不是 UTF-8',
  'unknown-alias': ({ alias }) => `未知别名 ${alias}`,
};
