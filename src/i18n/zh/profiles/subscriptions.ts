import type { Texts } from '../../en/texts.ts';

export const subscriptions: Texts['subscriptions'] = {
  title: '订阅',
  filter: '主题过滤器',
  filterPlaceholder: '例如 sensors/#',
  qos: '请求的 QoS',
  subscribe: '订阅',
  another: '添加订阅',
  options: '选项',
  nothing: '已连接，尚未订阅',
  nothingHint: '订阅之前不会收到任何消息。# 表示全部。',
  nothingHere: '已连接，此处尚未订阅',
  nothingHintDevice: (topic) => `平台不接受 #：请订阅设备自己的 Topic，例如 ${topic}。`,
  sessionHint: '已恢复 Broker 上的会话：之前订阅的主题仍会收到消息。',
  allHint: '# 表示全部。',
  remove: (filter) => `取消订阅 ${filter}`,
  requested: (qos) => `QoS ${qos}`,
  granted: (qos) => `授予 QoS ${qos}`,
  state: (state, asked) => {
    switch (state.kind) {
      case 'granted':
        return `请求 QoS ${asked}，授予 QoS ${state.qos}`;
      case 'refused':
        return `请求 QoS ${asked}，被拒绝`;
      case 'requested':
        return `请求 QoS ${asked}，尚无响应`;
      case 'waiting':
        return `QoS ${asked}，等待连接`;
      case 'not-sent':
        return `QoS ${asked}，未发送`;
      case 'held':
        return `QoS ${asked}，暂不发送`;
    }
  },
  more: (count) => `另有 ${count} 个`,
  count: (count) => `${count} 个订阅`,
  fewer: '收起',
  heldCount: (count) => `${count} 个主题过滤器暂不发送`,
  already: '已订阅：再点“订阅”会替换其选项。',
};
