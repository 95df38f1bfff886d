import type { SchemaErrors } from '../../../payload/tree/schemaErrors.ts';
import type { Texts } from '../../en/texts.ts';

const KINDS: Readonly<Record<SchemaErrors['wanted']['what'], string>> = {
  object: '花括号中的对象',
  list: '方括号中的列表',
  text: '文本',
  bytes: 'Base64 形式的字节，长度须与 schema 一致',
  number: '范围内的数字',
  truth: 'true 或 false',
  null: 'null',
};

export const bySchema: Texts['bySchema'] = {
  misfits: {
    wanted: ({ what }) => `按 schema，此处应为${KINDS[what]}`,
    whole: ({ least, most }) => `按 schema，此处应为 ${least} 至 ${most} 的整数`,
    field: ({ name }) => `schema 在此处没有字段“${name}”`,
    missing: ({ name }) => `此处缺少“${name}”`,
    word: ({ of }) => `按 schema，此处应为 ${of.join('、')} 之一`,
    deep: ({ levels }) => `嵌套超过 ${levels} 层`,
    'no-schema': () => '所选的 schema 不存在',
  },
  type: 'Schema 与类型',
  none: '还没有定义了类型的 schema 文件。',
  files: 'Schema 文件…',
  whole: (file) => file,
  typed: (type, file) => `${type} · ${file}`,
};
