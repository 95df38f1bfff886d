import type { Texts } from '../../en/texts.ts';

const steps: Texts['tour']['steps'] = {
  watch: {
    title: '观察',
    text: '本页面内运行着一个 Broker，十多台模拟设备向它发布消息。此连接已订阅 #，所有消息都会收到。在主题树中选择一个主题，即可看到它的值、图表和历史。',
    done: '该主题已有消息：值、图表和历史会随之更新。',
  },
  subscribe: {
    title: '订阅',
    text: '在“查找主题”下方输入主题过滤器 tour/# 并按 Enter。客户端发送 SUBSCRIBE；Broker 以 SUBACK 确认，其中有授予的 QoS。',
    done: '已收到 SUBACK：tour/# 已授予。',
  },
  publish: {
    title: '发布',
    text: '按 P 打开“发布”，填写主题（例如 tour/hello）和载荷，选择 QoS 1，按“发布”。Broker 以 PUBACK 确认；由于订阅了 tour/#，消息还会回到您这里。',
    done: '已收到 PUBACK：Broker 已收到消息。',
  },
  inspect: {
    title: '分析',
    text: '每一行是一次交互：一条消息及其确认。确认到达时，圆点随之填满。选择您发布的消息，即可看到它的时序图、载荷和字节。',
    done: '这就是您的消息及其确认。',
  },
  broker: {
    title: 'Broker',
    text: '这里是另一端：Broker 的客户端、保留消息和订阅。在列表中选择一个客户端。',
    done: '这就是该客户端在 Broker 一端的情况。',
  },
  qos2: {
    title: '实验：QoS 2，逐步进行',
    text: 'QoS 2 用四个报文保证恰好投递一次。在单步模式中，每个报文都在 Broker 中等待您放行，时序图随之延伸。其间设备暂停。',
    done: 'PUBLISH、PUBREC、PUBREL、PUBCOMP：四个报文都已通过。',
  },
  lost: {
    title: '实验：PUBACK 丢失',
    text: 'Broker 确认一条 QoS 1 消息时，网络恰好中断：PUBACK 丢失，客户端无法得知消息是否送达，于是重新连接，并带 DUP 标志重发消息。',
    done: '消息已带 DUP 重发并得到确认。丢失的 PUBACK 也在报文列表中，并注明了丢弃它的规则名。',
  },
  read: {
    title: '阅读分析结果',
    text: '该交互跨越断开的连接，包含全部经过：发送了什么、缺了什么、重发了什么，以及每一步背后的标准条款。',
    done: '这就是该交互。“实验”中还有更多内容；其他任何 Broker 都可以用同样的方式分析。',
  },
};

const waits: Texts['tour']['waits'] = {
  connect: 'CONNECT 等待中：客户端重新连接。Broker 会恢复其会话，进行中的交互会继续。',
  connack: 'CONNACK 等待中：Broker 允许客户端接入。此后客户端会重发未确认的报文。',
  disconnect: 'DISCONNECT 等待中：客户端断开连接，Broker 保存其会话。',
  publish: 'PUBLISH 等待中：其中是消息。Broker 会记录其报文标识符，以识别重发。',
  pubrec: 'PUBREC 等待中：Broker 表示已收到消息，客户端不会再发送该消息。',
  pubrel: 'PUBREL 等待中：收到后，Broker 不再保存该报文标识符。',
  pubcomp: 'PUBCOMP 等待中：收到后交互即完成，报文标识符可以再次使用。',
};

const doing: Texts['tour']['doing'] = {
  watch: '查看 oven-01 的一个值',
  subscribe: '订阅 tour/#',
  publish: '发布 tour/hello',
  inspect: '查看您的消息',
  broker: '查看此客户端',
  qos2: '在单步模式中以 QoS 2 发布',
  lost: '发布，并模拟 PUBACK 丢失',
  read: '查看该交互',
};

export const tour: Texts['tour'] = {
  title: '向导',
  counter: (at, of) => `第 ${at} / ${of} 步`,
  steps,
  waits,
  doing,
  byButton: (name, isBelow) => `${isBelow ? '下方' : '右侧'}的按钮“${name}”可代为完成。`,
  waitsToo: (packet) => `${packet} 等待中。`,
  underWay: '进行中…',
  away: '连接已断开。重新连接后，客户端从中断处继续。',
  connect: '重新连接',
  payload: '来自向导的问候',
  notConnected: '连接暂时断开。请稍候，或按“连接”。',
  nothingSent: '还没有这条消息。请返回上一步发布它。',
  letGo: '放行',
  back: '上一步',
  next: '下一步',
  skip: '跳过',
  finish: '完成',
  leave: '离开向导',
};
