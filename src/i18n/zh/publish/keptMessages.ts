import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { roundSize } from '../../sizes.ts';

export const keptMessages: Texts['keptMessages'] = {
  title: '收藏的消息',
  name: '消息名称',
  keep: '收藏消息',
  none: '尚无收藏。',
  noneFound: '没有名称、文件夹或主题包含此内容的消息。',
  search: '查找收藏的消息',
  clearSearch: '清除搜索',
  unreadable: (count) => `${grouped(count)} 条消息来自更新的版本，无法读取。`,
  saved: (name) => `已收藏 ${name}`,
  removed: (name) => `已删除 ${name}`,
  send: (name) => `发布 ${name}`,
  delete: (name) => `删除 ${name}`,
  load: '载入表单',
  rename: '重命名…',
  rowMenu: (name) => `对 ${name} 的操作`,
  isTemplate: '将填入 {{…}}',
  menu: '导入和导出消息',
  import: '导入…',
  importNote: '本应用的文件，或 MQTTX 连同消息导出的文件',
  export: '导出',
  exportNote: '载荷原样导出；名称像敏感信息的用户属性不带值',
  imported: (count, known, skipped) =>
    [
      `已导入 ${grouped(count)} 条消息`,
      ...(known === 0 ? [] : [`${grouped(known)} 条之前已有`]),
      ...(skipped === 0 ? [] : [`${grouped(skipped)} 条无法读取`]),
    ].join('；'),
  allKept: (count) => (count === 1 ? '之前已有该消息' : `之前已有这 ${grouped(count)} 条消息`),
  tooLargeAgain: (most) => `文件超过 ${roundSize(most)}，无法整体导入。`,
  errors: {
    'too-large': (file, most) => `${file} 超过 ${roundSize(most)}。`,
    'not-json': (file) => `${file} 不是 JSON。`,
    unknown: (file) => `${file} 中没有可识别的消息。`,
    empty: (file) => `${file} 中没有可以发布的消息。`,
    newer: (file) => `${file} 由更新的版本生成。`,
    'too-many': (file, most) => `${file} 中的消息超过 ${grouped(most)} 条。`,
  },
};
