/** MQTT 连接参数正确的设备会因何被拒绝。 */
import type { OtherReasons } from '../../../alibaba/otherReasons.ts';
import type { Words } from '../../../base/message.ts';

export const otherReasons: Words<OtherReasons> = {
  'secret-entered': () =>
    '此处填写的 DeviceSecret 可能有误：密码与它相符，却仍被拒绝。请从控制台重新复制并核对。',
  'unknown-device': () => '设备已删除，或从未在该产品下创建。请在控制台查找。',
  'disabled-device': () => '设备在控制台中被禁用。请在控制台启用。',
  region: () => '产品属于其他地域或实例，此接入域名下没有该设备。请与控制台核对地域和实例 ID。',
  'plain-new-account': () =>
    '2022 年 8 月以后开通的账号不使用 TLS 会被拒绝：请使用 TLS（端口 1883 或 443）或 wss，并设置 securemode=2。',
  'secure-mode-channel': () => 'securemode 与通道不符：2 用于 TLS 与 wss，3 用于普通 TCP 与 ws。',
  'protocol-version': () =>
    'CONNECT 不是 MQTT 3.1 或 3.1.1；只有企业版实例和新版公共实例支持 MQTT 5.0。',
  'keep-alive': () => '心跳间隔不在 30 至 1200 秒之间。建议 300 秒以上。',
  'client-id-form': () =>
    '客户端 ID 格式不对：第一个 | 之前最多 64 个字符，其后是以逗号分隔、以 | 结尾的扩展参数，含 securemode 和 signmethod。',
  'take-over': () => '连接后反复立即被挤下线：另有程序以同一设备登录。同一设备只能保持一个连接。',
  'connect-rate': () => '一分钟内该设备登录超过 5 次。请等待一分钟，并降低重试频率。',
  'after-connect': () =>
    '连接成功，但发送第一个报文后断开：可能有遗嘱、使用了 QoS 2，或使用了其他设备的 Topic。',
  'connect-size': ({ bytes }) =>
    `CONNECT ${bytes === undefined ? '' : `有 ${bytes} 字节，`}可能放不进 PubSubClient 的 256 字节缓冲区：报文无法完整发出，也就收不到 CONNACK。请用 setBufferSize(512) 加大缓冲区。`,
  dns: ({ host }) =>
    `找不到主机名。旧版公共实例的主机为 ${host}；新版实例的主机由实例 ID 决定，而不是 ProductKey。`,
  certificate: () =>
    'TLS 在 CONNECT 之前失败：设备须持有根证书 GlobalSign R1，发送主机名（SNI），支持 TLS 1.2，且时间正确。',
  port: () =>
    '端口被防火墙或运营商拦截。TCP 与 TLS 使用 1883，TLS 也可使用 443，WebSocket 使用 443。',
  network: () => '设备没有联网：请检查模组的 SIM 卡、APN 和 PDP 激活，或 Wi-Fi 和 DNS 服务器。',
  websocket: () =>
    '服务器用其他 HTTP 状态响应了 WebSocket 请求：请检查主机名、端口和路径，并使用子协议 mqtt。',
  'at-command': () => '模组不接受此指令：请对照手册检查写法、转义和长度，并先发送它所依赖的指令。',
  'registration-off': () => '产品未开启动态注册，或设备没有预先在控制台登记。',
  'registration-active': () => '设备已激活：DeviceSecret 只下发一次，请使用已下发的。',
  'tls-on-1883': () =>
    '客户端在端口 1883 上使用了 TLS，而这通常是不使用 TLS 的端口：请与 Broker 的监听设置核对。TLS 的常用端口为 8883。',
};
