import type { FirstTexts } from '../../en/first.ts';

export const start: FirstTexts['start'] = {
  title: '看清您的 MQTT 究竟在做什么',
  text: '每个主题、每个报文、每次交互，以及其中的问题。',
  presets: '配套程序提供的 Broker',
  placeholder: 'broker.example.com，或粘贴一条命令',
  running: '配套程序运行中：自动尝试 TCP、TLS 和 WebSocket',
  noBridge: '配套程序不为此页面建立连接：只尝试 WebSocket',
  access: '如何获得权限',
  alone: '配套程序未运行：尝试常用的 WebSocket 地址',
  trying: (count) => `正在尝试 ${count} 个地址，尚未向 Broker 发送任何内容…`,
  subscribeTo: '订阅',
  everything: '订阅 #',
  everythingTitle: '所有主题。在大型 Broker 上消息可能很多。',
  more: '用户、证书、遗嘱…',
  device: '阿里云设备',
  leaveDevice: '改用用户名和密码登录',
  recent: '最近使用',
  allProfiles: '所有连接配置',
  reach: (companion) =>
    ({
      none: '配套程序（mqttscope serve）未运行：只能连接 ws:// 和 wss://',
      bridge: '除了您指定的 Broker，没有任何数据离开此浏览器。',
      'no-bridge': '配套程序以 --no-bridge 运行：只能连接 ws:// 和 wss://',
    })[companion],
  setUp: '设置…',
};
