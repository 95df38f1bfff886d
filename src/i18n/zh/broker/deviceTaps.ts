/** 配套程序在设备与 Broker 之间的抓包代理。 */
import type { Texts } from '../../en/texts.ts';

export const deviceTaps: Texts['deviceTaps'] = {
  form: '新建抓包代理',
  about: '抓取设备自身的连接：设备改为连接抓包代理的地址，字节原样转发给设备的 Broker。',
  scheme: '设备的连接方式',
  schemes: {
    mqtt: '基于 TCP 的 MQTT',
    mqtts: '基于 TLS 的 MQTT',
    ws: 'WebSocket',
    wss: '基于 TLS 的 WebSocket',
  },
  port: '端口',
  to: '设备的 Broker',
  ca: 'Broker 的 CA 证书（PEM），如为私有 CA',
  serverName: (place) => `服务器名称 ${place}（SNI）`,
  brokerFor: (place) => `服务器名称 ${place} 对应的 Broker`,
  removeBroker: (place) => `移除服务器名称 ${place}`,
  addBroker: '按服务器名称添加 Broker',
  shows: '向设备出示的证书',
  showsMade: '在此签发',
  showsOwn: '自有证书',
  ownCert: '证书（PEM）…',
  ownKey: '私钥（PEM）…',
  ownHint:
    '先写该证书，再写它与 CA 之间的中间证书。私钥只保存在配套程序的内存中，抓包代理停止后即清除。',
  ownShown: (file) => `向设备出示的是您的证书。下面各行中的 ${file} 指签发它的 CA 的证书。`,
  fileOf: (what) => `文件：${what}`,
  noFile: '未选择文件',
  fileRead: (name) => `已读取 ${name}。`,
  tooLarge: (name) => `${name} 超过 64 KiB：这不是证书或私钥。`,
  reach: '谁可以连接',
  here: '本机',
  network: '局域网',
  exposed: '能访问此端口的客户端都可经由本机连接该 Broker。用完后请停止抓包代理。',
  start: '启动抓包代理',
  started: '抓包代理正在启动',

  none: '这里没有设备抓包功能',
  empty: '尚无抓包代理',
  emptyText:
    '填写设备的 Broker 并启动抓包代理，然后把设备的 Broker 地址改为抓包代理的地址。每个连接单独列出，并注明断开原因。',
  list: '抓包代理',
  name: (listen) => `抓包代理 ${listen.replace(/^[a-z]+:\/\//, '')}`,
  starting: '正在启动…',
  failed: (reason) => `未能监听：${reason}`,
  devices: (now, all, silent) =>
    `当前 ${now} 台设备，累计 ${all} 次连接${silent === 0 ? '' : `，其中 ${silent} 次没有发送任何内容，未列出`}`,
  silentTitle:
    '没有发送任何字节的连接，例如端口探测：10 分钟内每台机器最多列出 10 次，总共最多 100 次。',
  open: '在“分析”中查看',
  stop: '停止抓包代理',
  remove: '移除',
  stopped: (name) => `${name} 已停止`,

  setUp: '让设备连接到这里',
  certificate:
    '设备必须信任抓包代理：请在设备中安装此证书。程序不会自行安装证书；其私钥保存在配套程序所在的机器上。',
  downloadPem: '证书（PEM）',
  downloadC: 'C 头文件',
  hex: 'DER 十六进制',
  hexOf: '证书的十六进制',
  program: '设备或程序',
  programs: {
    mosquitto: 'Mosquitto 客户端',
    alibaba: '阿里云 SDK',
  },
  where: {
    mosquitto: '主机、端口和 CA 是命令行选项；用户名和密码不变。',
    mqttjs: '修改地址，并通过选项提供证书。',
    paho: '放在 connect 之前；用户名和密码不变。',
    espIdf: '在客户端的配置中；头文件放在源文件旁边。',
    pubSubClient: '在创建客户端的代码中；头文件放在工程文件旁边。',
    homeAssistant: '“设置”、“设备与服务”、MQTT、“重新配置”；在其中上传证书。',
    nodeRed: '在 mqtt-broker 节点的配置中；TLS 是单独的配置。',
    alibaba:
      '抓包代理应转发到实例的地址 ….mqtt.iothub.aliyuncs.com：设备使用 mqtts:// 时，该地址也用 mqtts://。',
  },
  tcpOnly: '此程序不支持基于 WebSocket 的 MQTT：请启动基于 TCP 或 TLS 的抓包代理。',
  lines: '这些行',
};
