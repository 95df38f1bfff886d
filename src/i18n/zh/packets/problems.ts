import type { ProblemSeverity } from '../../../engine/findings/problem.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

const SEVERITIES: Readonly<Record<ProblemSeverity, string>> = {
  error: '错误',
  warn: '警告',
  note: '提示',
};

export const problems: Texts['problems'] = {
  grid: '问题',
  columns: {
    severity: '严重程度',
    problem: '问题',
    count: '次数',
    first: '首次',
    last: '最近',
  },
  severity: SEVERITIES,
  total: (value, errors) =>
    `${grouped(value)} 个问题${errors === 0 ? '' : `，其中 ${grouped(errors)} 个错误`}`,
  notes: (value) => `${grouped(value)} 个提示`,
  byRules: (rules) => `涉及 ${grouped(rules)} 条规则`,
  fresh: '新',
  muted: '已忽略',
  unread: (value) => `${grouped(value)} 个新问题`,
  number: (packet) => `报文 ${grouped(packet)}`,
  showPacket: (packet) => `查看报文 ${grouped(packet)}`,
  forgotten: (value) => `较早的 ${grouped(value)} 次计入次数，但不再列出。`,
  rule: '规则',
  why: '为何重要',
  statement: '标准条款',
  remedy: '如何处理',
  mute: '忽略此规则',
  unmute: '不再忽略',
  muteTitle: '在此浏览器中将该规则排到最后且不再计数，直到不再忽略',
  mutedNow: (title) => `已忽略：${title}`,
  unmutedNow: (title) => `不再忽略：${title}`,
  broken: '违反的标准条款',
  showBreaking: (statement) => `${statement}：显示违反该条款的报文`,
  times: (count) => `${grouped(count)} 次`,
  search: '查找问题、规则或标准条款',
  clearSearch: '清除搜索',
  noneFound: '没有匹配的问题、规则或标准条款',
  showPackets: '查看这些报文',
  empty: {
    title: '未发现问题',
    titleNothing: '尚未检查任何报文',
    text: '目前已记录的报文都符合标准。对端内部的行为无法判断。',
    nothing: '每个报文经过时都按标准的规则检查。目前还没有报文。',
  },
  fromFirst: '已回到第一个问题',
  noOther: '没有其他带问题的报文',
  nothing: '没有带问题的报文',
  next: '下一个带问题的报文',
};
