/** 物模型有什么问题，以及与其不符的值。 */
import type { ValueFaults } from '../../../alibaba/alink/checkValue.ts';
import type { TslFaults } from '../../../alibaba/alink/tslFaults.ts';
import { say, type Words } from '../../../base/message.ts';
import { grouped } from '../../numbers.ts';
import { jsonErrors } from './payloadErrors.ts';

/** After line and column. */
export const tslFaults: Words<TslFaults> = {
  'not-utf8': () => '文件不是 UTF-8',
  'not-json': ({ what }) => `不是 JSON，${say(jsonErrors, what)}`,
  'not-object': () => '物模型应为对象 {…}',
  'no-model': () => '这不是物模型：既没有属性，也没有事件和服务；请导出产品的 TSL',
  'not-list': ({ name }) => `${name} 应为数组 […]`,
  'not-member-object': ({ name }) => `${name} 的每一项应为对象 {…}`,
  'no-identifier': () => '此处缺少带引号的标识符',
  twice: ({ name }) => `标识符 ${name} 出现了两次`,
  'no-type': ({ name }) => `${name} 没有 dataType，或其中没有带引号的 type`,
  'unknown-type': ({ name, type }) =>
    `${name} 的类型是 ${type}；已知的有 int、float、double、enum、bool、text、date、struct 和 array`,
  'not-one-of': ({ name, allowed }) => `${name} 应为 ${allowed.join('、')} 之一`,
  'not-number': ({ name }) => `${name} 应为数字，可带引号`,
  'not-integer': ({ name }) => `int 的 ${name} 应为整数`,
  'min-above-max': () => 'min 大于 max',
  'names-not-integers': () => 'enum 或 bool 的取值应为带引号的整数',
  'not-text': ({ name }) => `${name} 应为带引号的文本`,
  'no-members': () => 'struct 的成员应写成数组，放在 specs 中',
  'no-item': () => 'array 须有元素的类型，写在 specs.item.type',
  'too-deep': () => 'struct 与 array 的嵌套超过 8 层',
};

export const valueFaults: Words<ValueFaults> = {
  'not-number': () => '应为数字',
  'not-integer': () => '应为整数',
  'below-min': ({ min }) => `小于 ${min}`,
  'above-max': ({ max }) => `大于 ${max}`,
  'not-named': ({ names }) => `不是 ${names.join('、')} 之一`,
  'not-text': () => '应为文本',
  'too-long': ({ length, most }) => `有 ${grouped(length)} 字节，最多 ${grouped(most)} 字节`,
  'not-date': () => '应为自 1970 年起的毫秒数，写成十进制文本',
  'not-object': () => '应为对象',
  'unknown-member': () => '物模型中没有此成员',
  'unknown-property': () => '物模型中没有此属性',
  'unknown-event': () => '物模型中没有此事件',
  'not-time': () => '应为 1970 年以来的毫秒数（整数）；改用收到的时间',
  'time-in-seconds': () => '这像是秒数；应为 1970 年以来的毫秒数',
  missing: () => '缺失',
  'not-documented': () => '与文档不符',
  'not-array': () => '应为数组',
  'too-many': ({ length, most }) => `有 ${grouped(length)} 项，最多 ${grouped(most)} 项`,
};
