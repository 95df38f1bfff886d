import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const answers: Texts['answers'] = {
  title: '自动响应',
  intro: '收到匹配的消息时，发布另一条消息。不响应此连接自己发布的消息。规则随连接配置保存。',
  none: '尚无规则。',
  add: '新建规则',
  ofCalls: {
    add: '响应属性设置和服务调用',
    title: '添加规则：以 code 200 响应；有物模型时，数据在其取值范围内',
    sets: '属性设置',
    services: '服务调用',
    sync: '同步调用（RRPC）',
  },
  edit: (name) => `编辑 ${name}`,
  remove: (name) => `删除 ${name}`,
  removed: (name) => `已删除 ${name}`,
  isOn: (name) => `自动响应 ${name}`,
  full: (most) => `最多 ${grouped(most)} 条规则。`,
  notSaved: (why) => `已生效，但未能保存到连接配置：${why}`,
  readOnly: '连接为只读：不响应任何消息。',
  notRecording: '记录已停止：恢复之前不响应任何消息。',

  counts: (answered, leftOut, failed) =>
    [
      `已响应 ${grouped(answered)} 条`,
      ...(leftOut === 0 ? [] : [`略过 ${grouped(leftOut)} 条`]),
      ...(failed === 0 ? [] : [`失败 ${grouped(failed)} 条`]),
    ].join(' · '),
  leftOutTitle: '超出规则上限，或网络来不及发送，或未连接',
  missed: (count) => `${grouped(count)} 条消息到达过快，未能检查。`,

  running: (rules, answered) =>
    `已启用 ${grouped(rules)} 条自动响应规则 · 已响应 ${grouped(answered)} 条`,
  rulesStopped: (rules) => `${grouped(rules)} 条自动响应规则已停止。原因见“自动响应”。`,

  stopped: '已停止：Broker 因其响应而断开连接。',
  badFilter: '其显示过滤器无法解析。',
  again: '继续',
  message: (packet) => `报文 ${grouped(packet)}`,

  example: {
    title: (packet) => `针对最近一条匹配的消息（报文 ${grouped(packet)}）`,
    none: '最近 5,000 个报文中没有匹配的消息。',
  },

  log: '已响应',
  logNone: '尚未响应任何消息。',
  notMade: (why) => `未生成：${why}`,
  to: (packet) => `响应报文 ${grouped(packet)}`,

  newRule: '新建规则',
  editRule: '编辑规则',
  name: '名称',
  nameHint: '可选',
  when: '当消息匹配',
  whenKind: '匹配方式',
  byTopic: '主题过滤器',
  byFilter: '显示过滤器',
  topicExample: '例如 cmd/+/get',
  filterExample: '例如 topic ~ "cmd/#" && payload.on == true',
  alsoRetained: '也包括带保留标志的消息',
  publishes: '则发布',
  answerTopic: '主题',
  answerTopicExample: 'state/{{topic 2}} 或 {{response}}',
  payload: '载荷',
  correlates: '复制关联数据',
  perSecond: '每秒响应上限',
  itself: '此规则匹配自己发布的响应。此连接自己发布的消息不会得到响应。',
  save: '保存规则',
  errors: {
    when: '请填写显示过滤器。',
    perSecond: (most) => `请输入 1 至 ${grouped(most)}。`,
    payload: '载荷过长，无法用于规则。',
  },
};
