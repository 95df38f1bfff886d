import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { roughly } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';

export const shell: Texts['shell'] = {
  allConnections: '全部连接',
  connections: '连接',
  newConnection: '新建连接',
  closeTab: (name) => `关闭 ${name}`,
  closedTab: (name) => `已关闭 ${name}`,
  nothingOpen: '没有打开的连接',
  nothingOpenHint: '连接到 Broker，即可查看其主题和每一个报文。',
  desksLabel: '工作台',
  desks: { watch: '观察', inspect: '分析', broker: 'Broker', lab: '实验' },
  moreDesks: '更多',
  views: '视图',
  panes: '面板',
  morePanes: '所有面板',
  packets: '报文',
  requests: '请求',
  inspectBar: '工具栏',
  topic: '主题',
  charts: '图表',
  problems: '问题',
  streams: '连接',
  devices: '设备',
  broker: 'Broker',
  platform: '平台',
  faults: '故障注入',
  workshop: '错误报文',
  topics: '主题树',
  publish: '发布',
  openPublish: '发布消息',
  pinPublish: '将发布表单固定在一侧',
  unpinPublish: '取消固定发布表单',
  closePublish: '关闭发布',
  closeBoard: '关闭图表',
  resizeBoard: '图表高度',
  detail: '报文详情',
  collapse: (pane) => spaced('收起', pane),
  expand: (pane) => spaced('展开', pane),
  resize: (pane) => spaced(pane, '的宽度'),
  resizeDetail: '报文列表的高度',
  rate: '条/秒',
  inTitle: '最近一秒收到的消息数',
  outTitle: '最近一秒发出的消息数',
  inFlight: '未确认',
  inFlightCount: (out, incoming) => `发送 ${out}，接收 ${incoming}`,
  inFlightTitle: '尚未收到最终确认的消息（发出和收到）：点击查看',
  commands: '命令',
  theme: { dark: '深色', light: '浅色', system: '跟随系统' },
  themeButton: (theme) => `配色：${theme}`,
  language: (name) => `语言：切换为 ${name}`,
  connect: '连接',
  disconnect: '断开连接',
  connection: '连接设置',
  connectionOf: (name) => `连接：${name}`,
  notConnected: '未连接',

  state: (state) => {
    switch (state.kind) {
      case 'connected':
        return '已连接';
      case 'connecting':
        return state.attempt > 1 ? `连接中，第 ${state.attempt} 次` : '连接中';
      case 'waiting':
        return '等待重连';
      case 'closed':
        return state.failure === undefined ? '未连接' : '连接失败';
      case 'file':
        return '文件';
    }
  },
  mqttVersion: (version) => `MQTT ${version === 3 ? '3.1' : version === 4 ? '3.1.1' : '5'}`,
  ping: (ms) => `ping ${roughly(ms * 1000)}`,
  nextTry: (attempt, seconds) => `${seconds} 秒后第 ${attempt} 次尝试`,

  /** For screen readers; the names of the status are `status…`. */
  counted: {
    topics: (count) => `${grouped(count)} 个主题`,
    messages: (count) => `${grouped(count)} 条消息`,
    packets: (count) => `${grouped(count)} 个报文`,
    discarded: (count) => `已丢弃最早的 ${grouped(count)} 个报文`,
  },
  statusTopics: (count) => `${count} 个主题`,
  statusMessages: (count) => `${count} 条消息`,
  statusPackets: (count) => `${count} 个报文`,
  statusDiscarded: (count) => `已丢弃最早的 ${count} 个报文`,
  capture: (held, budget) => `抓包 ${held} / ${budget}`,
  captureTitle: '报文记录占用的字节数。写满后丢弃最早的报文。',
  values: (held, budget) => `值 ${held} / ${budget}`,
  valuesTitle: '最新值和历史占用的字节数。写满后丢弃最早的历史，最新值不丢弃。',
  valuesOver: (held, budget) => `值 ${held}，超过 ${budget}`,
  valuesOverTitle:
    '仅最新值就超出了预算。最新值从不丢弃，因此历史会被丢弃，占用仍高于预算。减少订阅的主题可节省内存。',
  historyDiscarded: (count) => `历史中已丢弃 ${grouped(count)} 条消息`,
  keepAlive: (seconds) => (seconds === 0 ? '心跳已关闭' : `心跳间隔 ${seconds} 秒`),
  resumed: '会话已恢复',
  silent: '没有响应',
  ended: '已结束',
  following: '跟随最新',
  readOnly: '只读',
  pausedWord: '已暂停',

  undo: '撤销',
  notUndone: (why) => `无法撤销：${why}`,
  cancel: '取消',
  dismiss: '关闭提示',
  fault: 'mqttscope 自身出错',
  errorHint: '已记录的报文不会丢失。请反馈以上文字。',
  ask: {
    disconnect: '断开连接？',
    unanswered: (count) =>
      `${grouped(count)} 条消息尚未确认。若会话不保存，将无法得知这些消息的结果。`,
    close: (name) => `关闭 ${name}？`,
    closeLoses: (packets) =>
      `连接将断开，其抓包（${grouped(packets)} 个报文）将丢失，除非随后选择“撤销”。`,
    closeAction: '关闭连接',
  },
};
