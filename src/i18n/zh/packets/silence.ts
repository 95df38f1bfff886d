import type { Texts } from '../../en/texts.ts';

export const silence: Texts['silence'] = {
  title: (name) => `${name} 没有响应`,
  pageWorkers: {
    broker: '页面内置 Broker 没有响应',
    reading: '读取载荷耗时过长',
  },
  since: (time, seconds) => `自 ${time} 起没有响应，已有 ${seconds} 秒。`,
  hint: 'Worker 正忙或已卡住。恢复响应前不会显示新内容，屏幕上已有的内容仍可阅读和复制。如果结束 Worker，只在内存中的报文会丢失。',
  pageHint: {
    broker: '如果结束，与该 Broker 的连接都会断开；下次连接时会启动新的 Broker。',
    reading: '如果结束，将不显示该载荷中的值。',
  },
  keepWaiting: '继续等待',
  end: '结束',
  ended: (name) => `${name} 已结束`,
  endedText: (time) =>
    `自 ${time} 起没有响应。现在看到的是页面上仍有的全部内容，可以阅读和复制，但无法显示其他报文。`,
  connectAgain: '重新连接',
  openAgain: '重新打开文件',
};
