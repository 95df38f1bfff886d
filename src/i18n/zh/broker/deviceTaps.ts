/** 配套程序在设备与 Broker 之间的设备抓包。 */
import type { Texts } from '../../en/texts.ts';

export const deviceTaps: Texts['deviceTaps'] = {
  form: '新建设备抓包',
  about: '查看设备自身的连接：设备连接此地址而不是它的 Broker，字节原样转发。',
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
    '先是该证书，然后是它与 CA 之间的中间证书。私钥只保存在配套程序的内存中，直到设备抓包停止。',
  ownShown: (file) => `向设备出示的是您的证书。下面各行中的 ${file} 指签发它的 CA 的证书。`,
  fileOf: (what) => `文件：${what}`,
  noFile: '未选择文件',
  fileRead: (name) => `已读取 ${name}。`,
  tooLarge: (name) => `${name} 超过 64 KiB：这不是证书或私钥。`,
  reach: '谁可以连接',
  here: '本机',
  network: '局域网',
  exposed: '能到达此端口者，即可经由本机连接该 Broker。查看完毕后请停止设备抓包。',
  start: '启动设备抓包',
  started: '设备抓包正在启动',

  none: '这里没有设备抓包',
  empty: '尚无设备抓包',
  emptyText:
    '填写设备的 Broker 并启动，然后让设备连接到这里。每个连接成为一个流，并说明其结束原因。',
  list: '设备抓包',
  name: (listen) => `设备抓包 ${listen.replace(/^[a-z]+:\/\//, '')}`,
  starting: '正在启动…',
  failed: (reason) => `未能监听：${reason}`,
  devices: (now, all, silent) =>
    `当前 ${now} 台设备，累计 ${all} 次连接${silent === 0 ? '' : `，其中 ${silent} 次没有发送任何内容，未列出`}`,
  silentTitle:
    '没有任何字节的连接，例如端口探测：10 分钟内每台机器最多列出 10 次，总共最多 100 次。',
  open: '在“检查”中查看',
  stop: '停止设备抓包',
  remove: '移除',
  stopped: (name) => `${name} 已停止`,

  setUp: '让设备连接到这里',
  certificate:
    '设备必须信任设备抓包：请把此证书装入设备。程序不会自行安装证书；其私钥留在配套程序所在的机器上。',
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
    mqttjs: '更改地址，并以选项给出证书。',
    paho: '放在 connect 之前；用户名和密码不变。',
    espIdf: '在客户端的配置中；头文件放在源文件旁边。',
    pubSubClient: '在创建客户端处；头文件放在工程旁边。',
    homeAssistant: '“设置”、“设备与服务”、MQTT、“重新配置”；证书在那里上传。',
    nodeRed: '在 mqtt-broker 节点的配置中；TLS 是单独的配置。',
    alibaba:
      '设备抓包应转发到实例的地址 ….mqtt.iothub.aliyuncs.com：设备用 mqtts://，该处也用 mqtts://。',
  },
  tcpOnly: '此程序不支持基于 WebSocket 的 MQTT：请启动基于 TCP 或 TLS 的设备抓包。',
  lines: '这些行',
};
