import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { spaced } from '../codes/spaced.ts';

export const lab: Texts['lab'] = {
  list: '实验列表',
  find: '查找实验',
  noMatch: '没有匹配的实验',
  groups: {
    recipes: '预设场景',
    breakpoints: '断点',
    step: '单步模式',
    network: '弱网模拟',
    rules: '故障规则',
    packets: '错误报文',
    replay: '重放',
    answers: '自动响应',
  },
  playing: '进行中',
  waiting: '等待中',
  done: '完成',
  asRequired: '符合要求',
  notAsRequired: '不符合要求',
  stopped: (count) => `已拦截 ${grouped(count)} 个`,
  on: '开',
  off: '关',
  normal: '正常',
  bad: '弱网',
  back: '所有实验',
  for: '针对',
  start: '开始',
  touches: {
    publishes: (topic, qos, broker) =>
      `“开始”会以 QoS ${qos} 向 ${topic} 发布一条测试消息，目标：${broker}。`,
    packet: (client, broker) =>
      spaced('“开始”不发布消息，只影响', client, `的下一个匹配报文（任意主题），所在：${broker}。`),
    connection: (client, broker) =>
      spaced('“开始”不发布消息，只影响', client, `的连接，所在：${broker}。`),
    everybody: (broker) => `“开始”不发布消息，但影响所有客户端，所在：${broker}。`,
  },
  brokers: {
    tab: '此标签页中的 Broker',
    own: '配套程序的 Broker',
    companion: (host) => `配套程序的 Broker（${host}）`,
    bridged: '代理连接所连的 Broker',
    tap: (tap) => `抓包代理 ${tap} 所连的 Broker`,
  },
  live: '实时时序图',
  plan: {
    title: '预期过程',
    lost: '由预设场景丢弃',
    events: {
      cut: '连接断开，客户端重新连接',
      restart: 'Broker 重启',
      silent: '双向都没有数据，直到客户端断开连接',
      second: '另一个客户端以同一客户端 ID 连接',
    },
  },
  ladderWaits: '报文经过时，交互会显示在这里。',
  ladderElsewhere: '此故障不在本连接的交互上，Broker 的报告见下方。',
  required: '标准要求与实际结果',
  of: (held, all) => `${held} / ${all}`,
  due: '尚未发生',
  checks: {
    keepPublish: {
      title: '收到确认前一直保存该消息',
      held: '已保存并重发',
      broken: '未保存',
    },
    keepPubrel: {
      title: '收到 PUBCOMP 前一直保存 PUBREL',
      held: '已保存并重发',
      broken: '未保存',
    },
    notSame: {
      title: '不在同一连接上重发',
      held: '没有重发',
      broken: '过早重发',
    },
    noPublish: {
      title: '收到 PUBREC 后不再重发 PUBLISH',
      held: '没有重发',
      broken: '重发了 PUBLISH',
    },
    sameId: {
      title: '重新连接后以原报文标识符重发',
      held: '已用同一报文标识符重发',
      broken: '没有重发',
    },
    dup: {
      title: '重发的消息设置 DUP',
      held: 'DUP 为 1',
      broken: 'DUP 为 0',
    },
    complete: {
      title: '完成交互',
      held: '已确认',
      broken: '始终没有确认',
    },
  },
  onceNote: 'QoS 1 时订阅者可能收到两次消息：至少一次，而不是恰好一次。',
  exactlyNote: 'QoS 2 时订阅者恰好收到一次消息。',
  replay: {
    title: '重放',
    text: '把抓包中的消息再次发布到本 Broker 或其他 Broker：按抓包时的速度、更快，或逐条发布。',
    this: '重放此抓包…',
    hint: '要重放其他抓包，请先打开其文件，其标签页有同样的按钮。',
  },
  answers: {
    title: '自动响应',
    text: '收到消息时发布响应的规则，在“发布”面板中编辑。',
    edit: '在“发布”中编辑',
    none: '还没有自动响应',
    count: (value) => `${grouped(value)} 条规则`,
    answered: (value) => `已响应 ${grouped(value)} 条`,
  },
};
