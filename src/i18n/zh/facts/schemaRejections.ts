/** JSON Schema 不能使用的原因。 */

import { say, type Words } from '../../../base/message.ts';
import type {
  KeywordValue,
  SchemaRejections,
} from '../../../engine/schemas/keywords/schemaRejections.ts';
import { patternErrors } from './patternErrors.ts';

const EXPECTED: Readonly<Record<KeywordValue, string>> = {
  schema: '一个 Schema（对象，或 true、false）',
  'schema-or-list': '一个 Schema，或由 Schema 组成的数组',
  schemas: '由 Schema 组成的数组',
  'schemas-by-name': '成员均为 Schema 的对象',
  names: '由名称（带引号的文本）组成的数组',
  'names-by-name': '成员均为名称数组的对象',
  'names-or-schema': '一个 Schema，或名称数组',
  list: '数组',
  types: 'null、boolean、object、array、number、string、integer 之一，或由它们组成的数组',
  text: '带引号的文本',
  number: '数字',
  'above-zero': '大于 0 的数字',
  double: '介于 -1.8e308 与 1.8e308 之间的数字',
  count: '不小于 0 的整数',
  boolean: 'true 或 false',
  anchor: '由字母、数字、-、_、. 组成的名称',
  'root-reference': '"#"',
};

export const schemaRejections: Words<SchemaRejections> = {
  json: () => '这不是 JSON',
  'no-schema': () => 'JSON Schema 必须是对象，或 true、false',
  'too-large': () => '与它之前的 Schema 合计过大，请删去不需要的部分',
  'too-deep': ({ levels }) => `嵌套超过 ${levels} 层`,
  failed: ({ error }) => `准备 Schema 时出错（${error}）`,
  keyword: ({ place, expected }) => `${place} 处应为${EXPECTED[expected]}`,
  pattern: ({ place, pattern, why }) =>
    `不支持 ${place} 处的模式 ${pattern}：${say(patternErrors, why).replace(/。$/, '')}`,
  reference: ({ place, reference }) =>
    `${place} 处引用的 ${reference} 不在此 Schema 中；不会从别处获取 Schema`,
  'no-uri': ({ place, uri }) => `${place} 处的 ${uri} 不是 URI`,
  'uri-twice': ({ place, uri }) => `${place} 处的 ${uri} 已是另一个 Schema 的标识`,
  endless: ({ place }) => `${place} 处的 Schema 对同一个值又引用回自身，检查永远不会结束`,
};
