import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { duration, span } from '../codes/durations.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

const lasted = (us: number): string => (us < 60_000_000 ? duration(us) : span(us / 1_000_000));

export const connectionChanges: Texts['connectionChanges'] = {
  closed: (code) => (code === undefined ? '连接断开' : `连接断开，关闭码 ${code}`),
  after: (us) => `持续 ${lasted(us)}`,
  by: { client: '由客户端断开', server: '由 Broker 断开' },
  noHandshake: '无 WebSocket 关闭握手',
  refused: (code) => `CONNECT 被拒绝：${reasonCode(code)}`,
  said: (reason) => `“${reason}”`,
  back: '已重新连接',
  tried: '尝试重连',
  sessionPresent: (isPresent) => `Session Present ${isPresent ? 1 : 0}`,
  noConnack: '尚无 CONNACK',
  away: (us) => `离线 ${lasted(us)}`,
  reloaded: (time) => `${time} 刷新页面`,
  mayBeMissing: '刷新前最后一秒的报文可能缺失',
  skipped: (packets) => `此前有 ${grouped(packets)} 个报文到达过快，未保存`,
  sentAgain: (subscriptions) => `已重新发送 ${grouped(subscriptions)} 个订阅`,
};
