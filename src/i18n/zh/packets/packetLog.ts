import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const packetLog: Texts['packetLog'] = {
  discarded: (count, budget) =>
    `已丢弃较早的 ${grouped(count)} 个报文：报文记录的容量为 ${Math.round(budget / 1_048_576)} MiB。`,
  toKeep: '如需全部保留，请记录到文件：',
  kept: {
    action: '刷新后保留报文',
    title: '保留的报文',
    text: '每个连接最新的报文（最多 8 MiB）保存在此浏览器的私有文件中，不含密码和其他敏感信息。刷新或崩溃后，标签页会重新显示这些报文。关闭页面后，可在一天内打开，此后下次访问时删除。清空报文或关闭连接时，文件随之删除。',
    allow: '保留最新的报文',
    none: '浏览器不向此页面提供文件。页面须通过 HTTPS 或从本机打开，且不能在无痕窗口中。',
    off: '不保留报文，已保留的报文已删除。',
    closedTabs: '已关闭标签页的报文',
    hint: '一天后，下次访问时删除',
    about: (time, packets) => `${grouped(packets)} 个报文，截至 ${time}`,
    unnamed: '未知的 Broker',
    open: '打开',
    openOf: (name) => `打开 ${name} 的报文`,
    delete: '立即删除',
    deleteAll: '全部立即删除',
    deleteOf: (name) => `立即删除 ${name} 的报文`,
    ended: '刷新后不再保留报文',
    endedText: '磁盘已满，或浏览器删除了文件。报文只在此标签页中，如需保留，请保存抓包。',
  },
};
