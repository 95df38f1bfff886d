import type { Texts } from '../en.ts';
import { spaced } from './spaced.ts';

export const kit: Texts['kit'] = {
  colon: '：',
  comma: '，',
  listed: '、',
  stop: '。',
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
};
