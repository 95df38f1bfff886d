import type { Texts } from '../../en/texts.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

export const subscribing: Texts['subscribing'] = {
  noLocal: '不接收自己的消息（No Local）',
  noLocalTitle: 'Broker 不把此客户端发布的消息再发给此客户端。',
  retainAsPublished: '保持发布时的 RETAIN（Retain As Published）',
  retainAsPublishedTitle: '投递时，RETAIN 与发布时相同。',
  retainHandling: '保留消息',
  retainHandlings: {
    0: '订阅时发送',
    1: '仅新订阅时发送',
    2: '不发送',
  },
  refused: (filter) => `被拒绝：${filter}`,
  refusedHint: 'Broker 未授予此主题过滤器，连接仍然有效。可订阅哪些主题由 Broker 的访问规则决定。',
  refusedHintDevice:
    '平台未授予此主题过滤器，连接仍然有效。该 Topic 不属于此设备，或产品没有定义此 Topic 类：请在控制台该产品的 Topic 类列表中定义，并授予订阅权限。',
  notSent: (filter) => `未发送：${filter}`,
  notSentHint: '若发送，Broker 会因此断开连接。请移除此主题过滤器，改订阅其他主题过滤器。',
  held: (filter) => `暂不发送：${filter}`,
  heldText: (code) =>
    `${code === undefined ? 'Broker 收到 SUBSCRIBE 后没有响应就立即断开了连接。' : `Broker 以 DISCONNECT（${reasonCode(code)}）响应 SUBSCRIBE，连接因此断开。`}很可能是访问规则不允许，或不支持此主题过滤器。`,
  heldHint: '不会自动再次发送。请移除此主题过滤器，或在 Broker 上修改后重试。',
  tryAgain: '重试',
  removeHeld: '移除',
  reasonString: '原因字符串：',
};
