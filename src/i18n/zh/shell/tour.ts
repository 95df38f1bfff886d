import type { Texts } from '../../en/texts.ts';

const steps: Texts['tour']['steps'] = {
  watch: {
    title: '观察',
    text: '本页面内运行着一个 Broker，十多台模拟设备向它发布消息。此连接已订阅 #，所有消息都会收到：左侧主题树不断增长，报文列表不断滚动。选择主题可看其值和历史，选择报文可看其字段和字节。',
    done: '消息已到来。',
  },
  subscribe: {
    title: '订阅',
    text: '在“查找主题”下方输入主题过滤器 tour/# 并按 Enter，或由向导代劳。客户端发送 SUBSCRIBE；Broker 以 SUBACK 响应，其中有授予的 QoS。',
    done: '已收到 SUBACK：tour/# 已授予。',
  },
  publish: {
    title: '发布',
    text: '在“发布”中填写主题（例如 tour/hello）和载荷，选择 QoS 1，按“发布”，或由向导代劳。Broker 以 PUBACK 响应；由于订阅了 tour/#，消息会回到您这里。',
    done: '已收到 PUBACK，消息也已回来：用“查找主题”可在 tour 下找到它。',
  },
  qos2: {
    title: 'QoS 2，逐步进行',
    text: 'QoS 2 用四个报文保证恰好投递一次。在单步模式中，每个报文都在 Broker 处等待您放行。其间设备保持安静。',
    done: 'PUBLISH、PUBREC、PUBREL、PUBCOMP：四个都已经过，没有报文再等待。',
  },
  lost: {
    title: '丢失一个 PUBACK',
    text: 'Broker 响应一条 QoS 1 消息时，网络恰好中断：PUBACK 丢失，客户端无法知道消息是否送达。它重新连接，并带 DUP 标志重发消息。',
    done: '消息已带 DUP 重发并得到确认。丢失的 PUBACK 也在列表中，并注明了处理它的规则名。',
  },
  read: {
    title: '阅读检查器的说明',
    text: '“握手”把属于同一交互的报文放在一起，跨越断开的连接也不例外：发送了什么、缺了什么、重发了什么，以及每一步背后的标准条款。',
    done: '这就是该交互。更多同类内容见“Broker”中的“故障”；其他任何 Broker 都可以用同样的方式检查。',
  },
};

const waits: Texts['tour']['waits'] = {
  connect: 'CONNECT 等待中：客户端回来了。Broker 将找到其会话，未完成的内容得以继续。',
  connack: 'CONNACK 等待中：Broker 允许客户端接入。此后客户端会重发没有响应的内容。',
  disconnect: 'DISCONNECT 等待中：客户端结束连接，其会话保留。',
  publish: 'PUBLISH 等待中：它携带消息。Broker 会记住其报文标识符，以识别重发。',
  pubrec: 'PUBREC 等待中：Broker 表示已得到消息。客户端不会再发送它。',
  pubrel: 'PUBREL 等待中：客户端释放报文标识符。Broker 将忘记它。',
  pubcomp: 'PUBCOMP 等待中：有了它，交互即完成，标识符可以再次使用。',
};

const doing: Texts['tour']['doing'] = {
  subscribe: '订阅 tour/#',
  publish: '发布 tour/hello',
  qos2: '在单步模式中以 QoS 2 发布',
  lost: '发布，并丢失 PUBACK',
  read: '查看该交互',
};

export const tour: Texts['tour'] = {
  title: '向导',
  counter: (at, of) => `第 ${at} / ${of} 步`,
  steps,
  waits,
  doing,
  waitsToo: (packet) => `${packet} 等待中。`,
  underWay: '进行中…',
  away: '连接已结束。重新连接后，客户端从中断处继续。',
  connect: '重新连接',
  payload: '来自向导的问候',
  notConnected: '连接暂时不在。请稍候，或按“连接”。',
  letGo: '放行',
  back: '上一步',
  next: '下一步',
  skip: '跳过',
  finish: '完成',
  leave: '离开向导',
};
