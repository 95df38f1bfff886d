import type { Texts } from '../../en/texts.ts';

export const welcome: Texts['welcome'] = {
  title: '看清每个主题、每个报文',
  demo: '体验实时演示',
  demoText: '提供本页面的配套程序就是一个 MQTT Broker，并带有模拟设备。点击一次即可连接并订阅 #。',
  demoQuiet:
    '提供本页面的配套程序就是一个 MQTT Broker，其模拟设备已关闭。点击一次即可连接并订阅 #，您发布的消息随即可见。',
  demoNeedsUser: '配套程序需要用户名和密码：“体验实时演示”会填好其余内容，然后点击“连接”。',
  tabText:
    '本页面内置完整的 MQTT Broker 和模拟设备：无需安装，数据不离开页面。点击一次即可连接并订阅 #。',
  demoName: '实时演示',
  thisTab: '本标签页',
  thisTabHint: 'Broker 和设备都在本页面内',
  tour: '开始向导',
};
