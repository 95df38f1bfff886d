import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const recent: Texts['recent'] = {
  title: '最近使用',
  file: '文件',
  unknownBroker: '未知 Broker',
  packets: (count) => `${grouped(count)} 个报文`,
  ago: {
    now: '刚刚',
    minutes: (count) => `${count} 分钟前`,
    hours: (count) => `${count} 小时前`,
    yesterday: '昨天',
  },
  lastConnected: (ago) => `上次连接：${ago}`,
  clear: '清空列表',
  clearedAll: '已清空最近使用的连接和文件列表',
  remove: (name) => `从列表中移除 ${name}`,
  removed: (name) => `已从列表中移除 ${name}`,
  openTitle: '打开表单；双击即连接',
  fileTitle: '重新选择该文件',
  connect: (name) => `连接 ${name}`,
};
