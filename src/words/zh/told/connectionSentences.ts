/** What connections say of themselves. */
import type { SentenceTable } from '../../sentences.ts';

export const CONNECTION_SENTENCES: SentenceTable = {
  'This connection has been closed.': '此连接已关闭。',
  'The worker of the broker in this tab could not be loaded. Reload the page.':
    '无法加载本标签页中 Broker 的 Worker。请重新加载页面。',
  'This broker has no control interface.': '此 Broker 没有控制接口。',
  'The broker’s control interface is not open.': 'Broker 的控制接口未打开。',
  'The broker’s control interface did not answer in time.': 'Broker 的控制接口没有及时应答。',
  'The broker’s control interface has been closed.': 'Broker 的控制接口已关闭。',
  'What the broker answered is not understood.': '无法理解 Broker 的应答。',
  'The broker’s control interface does not answer.': 'Broker 的控制接口没有应答。',
  'The broker’s control interface asks for a token.': 'Broker 的控制接口要求令牌。',
};
