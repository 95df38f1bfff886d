import type { Texts } from '../en.ts';

export const kit: Texts['kit'] = {
  in: '收到',
  out: '发出',
  show: (what) => `显示${what}`,
  hide: (what) => `隐藏${what}`,
  close: '关闭',
  dismiss: '关闭提示',
};
