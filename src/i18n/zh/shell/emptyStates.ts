import type { Texts } from '../../en/texts.ts';

export const emptyStates: Texts['emptyStates'] = {
  packets: {
    title: '尚无报文',
    connected: '双向的每个报文经过时都会显示在这里。',
    closed: '连接建立后，报文会显示在这里。',
    file: '读取文件时，报文会显示在这里。',
    titleEnded: '没有报文',
    fileEnded: '未从文件中读到报文。',
    tap: '这些客户端与 Broker 之间的每个报文经过时都会显示在这里。',
  },
  topics: {
    noMatch: '没有匹配的主题',
    noMatchText: (search) => `目前收到的内容都不含“${search}”。`,
    cleared: '已清空',
    clearedText: '主题和报文已清空。',
    waitingSince: (seconds) => `清空后尚未收到消息（${seconds} 秒）。`,
    title: '尚未收到消息',
    closed: '收到消息后，主题会显示在这里。',
    more: (named, count) => `${named} 等 ${count} 个`,
    countsAll: true,
    waiting: (filters, seconds) => `已订阅 ${filters}，尚未收到消息（${seconds} 秒）。`,
    unsubscribed: '请在上方订阅，收到消息后主题会显示在这里。',
    file: '此文件中没有消息',
    notOpened: '读取文件时，主题会显示在这里。',
    tap: '这些客户端尚未收发消息',
    packets: '所有报文见报文列表。',
  },
  next: {
    connect: '重新连接',
    subscribe: '输入主题过滤器',
    subscribeAll: '订阅 #',
    publish: '编写消息',
    findTopic: '查找主题',
    showAll: '显示全部',
    clearSearch: '清除搜索',
  },
};
