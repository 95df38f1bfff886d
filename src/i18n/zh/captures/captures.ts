import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { spaced } from '../codes/spaced.ts';

export const packetCount = (packets: number): string => `${grouped(packets)} 个报文`;

export const captures: Texts['captures'] = {
  save: '保存抓包',
  saveAs: '另存为',
  open: '打开抓包',
  openFile: '打开抓包文件',
  saving: {
    title: '正在保存',
    progress: (examined, packets) => `${grouped(examined)} / ${packetCount(packets)}`,
    done: (packets, size, name) => `已保存 ${packetCount(packets)}，${size}：${name}`,
    leftOut: (count) => `已省略 ${grouped(count)} 个不属于任何报文的字节，位置见文件中的说明。`,
    failed: (name, why) => spaced(`无法写入 ${name}：${why}`, '已记录的报文仍在这里。'),
    stop: '停止保存',
    stopped: '已停止保存，未写入文件。',
  },

  drop: '拖放文件到此处，作为抓包打开',
  noPublishing: '这是抓包文件：没有可用于发布的连接。',
  noPublishingHint: '请在另一个标签页中打开连接来发布，或在那里重放此文件的消息。',

  marks: {
    mark: '标记此报文',
    unmark: '取消标记',
    marked: '已标记',
    note: '备注',
    notePlaceholder: '关于此报文的备注',
    next: '下一个标记',
    none: '没有已标记的报文。',
    said: (packet) => `已标记报文 ${grouped(packet)}`,
    unsaid: (packet) => `已取消报文 ${grouped(packet)} 的标记`,
  },

  closeSaves: '先保存',
  closeFile: (name) => `关闭 ${name}？`,
  closeFileLoses: '打开后所做的标记和备注不在任何文件中。',
  closeFileAction: '关闭文件',
  replay: '重放消息',
};
