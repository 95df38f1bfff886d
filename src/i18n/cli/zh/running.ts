/** `run` 的消息。 */
import type { Running } from '../en/running.ts';

export const running: Running = {
  began: (address, to) =>
    to === undefined
      ? `供 COMMAND 使用的 Broker 在 ${address}（MQTT_URL）。`
      : `COMMAND 经 ${address}（MQTT_URL）连接 ${to}。`,
  unseen: (filter) => `--expect ${filter}：没有报文匹配。`,
  failed: (code, signal) =>
    signal === undefined
      ? `COMMAND 以退出码 ${code} 结束。`
      : `COMMAND 被 ${signal} 终止（退出码 ${code}）。`,
  late: 'COMMAND 未在 --timeout 的时间内结束，已被终止。',
  unreached: (code) => `没有可判断的报文，因为无法连接 --to 指定的 Broker（退出码 ${code}）。`,
  unreachedAgain: (count, reason) => `另有 ${count} 个连接：${reason}`,
  unreadable: (code) =>
    `没有可判断的报文，因此不算通过（退出码 ${code}）。COMMAND 必须向 MQTT_URL 中的地址发送 MQTT，或通过 WebSocket 连接 MQTT_WS_URL 中的地址。`,
  nothing: (code) =>
    `没有可判断的报文，因此不算通过（退出码 ${code}）。COMMAND 必须连接 MQTT_URL（或 MQTT_HOST 和 MQTT_PORT）中的地址。`,
};
