import type { FaultActionName, RowFault } from '../../../engine/faults/rowFault.ts';
import type { Stopped } from '../../en/broker/taps.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

const STEP = 'step';

const DONE: Readonly<Record<FaultActionName, string>> = {
  delay: '延迟',
  drop: '丢弃',
  duplicate: '重复',
  hold: '拦截',
  edit: '已更改',
  answer: '代 Broker 确认',
  cut: '切断连接',
  silent: '使连接静默',
  step: '拦截',
  release: '手动放行',
  overflow: '因等待过多而切断连接',
  made: '生成',
};

const SHORT: Readonly<Record<FaultActionName, string>> = {
  ...DONE,
  answer: '代为响应',
  cut: '切断',
  silent: '静默',
  release: '放行',
  overflow: '切断：等待过多',
};

/** `被规则 lost-puback 丢弃`. */
export function doneTo({ rule, action }: RowFault): string {
  if (rule === STEP) return action === 'release' ? '在单步模式中放行' : '在单步模式中拦截';
  return action === 'release' ? `手动放行，规则 ${rule}` : `被规则 ${rule} ${DONE[action]}`;
}

export const doneInShort: Texts['taps']['doneInShort'] = ({ rule, action }) => {
  if (rule === STEP) {
    return { done: action === 'release' ? '放行' : SHORT.step, by: '，', name: '单步模式' };
  }
  return { done: SHORT[action], by: '，规则 ', name: rule };
};

const NEVER_SENT: Stopped = { title: '未发送', text: '报文被拦截期间，连接已断开。' };
const CUT: Stopped = { title: '未转发', text: '报文发出之前连接已被切断。' };

const STOPPED: Readonly<Partial<Record<FaultActionName, Stopped>>> = {
  drop: { title: '已丢弃', text: '接收方没有收到。' },
  hold: NEVER_SENT,
  step: NEVER_SENT,
  delay: NEVER_SENT,
  answer: { title: '未转发', text: '故障规则已代接收方向发送方返回报文。' },
  silent: { title: '未转发', text: '连接已静默。' },
  cut: CUT,
  overflow: CUT,
};

export const taps: Texts['taps'] = {
  done: doneTo,
  doneInShort,
  withheld: '未发送',
  withheldTitle: '未发送：被规则拦下，接收方没有收到。不计入任何统计。',
  stopped: (action) => (action && STOPPED[action]) ?? { title: '未转发', text: '接收方没有收到。' },
  notCounted: '不计入任何统计。',
  passed: { title: '已转发', text: '报文已发送到网络。' },
  notValue: '接收方没有收到，主题的值不变。',
  faults: '故障规则的处理',

  clientNames: (clients) => {
    if (clients === 'all') return '所有客户端';
    const [first = '', second] = clients;
    return second === undefined ? first : `${first} 等 ${clients.length} 个`;
  },
  atTap: '经过抓包代理',
  directions: (isAtTap) =>
    `“发出”指客户端发给 Broker，“收到”指 Broker 发给客户端；时间为经过${isAtTap ? '抓包代理' : ' Broker '}的时刻。密码和认证数据已隐藏。`,
  opening: '正在打开…',
  open: (count) => `现有 ${grouped(count)} 个连接`,
  ended: '已结束：不再记录此后的报文。',
  lost: 'Broker 没有响应，正在重试；已记录的报文不会丢失。',
  refused: (message) => `Broker 拒绝：${message}`,
  end: '停止监听',
  failed: 'Broker 的控制接口未打开，无内容可显示。',
};
