import { say, type Words } from '../../../base/message.ts';
import type { SchemaFileErrors } from '../../../payload/schemas/schemaFileErrors.ts';
import type { Texts } from '../../en/texts.ts';
import { bytes, grouped } from '../../numbers.ts';
import { schemaRejections } from '../facts/schemaRejections.ts';
import { notJudged } from '../rules/schemaBreaches.ts';

const schemaFileErrors: Words<SchemaFileErrors> = {
  expected: ({ wanted, found }) =>
    found === '' ? `文件末尾缺少 ${wanted}` : `此处应为 ${wanted}，而不是“${found}”`,
  number: ({ found }) => `${found} 不能作为字段编号`,
  twice: ({ name }) => `${name} 重复定义`,
  deep: ({ levels }) => `类型嵌套超过 ${levels} 层`,
  import: ({ file }) => `请添加此处导入的 ${file}`,
  type: ({ name }) => `没有定义消息或枚举“${name}”`,
  long: ({ most }) => `此名称连同外层名称超过 ${most} 个字符`,
  large: ({ most }) => `相互引用的 schema 文件合计超过 ${grouped(most)} 个字符`,
  json: () => '这不是 JSON',
};

export const payloadRules: Texts['payloadRules'] = {
  title: '载荷的解析方式',
  open: '载荷格式…',
  intro: '由第一条匹配的主题过滤器决定用哪些步骤解析载荷；其余载荷自动识别。',
  filter: '主题过滤器',
  chain: '步骤',
  chainHint: 'json.data | base64 | gzip',
  add: '添加规则',
  up: '上移',
  down: '下移',
  remove: '删除此规则',
  suggestions: '可选步骤',
  at: (column, why) => `第 ${column} 个字符：${why}。`,
  errors: {
    'no-step': () => '此处缺少步骤，例如 json 或 gzip',
    'unknown-step': ({ name, meant }) =>
      meant === undefined
        ? `没有名为“${name}”的步骤`
        : `没有名为“${name}”的步骤，是否指 ${meant}？`,
    arguments: ({ name, least, most }) =>
      most === 0
        ? `“${name}”的括号内不需要参数`
        : `“${name}”的括号内需要 ${least === most ? most : `${least} 至 ${grouped(most)}`} 个参数`,
    unclosed: ({ with: end }) => `缺少结尾的 ${end}`,
    'no-key': () => '此处应为键名或序号',
    unexpected: ({ found }) => `此处不能是“${found}”`,
    'no-values': ({ name }) => `“${name}”的结果是字节，没有可选取的值`,
    'too-many': ({ most }) => `最多 ${most} 个步骤`,
    long: ({ most }) => `最多 ${grouped(most)} 个字符`,
    schema: ({ file, line, column, why }) =>
      `${file} 第 ${line} 行第 ${column} 列：${say(schemaFileErrors, why)}`,
    'no-file': ({ file }) => `没有名为“${file}”的 schema 文件`,
    'no-type': ({ type, file }) => `${file} 中没有定义“${type}”`,
    'no-choice': ({ choices }) => `应为 ${choices.join('、')} 之一`,
    'no-count': ({ found, most }) => `“${found}”不是 0 至 ${grouped(most)} 的字节数`,
    'no-bits': ({ found }) => `“${found}”不是带位数的名称，例如 flags:3`,
  },
  preview: (topic) => `${topic} 的最新消息`,
  noPreview: '尚未收到适用此规则的消息。',
  layer: (name, size) => `${name}，${bytes(size)}`,
  asChosen: '按指定方式',
  chosen: '已指定',
  detected: '自动识别',
  later: (packet) =>
    packet === 0 ? '依据其后的报文推测' : `依据其后的第 ${grouped(packet)} 个报文推测`,
  files: 'Schema 与主题约定',
  noFiles: '无。protobuf 等步骤需要 schema 文件；*.convention.json 说明主题的含义。',
  addFiles: '添加文件…',
  removeFile: (name) => `移除 ${name}`,
  tooLarge: (name) => `${name} 过大。`,
  notText: (name) => `${name} 不是文本文件。`,
  held: {
    title: '用于检查消息的 Schema',
    none: '没有。不符合其主题的 JSON Schema 的消息会列为问题。',
    add: '添加 Schema',
    schema: 'JSON Schema 文本',
    fromFile: '从文件读取…',
    remove: '移除此 Schema',
    notRead: (name) => `${name} 不是文本，或过大。`,
    wrong: (why) => `无法使用：${why}。`,
    errors: schemaRejections,
    state: (judged, breaches) =>
      `已检查 ${grouped(judged)} 条消息，${grouped(breaches)} 条不符合。`,
    notJudged: (count) => `${grouped(count)} 条过大，未检查。`,
    reasons: notJudged,
    off: (why, since, count) =>
      `自报文 ${grouped(since)} 起停用：${why}。未检查 ${grouped(count)} 条消息。请简化 Schema，然后点击“应用”。`,
    ahead: (count) => `还有 ${grouped(count)} 个报文。`,
  },
  use: '应用',
  notSaved: (why) => `已应用，但未能保存到连接配置：${why}`,
};
