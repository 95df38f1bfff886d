import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';

export const topicActions: Texts['topicActions'] = {
  menu: (topic) => `${topic} 的操作`,
  commands: {
    copy: '复制主题',
    'copy-value': '复制值',
    'copy-branch': '将分支复制为 JSON',
    export: '导出消息…',
    chart: '绘制其中的值',
    publish: '发布到此主题',
    subscribe: '订阅',
    'subscribe-below': '订阅所有下级（#）',
    filter: '按主题过滤报文',
    'filter-below': '按主题及其下级过滤报文',
    'expand-below': '展开所有下级',
    'collapse-below': '折叠所有下级',
    pin: '置顶',
    hide: '隐藏',
    'clear-retained': '清除保留消息…',
    'expand-all': '全部展开',
    'collapse-all': '全部折叠',
    'show-hidden': '显示隐藏的主题',
    'next-match': '下一个匹配',
    'previous-match': '上一个匹配',
  },
  unpin: '取消置顶',
  ofAll: {
    'expand-all': '展开所有主题',
    'collapse-all': '折叠所有主题',
    'show-hidden': '显示隐藏的主题',
    'next-match': '转到下一个匹配的主题',
    'previous-match': '转到上一个匹配的主题',
  },
  sortTopicsBy: (order) => `主题按${order}排序`,
  tree: '所有主题',
  sortBy: '排序方式',
  order: {
    name: '名称',
    changed: '最近变化',
    count: '消息数',
    rate: '速率',
  },
  notConnected: '未连接',
  valueCopied: (topic) => `已复制 ${topic} 的值`,
  branchCopied: (copied, all) =>
    copied === all
      ? `已复制 ${grouped(all)} 个主题及其值`
      : `共 ${grouped(all)} 个主题，已复制前 ${grouped(copied)} 个及其值`,
  found: (byName, byValue, all) => {
    const named = `${grouped(all)} 个主题中的 ${grouped(byName)} 个`;
    return byValue === 0 ? named : `${named}，另有 ${grouped(byValue)} 个的值匹配`;
  },
  foundSoFar: (found, percent) => `目前找到 ${grouped(found)} 个，已搜索 ${percent}%`,
  hidden: (count) => `已隐藏 ${grouped(count)} 个`,
  show: '显示',
  pinned: '置顶的主题',
  unpinned: (topic) => `取消置顶 ${topic}`,
  nothingYet: '尚未收到消息',
  keys: {
    group: '主题树中',
    menu: '主题的菜单',
    copy: '复制主题、值、分支（JSON）',
    export: '导出消息',
    chart: '绘制其中的值',
    publish: '发布到此主题',
    subscribe: '订阅，按住 Shift 订阅所有下级',
    filter: '过滤报文，按住 Shift 含下级',
    below: '展开、折叠所有下级',
    all: '全部展开、折叠',
    siblings: '展开所有同级',
    pin: '置顶或取消置顶',
    hide: '隐藏，按住 Shift 显示所有隐藏的主题',
    clear: '清除保留消息（含下级），清除前会询问',
    match: '下一个匹配，按住 Shift 为上一个',
  },
  branch: (topics) => `这一层及其下级共 ${grouped(topics)} 个主题`,
};
