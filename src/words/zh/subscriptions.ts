import type { Texts } from '../en/texts.ts';
import { reasonCode } from './reasonCodes.ts';

export const subscriptions: Texts['subscriptions'] = {
  title: '订阅',
  filter: '主题过滤器',
  filterPlaceholder: '例如 sensors/# 或 +/temp',
  qos: '请求的 QoS',
  subscribe: '订阅',
  options: '选项',
  noLocal: '不回送（No Local）',
  noLocalTitle: 'Broker 不把此客户端发布的消息发回给它。',
  retainAsPublished: '按发布时保留（Retain As Published）',
  retainAsPublishedTitle: 'RETAIN 标志保持发布者的设置。',
  retainHandling: '保留消息',
  retainHandlings: {
    0: '订阅时发送',
    1: '仅新订阅时发送',
    2: '不发送',
  },
  nothing: '已连接，尚未订阅',
  nothingHint: '订阅之前不会收到任何消息。# 表示全部。',
  nothingHere: '已连接，此处尚未订阅',
  nothingHintDevice: (topic) => `平台不接受 #：请订阅设备自己的 Topic，例如 ${topic}。`,
  sessionHint: 'Broker 保留了此客户端的会话：之前在其中订阅的主题仍会收到消息。',
  allHint: '# 表示全部。',
  remove: (filter) => `取消订阅 ${filter}`,
  requested: (qos) => `QoS ${qos}`,
  state: (state, asked) => {
    switch (state.kind) {
      case 'granted':
        return `请求 QoS ${asked}，授予 QoS ${state.qos}`;
      case 'refused':
        return `请求 QoS ${asked}，被拒绝`;
      case 'requested':
        return `请求 QoS ${asked}，尚无应答`;
      case 'waiting':
        return `QoS ${asked}，等待连接`;
      case 'not-sent':
        return `QoS ${asked}，未发送`;
      case 'held':
        return `QoS ${asked}，暂不发送`;
    }
  },
  refused: (filter) => `被拒绝：${filter}`,
  refusedHint: 'Broker 未授予此主题过滤器，连接仍然有效。能读什么由 Broker 的访问规则决定。',
  refusedHintDevice:
    '平台未授予此主题过滤器，连接仍然有效。该 Topic 不属于此设备，或产品上没有定义这一 Topic 类：请在控制台该产品的 Topic 类列表中定义，并给予订阅权限。',
  notSent: (filter) => `未发送：${filter}`,
  notSentHint: '若发送，Broker 会因此断开连接。请移除它，另订阅其他主题过滤器。',
  held: (filter) => `暂不发送：${filter}`,
  heldCount: (count) => `${count} 个主题过滤器暂不发送`,
  heldText: (code) =>
    `${code === undefined ? 'Broker 收到 SUBSCRIBE 后没有应答就立即关闭了连接。' : `Broker 以 DISCONNECT ${reasonCode(code)} 回应 SUBSCRIBE，并由此结束了连接。`}很可能是其访问规则不允许，或不支持此过滤器。`,
  heldHint: '不会自动再次发送。请移除它，或在 Broker 上修改后重试。',
  tryAgain: '重试',
  removeHeld: '移除',
  reasonString: '原因字符串：',
  already: '已订阅：再点“订阅”会替换其选项。',
};
