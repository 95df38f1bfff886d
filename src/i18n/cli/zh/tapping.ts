/** `tap` 对调用者所说的话。 */
import { endCause, halfEnded } from '../../zh/ends/endCauses.ts';
import { isUntrusted, type Tapping } from '../en/tapping.ts';

export const tapping: Tapping = {
  cause: (cause) =>
    isUntrusted(cause)
      ? `${endCause(cause)}：请使用 --to-ca；或用 --to-fingerprint 只接受此证书。`
      : endCause(cause),
  halfCause: (cause, by) => halfEnded(cause, by),
  began: (address, to) => `设备请连接 ${address}；将转发到 ${to}。按 Ctrl+C 结束。`,
  exposed: (host) => `--listen ${host} 使其他机器可以经由本机连接 Broker，其权限由 Broker 决定。`,
  authority: (path, isNew) =>
    isNew
      ? `已生成 CA：请在设备中安装 ${path}，以信任此抓包代理。`
      : `请在设备中安装 ${path}，以信任此抓包代理。`,
  ended: ({ address, client, cause, seconds }) =>
    `${address}${client === '' ? '' : ` ${client}`}，历时 ${seconds.toFixed(1)} 秒：${cause}`,
  textFrames: (address, sender) =>
    `${address}：${sender === 'client' ? '设备' : 'Broker '}用 WebSocket 文本帧发送 MQTT，标准不允许 [MQTT-6.0.0-1]；转发时改为二进制帧。`,
  silent: (count) =>
    `另有 ${count} 个连接没有发送任何内容；此类连接 10 分钟内每台机器最多列出 10 个，总共最多 100 个。`,
  writtenOut: (packets) => `已向标准输出写入 ${packets} 个报文。`,
  written: (packets, files) =>
    files.length === 1
      ? `已向 ${files.join('')} 写入 ${packets} 个报文。`
      : `已写入 ${packets} 个报文；留下的文件：${files.join('、')}。`,
  recordingEnded: (said) => `${said}不再记录；设备仍可通过此抓包代理通信。`,
  leftOut: (packets) => `略去了 ${packets} 个报文，因为接收方处理过慢。`,
};
