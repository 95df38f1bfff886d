/** 固件等文件的文字。 */
import type { WebhookFacts } from '../../../broker/platform/devices/webhook.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const firmware: Texts['firmware'] = {
  webhook: {
    title: 'Webhook 转发',
    none: '设备上报的数据不转发。',
    address: '地址',
    counts: '消息',
    told: ({ sent, waiting, failed, dropped }: WebhookFacts): string =>
      `已发送 ${grouped(sent)}，等待 ${grouped(waiting)}，失败 ${grouped(failed)}，丢弃 ${grouped(dropped)}`,
    trouble: '最近一次失败',
    url: 'URL',
    hint: '属性、事件、透传数据和自定义 Topic 的消息以 JSON 格式 POST 到此地址。其他机器的地址须在启动时指定（--alibaba-webhook）。',
    apply: '设置',
    set: '已设置 Webhook',
    remove: '删除 Webhook',
    removed: 'Webhook 已删除',
  },
};
