import type { Texts } from '../../en/texts.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

export const subscribing: Texts['subscribing'] = {
  noLocal: '不接收自己的消息（No Local）',
  noLocalTitle: 'Broker 不把此客户端发布的消息发回给它。',
  retainAsPublished: '按发布时保留（Retain As Published）',
  retainAsPublishedTitle: 'RETAIN 标志保持发布者的设置。',
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
  notSentHint: '若发送，Broker 会因此断开连接。请移除它，另订阅其他主题过滤器。',
  held: (filter) => `暂不发送：${filter}`,
  heldText: (code) =>
    `${code === undefined ? 'Broker 收到 SUBSCRIBE 后没有响应就立即关闭了连接。' : `Broker 以 DISCONNECT（${reasonCode(code)}）响应 SUBSCRIBE，连接因此结束。`}很可能是其访问规则不允许，或不支持此过滤器。`,
  heldHint: '不会自动再次发送。请移除它，或在 Broker 上修改后重试。',
  tryAgain: '重试',
  removeHeld: '移除',
  reasonString: '原因字符串：',
};
