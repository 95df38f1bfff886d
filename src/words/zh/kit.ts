import type { Texts } from '../en/texts.ts';
import { spaced } from './spaced.ts';

export const kit: Texts['kit'] = {
  colon: '：',
  comma: '，',
  listed: '、',
  stop: '。',
  gap: '',
  bracketed: (text) => `（${text}）`,
  in: '收到',
  out: '发出',
  show: (what) => spaced('显示', what),
  hide: (what) => spaced('隐藏', what),
  close: '关闭',
  dismiss: '关闭提示',
  copy: (what) => spaced('复制', what),
  copied: (what) => `已复制：${what}`,
  notCopied: '浏览器不允许本页面复制。',
  loading: '正在加载…',
  notLoaded: {
    title: '这一部分未能加载',
    here: '未能加载。',
    text: '可能已有新版本：请刷新页面以获取。刷新会结束当前抓包，请先保存需要的内容。也可能是网络中断：请重试。',
    saveText: '抓包仍在此处。请不要关闭或刷新本页面（刷新会结束抓包），待服务器恢复后重试。',
    outdated:
      '本标签页运行的是旧版 mqttscope，服务器上已没有它的文件。请刷新页面以使用新版本。刷新会结束当前抓包。',
    reload: '刷新',
    again: '重试',
  },
};
