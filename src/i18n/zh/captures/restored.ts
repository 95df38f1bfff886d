import type { FirstTexts } from '../../en/first.ts';
import { grouped } from '../../numbers.ts';

export const restored: FirstTexts['restored'] = {
  title: '刷新后已恢复',
  packets: (packets) => {
    if (packets === undefined) return '连接已断开，报文没有保存。';
    if (packets === 'reading') return '连接已断开。正在读取保存的报文…';
    const shown = '连接已断开。已重新显示最新的报文，其中不含敏感信息。';
    return packets === 0 ? shown : `${shown}另有 ${grouped(packets)} 个报文因空间不足没有保存。`;
  },
  secretText: '密码或密钥也没有保存，点击“连接”时会要求重新输入。',
  secretMissing: '刷新页面后，密码或密钥没有保存。请重新输入，然后连接。',
  connectAll: '全部连接',
  others: (count) => `之前打开了 ${count} 个连接。`,
  notOpened: (name) => `${name} 尚未打开`,
  notKept: '页面已刷新，浏览器不再有该文件的访问权限。',
  chooseAgain: '重新选择文件',
};
