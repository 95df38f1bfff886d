import type { FirstTexts } from '../../en/first.ts';

export const start: FirstTexts['start'] = {
  examples: '可输入的内容',
  webSocket: 'WebSocket',
  tcp: '给出对应的 WebSocket 地址',
  bridged: '普通 MQTT，经配套程序连接',
  command: '连同其选项',
  link: '分享的链接',
  dropHere: '将文件拖到任意位置，或',
  reach: (companion) =>
    ({
      none: '配套程序未运行：只能连接 ws:// 和 wss://',
      bridge: '经配套程序还可连接 mqtt:// 和 mqtts://',
      'no-bridge': '配套程序以 --no-bridge 运行：只能连接 ws:// 和 wss://',
    })[companion],
  setUp: '设置…',
  staysHere: '仅在本浏览器中读取，不会上传',
};
