/** 模板无法填入的原因。 */
import type { Words } from '../../../base/message.ts';
import type { TemplateErrors } from '../../../payload/templates/template.ts';
import { grouped } from '../../numbers.ts';

const LACKING: Readonly<Record<TemplateErrors['not-in-message']['what'], string>> = {
  payload: '该消息的载荷在此路径下没有内容，或不是文本',
  topic: '该消息的主题没有这一级',
  response: '该消息没有响应主题',
  correlation: '该消息没有关联数据',
};

export const templateErrors: Words<TemplateErrors> = {
  unclosed: () => '“{{”缺少对应的“}}”。若要原样写出 {{，请写 {{{{',
  'unclosed-quote': () => '缺少引号',
  'no-name': () => '缺少名称，例如 n 或 now',
  'unknown-name': ({ name }) => `“${name}”无法填入。若要原样写出 {{，请写 {{{{`,
  arguments: ({ like }) => `请写成 ${like} 这样`,
  range: () => '下限应写在前面',
  digits: () => '最多 15 位数字',
  'no-value': ({ topic }) => `尚未收到 ${topic} 的值`,
  'no-path': ({ topic }) => `${topic} 的最新值在此路径下没有内容`,
  'too-large': ({ most }) => `填入后的文本最多 ${grouped(most)} 个字符：请使用更少或更短的值`,
  'too-expensive': () => '查找这些值耗时过长：请减少取值，使用较小的载荷，或减少针对同一消息的规则',
  'no-message': () => '只有在规则的响应中，才有可供取值的消息',
  'not-in-message': ({ what }) => LACKING[what],
};
