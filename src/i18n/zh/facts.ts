import { say } from '../../base/message.ts';
import type { Texts } from '../en/texts.ts';
import { topicErrors } from './facts/topicErrors.ts';

export const facts: Texts['facts'] = {
  topicError: (error) => say(topicErrors, error),
  noAnswer: (address) =>
    address === undefined
      ? '页面内置 Broker 没有响应。请刷新页面。'
      : `${address} 没有响应。配套程序是否在运行，是否带有控制接口？`,
};
