import type { Texts } from '../en/texts.ts';

export const recent: Texts['recent'] = {
  title: '最近使用',
  files: '最近的文件',
  clear: '清空列表',
  clearedAll: '已清空最近使用的连接和文件列表',
  remove: (name) => `从列表中移除 ${name}`,
  removed: (name) => `已从列表中移除 ${name}`,
  openTitle: '打开表单；双击即连接',
  fileTitle: '重新打开文件；浏览器可能会请求许可，或要求重新选择文件',
  connect: (name) => `连接 ${name}`,
};
