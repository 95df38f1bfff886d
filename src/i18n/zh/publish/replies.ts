import type { ReplyShow, ReplyState } from '../../../engine/requestResponse/reply.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { duration, elapsed } from '../codes/durations.ts';
import { spaced } from '../codes/spaced.ts';

const SHOWS: Readonly<Record<ReplyShow, string>> = {
  all: '全部',
  waiting: '尚无响应',
  answered: '已响应',
  alone: '未见到请求',
};

const STATES: Readonly<Record<ReplyState, string>> = {
  waiting: '尚无响应',
  answered: '已响应',
  alone: '未见到请求',
};

const number = (packet: number): string => `报文 ${grouped(packet)}`;

export const replies: Texts['replies'] = {
  lists: '列表内容',
  ofMqtt5: 'MQTT 5 请求',
  ofEcosystems: '生态请求',
  grid: '请求与响应',
  search: '主题或关联数据',
  show: '显示哪些请求',
  shows: SHOWS,
  states: STATES,
  columns: {
    request: '请求',
    direction: '方向',
    topic: '主题',
    data: '关联数据',
    reply: '响应',
    latency: '时延',
    state: '状态',
  },
  none: '无',
  bytes: (length) => `${grouped(length)} 字节`,
  more: (count) => `+${grouped(count)}`,
  moreTitle: (count) => `另有 ${grouped(count)} 个响应`,
  showRequest: (packet) => `显示请求，报文 ${packet}`,
  showReply: (packet) => `显示响应，报文 ${packet}`,
  unsure: '不确定',
  unsureTitle: '配对时没有关联数据，或多个请求的关联数据相同。详见报文详情。',
  forgotten: (count) => `为限制内存，已丢弃最早的 ${grouped(count)} 个请求。`,
  empty: {
    title: '还没有请求',
    text: '带响应主题的消息（MQTT 5）及其响应会出现在这里，按响应主题和关联数据配对。',
    filtered: '没有匹配的请求',
    filteredText: '请显示全部，或更改搜索内容。',
  },

  mark: {
    request: {
      to: (packet, us) => spaced(duration(us), `后由报文 ${packet} 响应`),
      alone: '请求，尚无响应',
    },
    reply: {
      to: (packet, us) => `对报文 ${packet} 的响应，用时 ${duration(us)}`,
      alone: '响应，未见到其请求',
    },
  },

  title: '请求与响应',
  request: '请求',
  reply: '响应',
  repliesOn: (topic) => `响应发往 ${topic}。`,
  notSubscribed: '此连接未订阅该主题，收不到响应。',
  noReplyYet: (us) => `尚无响应，已等待 ${elapsed(us)}`,
  noReplyFor: (us) => `${elapsed(us)}内无响应`,
  wantsNone: '不要求响应',
  answeredBy: '响应为',
  after: (us) => `，用时 ${duration(us)}`,
  to: '对应请求',
  oneOf: (place, count) => `${grouped(count)} 个响应中的第 ${place} 个`,
  furtherReplies: '其他响应：',
  notListed: (count) => `另有 ${grouped(count)} 个`,
  byTopic: '仅按主题配对：响应没有关联数据，且不可能对应其他请求。',
  sameAs: '响应主题和关联数据与之前的请求相同：',
  newest: '响应视为对应之前最近的请求。',
  early: '与其对应的响应却先于它到达：',
  later: '之后才出现具有此响应主题和关联数据的请求：',
  noRequest: '之前没有具有此主题和关联数据的请求',
  candidates: (count) =>
    `没有关联数据，而有 ${grouped(count)} 个请求在此主题上等待响应，无法确定对应哪一个`,
  number,
  answer: '响应',
  answerTitle: '填写发布表单：响应主题、关联数据和内容类型',
  filled: '已为响应填好发布表单',
  noPair: '此报文既不是请求，也不是响应',
  noOther: {
    request: '尚未见到响应',
    reply: '未见到此响应的请求',
  },
  across: '在请求与其响应之间切换',
  answerAction: '响应所选的请求',
  notRequest: '请先选择收到的请求',
};
