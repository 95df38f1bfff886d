import type { Texts } from '../../en/texts.ts';
import { grouped, rate } from '../../numbers.ts';
import { elapsed, span } from '../codes/durations.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

const TAKEN_OVER = 0x8e;
const KEEP_ALIVE = 0x8d;
const FOR_EVER = 0xff_ff_ff_ff;

export const brokerClients: Texts['brokerClients'] = {
  state: {
    connected: '已连接',
    offline: '离线',
    refused: '被拒绝',
    left: '已离开',
  },
  since: (seconds) => (seconds < 1 ? '刚刚连接' : `已连接 ${span(seconds)}`),
  offlineFor: (seconds) => `已离线 ${span(seconds)}，会话仍在`,
  offline: '离线，会话仍在',
  leftFor: (seconds) => `${span(seconds)}前离开，会话已结束`,
  refusedFor: (seconds) => `${span(seconds)}前被拒绝`,
  from: '来自',
  why: '上次断开的原因',
  kept: (seconds) => (seconds === 0 ? '不保存' : seconds === FOR_EVER ? '永久' : span(seconds)),
  end: (end, address) => {
    switch (end.kind) {
      case 'disconnect':
        return [reasonCode({ place: 'disconnect', code: end.reasonCode, version: 5 }), ''];
      case 'lost':
        return ['连接中断', '没有 DISCONNECT'];
      case 'cut':
        return ['被故障规则切断', end.rule];
      case 'refused':
        return [
          reasonCode({ place: 'connack', code: end.reasonCode, version: 5 }),
          `来自 ${address}`,
        ];
      case 'broker':
        if (end.reasonCode === TAKEN_OVER)
          return ['客户端 ID 相同', end.rival === undefined ? '' : `来自 ${end.rival}`];
        if (end.reasonCode === KEEP_ALIVE) return ['心跳超时', '未按时收到报文'];
        return [reasonCode({ place: 'disconnect', code: end.reasonCode, version: 5 }), end.reason];
    }
  },
  menu: {
    messages: '显示该客户端的消息',
    subscriptions: '显示该客户端的订阅',
    startStep: '开始单步模式',
    endStep: '结束单步模式',
    copy: '复制',
    copyId: '复制客户端 ID',
    copyAddress: '复制地址',
    copyUserName: '复制用户名',
    copied: '已复制',
  },
  publishes: {
    title: '发布',
    topics: (topics, messages) => `最近 ${grouped(messages)} 条消息中有 ${grouped(topics)} 个主题`,
    rate: (perSecond) => `${rate(perSecond)}/秒`,
    more: (count) => `还有 ${grouped(count)} 个主题`,
    none: 'Broker 已没有该客户端的消息记录',
  },
  lastMinute: '最近一分钟',
  connections: (count) => `${grouped(count)} 次连接`,
  ago: '60 秒前',
  now: '现在',
  span: (from, to) =>
    to === undefined
      ? `已打开 ${elapsed(from * 1e6)}`
      : `${elapsed(from * 1e6)}前，持续 ${elapsed((from - to) * 1e6)}`,
  trouble: {
    twins: {
      title: '两台设备使用同一个客户端 ID',
      text: (count) =>
        `每次 CONNECT 都会以 0x8E（会话被接管）使另一个连接断开，最近一分钟 ${grouped(count)} 次。请为每台设备设置不同的客户端 ID。`,
    },
    refused: {
      title: 'Broker 拒绝此客户端',
      text: (count) =>
        `最近一分钟 CONNECT 被拒绝 ${grouped(count)} 次。请检查用户名、密码和权限，或让设备延长重试间隔。`,
    },
    keepAlive: {
      title: '心跳间隔内没有报文',
      text: (count) =>
        `1.5 倍心跳间隔内没有收到报文，Broker 最近一分钟断开连接 ${grouped(count)} 次。请按时发送 PINGREQ，或使用更长的心跳间隔。`,
    },
    lost: {
      title: '连接反复中断',
      text: (count) =>
        `最近一分钟有 ${grouped(count)} 次没有 DISCONNECT 就断开。请检查网络，以及设备是否重启。`,
    },
    leaves: {
      title: '客户端反复连接',
      text: (count) =>
        `最近一分钟断开 ${grouped(count)} 次。保持一个连接比每条消息连接一次更省资源。`,
    },
    ended: {
      title: 'Broker 反复断开此客户端',
      text: (count) => `最近一分钟 ${grouped(count)} 次。原因见列表中该客户端一行。`,
    },
  },
  memory: {
    title: '占用内存',
    of: (held, limit) => `${held} / ${limit}`,
    queued: '排队',
    sessions: '会话',
    retained: '保留消息',
    other: '其他',
  },
};
