import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const announce: Texts['announce'] = {
  state: (state) => {
    switch (state.kind) {
      case 'connected':
        return state.sessionLost ? '已连接；会话已丢失' : '已连接';
      case 'connecting':
        return '连接中';
      case 'waiting':
        return `连接已断开，${Math.round(state.delay / 1000)} 秒后重试`;
      case 'closed':
        return state.failure === undefined ? '连接已断开' : '连接失败';
      case 'file':
        return '抓包文件';
    }
  },
  subscription: ({ subscription, state }) =>
    state.kind === 'granted'
      ? `已订阅 ${subscription.filter}，授予 QoS ${state.qos}`
      : state.kind === 'held'
        ? `暂不发送 ${subscription.filter} 的订阅：Broker 会因此断开连接`
        : `${subscription.filter} 的订阅被拒绝`,
  published: (outcome, topic) => {
    switch (outcome.kind) {
      case 'sent':
        return `已发往 ${topic}`;
      case 'acknowledged':
        return `发往 ${topic} 的消息已确认`;
      case 'refused':
        return `发往 ${topic} 的消息被拒绝`;
      case 'timed-out':
        return `发往 ${topic} 的消息没有确认`;
      case 'queued':
        return `发往 ${topic} 的消息排队中`;
      case 'held':
        return `暂不发送发往 ${topic} 的消息：Broker 会因此断开连接`;
      case 'discarded':
        return `已丢弃发往 ${topic} 的消息`;
      case 'unknown':
        return `发往 ${topic} 的消息结果未知`;
      case 'in-flight':
      case 'not-sent':
        return undefined;
    }
  },
  repeated: (sent, times) => `循环发送结束：已发送 ${grouped(sent)} / ${grouped(times)}`,
  hit: (packet, isStopped) => `等到了报文 ${grouped(packet)}${isStopped ? '；已停止记录' : ''}`,
  problems: (value) => `发现 ${grouped(value)} 个新问题`,
};
