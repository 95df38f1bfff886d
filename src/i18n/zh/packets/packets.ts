import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { summaryText } from '../../summaryText.ts';
import { duration } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';
import { summaryParts } from '../facts/summary.ts';

const ANSWERS: Readonly<Record<number, string>> = {
  4: '确认',
  5: 'QoS 2 第 2/4 步：已收到',
  6: 'QoS 2 第 3/4 步：释放',
  7: 'QoS 2 第 4/4 步：完成',
  13: '以 PINGRESP 响应',
};

export const packets: Texts['packets'] = {
  grid: '报文',
  toolbar: '报文列表',
  columns: {
    number: '序号',
    time: '时间',
    delta: 'Δ s',
    direction: '方向',
    type: '类型',
    packetId: '报文 ID',
    client: '客户端',
    topic: '主题 / 摘要',
    payload: '载荷',
    flags: '标志',
    qos: 'QoS',
    exchange: '交互',
    size: '大小',
  },
  payloadAndChanges: '载荷及变化',
  rowMenu: '操作',
  grouping: {
    label: '每行',
    exchanges: '交互',
    packets: '报文',
    requests: '请求',
    connections: '连接',
  },
  problems: (total, text) => (total === 0 ? '无问题' : `${text} 个问题`),
  notes: (_, text) => `${text} 条提示`,
  sensorProblems: (total) => `MQTT-SN 中有 ${total} 个问题`,
  more: '列表的更多操作',
  menu: {
    views: '显示',
    states: '状态、时延、进行中',
    problems: '按规则查看问题',
    wire: '每个报文一行，行高较小',
    wireOff: '恢复常规行高',
    only: '只显示',
    onlyNames: {
      open: '进行中的交互',
      retried: '有重发的交互',
      refused: '被拒绝的交互',
      abandoned: '已中止的交互',
      qos1: 'QoS 1',
      qos2: 'QoS 2',
    },
  },
  was: (old) => `原为 ${old}`,
  wasNone: '原先没有',
  exchange: {
    due: (packet) => `进行中，待 ${packet}`,
    overdue: (packet, us) => spaced(duration(us), `未收到 ${packet}`),
    states: { open: '进行中', retried: '已重发', refused: '被拒绝', abandoned: '已中止' },
    pings: (count) => `${grouped(count)} 次心跳`,
    answered: (missing) => (missing === 0 ? '均有响应' : `${grouped(missing)} 次无响应`),
  },
  chooseColumns: '列',
  columnFills: '占用剩余宽度',
  resetColumns: '恢复默认列',
  ofStream: (stream) => `连接 ${stream}`,
  follow: '跟随',
  pause: '暂停',
  clear: '清空',
  pausedTitle: '已暂停：',
  pausedText: '视图已冻结，仍在记录。',
  held: (count) => `暂存 ${grouped(count)} 个报文`,
  resume: '恢复',
  fresh: (count) => `${grouped(count)} 个新报文`,
  jump: '跳到最新',
  answers: ANSWERS,
  summary: (summary) => summaryText(summary, summaryParts),
  acks: '确认报文 ',
  refuses: '拒绝报文 ',
  refusesQos2: '拒绝 QoS 2 投递，报文 ',
  qos2Step: (step) => `QoS 2 第 ${step}/4 步，对应报文 `,
  qos2Complete: (elapsed, again) =>
    `QoS 2 完成，用时 ${duration(elapsed)}${again ? '，有重发' : ''}`,
  unframed: '非报文',
  http: {
    request: '此处开始的是 HTTP 请求，不是 MQTT。',
    answer: '此处开始的是 HTTP 响应，不是 MQTT。',
  },
  emptyTopic: '（空主题）',
  clearDialog: {
    title: '清空此抓包？',
    text: (count) =>
      `${grouped(count)} 个报文、主题及其历史都将清除。连接保持不变。数秒内可以撤销。`,
    confirm: (count) => `清空 ${grouped(count)} 个报文`,
  },
  clearedCount: (packets) => `已清空 ${grouped(packets)} 个报文`,
  clearedAgain: '之后又清空过，或已关闭。',
  pausedNow: '视图已暂停，记录仍在继续',
  resumedNow: '视图已恢复',
  noneSelected: {
    title: '未选择报文',
    text: '选择一行即可查看其字段和字节。',
  },
  detail: '报文',
};
