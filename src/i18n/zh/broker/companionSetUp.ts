import type { Texts } from '../../en/texts.ts';

export const companionSetUp: Texts['companionSetUp'] = {
  title: '设置配套程序',
  what: '浏览器只能使用 WebSocket（ws://、wss://）。配套程序（mqttscope serve）在您的电脑上运行，可以为本应用代理 mqtt:// 和 mqtts:// 连接，自带 Broker，还能抓取设备的连接。',
  run: '需要 Node 20.19 或更高版本。在 mqttscope 的代码目录中运行：',
  commands: '命令',
  afterwards: '然后打开配套程序在 app 之后打印的地址。',
  profiles: '浏览器按应用的地址保存连接配置：请在这里导出，再到那里导入。',
};
