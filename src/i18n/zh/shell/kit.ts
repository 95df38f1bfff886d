import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { spaced } from '../codes/spaced.ts';

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
  tooLong: (most) => `未粘贴：此输入框最多容纳 ${grouped(most)} 个字符。`,
  tooManyLines: (most) => `未粘贴：此输入框最多容纳 ${grouped(most)} 行。`,
  notDrawn: (length) => `此处不显示 ${grouped(length)} 个字符的文本，因为绘制会使页面停止响应。`,
  tooSlow:
    '未粘贴：文本中有过多浏览器绘制缓慢的字符，例如从右到左书写的字符、组合字符、控制字符或未知字符。',
  loading: '正在加载…',
  notLoaded: {
    title: '这一部分未能加载',
    here: '未能加载。',
    text: '可能已有新版本：请刷新页面以获取。刷新会结束当前抓包，请先保存需要的内容。也可能是网络中断：请重试。',
    saveText: '抓包仍在此处。请不要关闭或刷新本页面（刷新会结束抓包），待服务器恢复后重试。',
    outdated:
      '本标签页运行的是旧版 mqttscope，服务器上已没有该版本的文件。请刷新页面以使用新版本。刷新会结束当前抓包。',
    reload: '刷新',
    again: '重试',
  },
  failed: {
    title: (name) => (name === undefined ? '无法显示此部分' : `无法显示“${name}”`),
    text: 'mqttscope 内部错误使此部分停止。连接、抓包、草稿和其他部分不受影响。',
    again: (name) => (name === undefined ? '此部分再次出错' : `“${name}”再次出错`),
    row: '无法显示此行',
    statusBar: '状态栏',
    topBar: '顶栏',
    notices: '提示',
    list: '列表',
    detail: '详情',
    dialog: '对话框',
    tour: '向导',
    subscriptions: '订阅列表',
    tabs: '连接标签页',
    viewTabs: '视图列表',
    tab: '此标签页',
    copy: '复制错误详情',
    copied: '已复制错误详情',
    copyNote:
      '错误详情包含程序版本、错误类型、代码位置和浏览器版本，不含主题、载荷、地址、名称和密码。',
    uncaught: 'mqttscope 内部错误',
    times: (count) => `${count} 次`,
    more: (count) => `另有 ${count} 个错误`,
    uncaughtText:
      '刚才的操作可能未完成，其他部分不受影响。如果界面没有响应，请先保存抓包，再刷新页面。',
    app: '无法显示 mqttscope',
    appText:
      '内部错误使页面停止。连接和抓包仍在后台继续。请重试；如果仍然失败，请先保存抓包，再刷新页面。',
    save: (name) => `保存抓包：${name}`,
  },
};
