import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const logOnDisk: Texts['logOnDisk'] = {
  discarded: (count, budget) =>
    `已丢弃较早的 ${grouped(count)} 个报文：报文记录的容量为 ${Math.round(budget / 1_048_576)} MiB。`,
  keep: '存到磁盘…',
  faults: {
    full: '磁盘空间不足，无法存放更多报文。',
    unwritable: '无法写入报文记录的文件，其中的报文已丢失。',
    unreadable: '无法读取报文记录的文件，其中的报文已丢失。',
    unopened: '浏览器没有为报文记录提供文件。',
  },
  action: '内存写满后将报文存到磁盘',
  title: '磁盘上的报文',
  text: '报文记录写满后，最早的报文不再丢弃，而是写入此浏览器的一个私有文件。这些报文仍在列表中，过滤器也能找到。密码和其他敏感信息不会写入。关闭连接时，文件随之删除；如果页面或浏览器先结束，这些报文会一直保存，直到您将其删除。',
  allow: '内存写满后使用磁盘',
  room: (size) => `浏览器还允许此页面使用 ${size}。`,
  none: '浏览器不向此页面提供文件。页面须通过 HTTPS 或从本机打开，且不能在无痕窗口中。',
  on: '对已打开和新打开的连接及文件都有效。',
  memory: '报文记录的内存',
  memories: (mib) => (mib === 0 ? '256 MiB，文件为 1.25 GiB' : `${mib} MiB`),
  memoryHint: '内存越少，磁盘上的报文越多，过滤也越慢。',
  off: '已存到磁盘的报文保存到连接关闭为止。',
  left: {
    title: '仍在磁盘上的报文',
    hint: '页面、浏览器或 Worker 在删除这些报文之前已结束。报文会一直保存，直到您将其删除。',
    about: (time, packets, size) => `始于 ${time}，${grouped(packets)} 个报文，${size}`,
    unnamed: '未命名的连接',
    open: '作为抓包打开',
    openOf: (name) => `将 ${name} 的报文作为抓包打开`,
    delete: '删除',
    deleteOf: (name) => `删除 ${name} 的报文`,
    deleted: (name) => `已删除 ${name} 的报文`,
    takes: (size) => `之前连接的报文占用 ${size}。`,
    show: '查看…',
  },
};
