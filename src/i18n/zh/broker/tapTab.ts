import type { FirstTexts } from '../../en/first.ts';

export const tapTab: FirstTexts['tapTab'] = {
  tab: (isDeviceTap) => (isDeviceTap ? '设备抓包' : '经过 Broker'),
  title: '经过 Broker 的报文',
  noPublishing: '本标签页显示其他客户端的报文：没有可用于发布的连接。',
  noPublishingHint: '请在某个连接的标签页中发布，或在那里重放这些客户端的消息。',
};
