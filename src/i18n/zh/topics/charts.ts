import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { duration, span } from '../codes/durations.ts';

export const charts: Texts['charts'] = {
  alerts: {
    title: '告警',
    add: '添加…',
    addThis: '添加告警',
    addTo: (topic) => `添加告警…：${topic}`,
    none: '此主题没有告警。',
    when: '条件',
    kinds: {
      above: '高于某值',
      below: '低于某值',
      silent: '一段时间无消息',
      contains: '包含文本',
      'not-number': '不是数字',
      problem: '发现问题',
    },
    ofValue: '值',
    fields: { number: '阈值', seconds: '秒数', text: '文本' },
    wrong: {
      number: '请输入数字，例如 73.5',
      seconds: '请输入秒数，至少为 1',
      text: '请输入文本，最多 1,000 个字符。',
    },
    refused: {
      exists: '已有相同的告警。',
      full: (most) => `一个连接最多有 ${most} 个告警，请先移除一个。`,
    },
    severity: '严重程度',
    severities: { any: '任何问题', error: '仅错误' },
    action: '动作',
    actions: { mark: '标记', notification: '通知' },
    denied: '浏览器不允许此页面发送通知。请在网站设置中允许，或改用标记。',
    condition: (condition) => {
      switch (condition.kind) {
        case 'above':
        case 'below':
          return `${condition.kind === 'above' ? '高于' : '低于'} ${condition.value}`;
        case 'silent':
          return `${span(condition.seconds)}无消息`;
        case 'contains':
          return `包含“${condition.text}”`;
        case 'not-number':
          return '不是数字';
        case 'problem':
          return condition.severity === 'error' ? '发现错误' : '发现问题';
      }
    },
    lines: {
      above: (value) => `高于 ${value} 时告警`,
      below: (value) => `低于 ${value} 时告警`,
    },
    began: (what) => `告警：${what}`,
    on: '告警中',
    off: '未告警',
    never: '从未告警',
    remove: (what) => `移除告警“${what}”`,
  },
  none: {
    title: '尚未绘制任何值',
    text: '在此选择一个值，或点击主题中某个值旁的图表按钮。仍保存的较早消息也会读取。',
  },
  changing: '变化最多的值',
  addOffered: (name) => `将 ${name} 添加到图表`,
  loading: '正在读取值…',
  noPoints: '当前时间范围内没有值',
  tooMany: (most) => `一个连接最多绘制 ${most} 个值，请先移除一个。`,
  cutAt: (most) =>
    `此处只列出该载荷的前 ${grouped(most)} 个成员。其他值请使用“主题”视图中值旁的图表按钮。`,
  chartOf: (path) => `绘制 ${path}`,
  charted: '已绘制',
  nowCharted: '已添加到图表',
  uncharted: '已从图表移除',
  span: '时间范围',
  spans: { '60': '1 分钟', '300': '5 分钟', '900': '15 分钟', '3600': '1 小时', '0': '全部' },
  follow: '跟随',
  followTitle: '自动滚动到最新值',
  zoomIn: '放大',
  zoomOut: '缩小',
  add: '添加值',
  addTitle: '向图表添加一个值',
  findTopic: '主题',
  findTopicHint: '主题名的一部分',
  topics: '找到的主题',
  values: '最新消息中的值',
  noTopic: '没有找到主题',
  noValues: '该主题的最新消息中没有数字、true 或 false，也没有短文本。',
  thresholds: '阈值',
  thresholdsCount: (n) => (n === 0 ? '阈值' : `阈值（${n}）`),
  thresholdValue: '值',
  thresholdWrong: '请输入数字，例如 73.5',
  addThreshold: '添加阈值',
  threshold: (value, axis) => `${value}，${axis}`,
  removeThreshold: (value) => `移除阈值 ${value}`,
  noThresholds: '尚无阈值。',
  axis: '轴',
  axes: { left: '左轴', right: '右轴' },
  axisShort: { auto: '自动', left: '左', right: '右' },
  axisOf: (name) => `${name} 的轴`,
  drawnAs: { line: '线', steps: '阶梯', points: '点' },
  drawnOf: (name) => `${name} 的线型`,
  colourOf: (name) => `${name} 的颜色`,
  colours: ['蓝', '琥珀', '橄榄', '玫红', '青', '靛', '黄绿', '灰'],
  remove: (name) => `从图表中移除 ${name}`,
  shown: (name) => `显示 ${name}`,
  png: '保存为 PNG',
  csv: '保存为 CSV',
  saved: (name) => `已保存为 ${name}`,
  notSaved: '图表未能保存。',
  table: '绘制的值',
  head: {
    value: '值',
    now: '最新',
    atCursor: '光标处',
    min: '最小',
    mean: '平均',
    max: '最大',
    change: '变化',
    pace: '频率',
    longest: '最长间隔',
    axis: '轴',
    drawn: '线型',
  },
  paceTitle: '当前时间范围内每秒的点数；少于每 2 秒一个时，为相邻两点的间隔',
  interval: duration,
  changes: (n) => `变化 ${grouped(n)} 次`,
  textMark: (text) => `"${text}" 是文本`,
  points: (shown, held) => `${grouped(held)} 个点中的 ${grouped(shown)} 个`,
  dropped: (n) => `点数过多，已舍弃最早的 ${grouped(n)} 个。`,
  without: (n) => `${grouped(n)} 条消息没有该值`,
  reading: '正在读取较早的消息…',
  plot: '图表',
  plotHelp:
    '左右方向键逐点移动，上下方向键切换值，Enter 显示报文，加号和减号缩放，Esc 跟随最新的值。',
  summary: (values, length) => `${span(length)}内的 ${grouped(values)} 个值；详见下表。`,
  gap: (seconds) => `${span(seconds)}内没有连接`,
  gaps: (count, longest) =>
    count === 1 ? `1 处中断：${longest}。` : `${grouped(count)} 处中断，最长：${longest}。`,
  point: (name, value, time, packet) => `${name} ${value}，${time}，报文 ${grouped(packet)}`,
  packet: (packet) => `报文 ${grouped(packet)}`,
  showPacket: '显示报文',
  overview: '概览',
  from: '时间范围的开始',
  to: '时间范围的结束',
  window: '时间范围',
};
