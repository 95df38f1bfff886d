import type { Texts } from '../../en/texts.ts';

export const welcome: Texts['welcome'] = {
  title: '没有自己的 Broker 也能开始',
  demo: '体验实时演示',
  demoText: '一座小工厂，每秒 30 条消息，无需安装。',
  demoQuiet: '配套程序的 Broker，只有您发布的消息。',
  demoNeedsUser: '配套程序的 Broker，需要用户名和密码。',
  lose: '模拟 PUBACK 丢失',
  loseText: '点击“开始”，查看 QoS 1 如何自行恢复。',
  capture: '打开抓包文件',
  captureText: '来自 Wireshark、tcpdump 或 mqttscope。也可拖到任意位置。',
  demoName: '实时演示',
  thisTab: '页面内置 Broker',
  thisTabHint: '设备也在本页面内',
  tour: '开始向导',
};
