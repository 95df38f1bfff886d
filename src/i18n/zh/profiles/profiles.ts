import type { profiles as english } from '../../en/profiles/profiles.ts';

const COLOURS: (typeof english)['colours'] = {
  rose: '玫红',
  amber: '琥珀',
  olive: '橄榄绿',
  teal: '青色',
  indigo: '靛蓝',
  grey: '灰色',
};

export const profiles: typeof english = {
  payloads: '载荷的解析方式',
  payloadsCount: (rules, files) =>
    rules === 0 ? '自动识别' : `${rules} 条规则，${files} 个 schema 文件`,
  payloadsEdit: '编辑规则…',
  storageFull: '存储空间已满；请删除不再需要的连接配置或消息',
  saved: (name) => `已保存 ${name}（不含密钥和密码）`,
  savedWithSecrets: (name) => `已保存 ${name}，其密钥和密码已加密保存`,
  noneFound: '没有匹配的连接配置。',
  rowTitle: '双击即连接',
  delete: (name) => `删除连接配置 ${name}`,
  deleted: (name) => `已删除 ${name}`,
  menu: (name) => `${name} 的操作`,
  open: '编辑',
  connect: '连接',
  duplicate: '复制一份',
  copyName: (name) => `${name}（副本）`,
  duplicated: (name) => `已保存 ${name}`,
  moveUp: '上移',
  moveDown: '下移',
  moved: (name, place, count) => `${name}：第 ${place} 个，共 ${count} 个`,
  moveTo: (folder) => `移到 ${folder}`,
  moveToFolder: '移到文件夹',
  moveOut: '移出文件夹',
  noFolder: '不在文件夹中',
  folderCount: (name, count) => `${name}，${count} 个连接配置`,
  renameFolder: '重命名文件夹',
  folderName: '文件夹名称',
  readOnly: '只读',
  atStart: '启动时连接',
  secretsKept: '密钥和密码已加密保存',

  title: '外观与配置',
  now: ({ name, folder, colour, isReadOnly, isAtStart }) =>
    [
      name,
      folder,
      colour === undefined ? '' : COLOURS[colour],
      isReadOnly ? '只读' : '',
      isAtStart ? '启动时连接' : '',
    ]
      .filter((part) => part !== '')
      .join('；') || '无名称，无颜色',
  folder: '文件夹',
  folderHint: '留空：不放入文件夹。',
  colour: '颜色',
  noColour: '无颜色',
  colours: COLOURS,
  readOnlySwitch: '只读',
  readOnlyHint:
    '此连接不发布任何内容：不发消息，不清除保留消息，不重放，不设遗嘱。订阅照常。从下次连接起生效。',
  atStartSwitch: '启动时连接',
  atStartHint: '打开页面时自动连接；此浏览器中同时只有一个页面会这样做。',
  willOff: '只读：此遗嘱不会发送给 Broker。',

  remembered: '已加密保存在此浏览器中。修改后请保存连接配置。',
  rememberHint: '保存连接配置时，会加密保存在此浏览器中。',
  forget: '忘记',
  forgetLabel: '忘记已记住的密钥或密码',
  forgotten: '不再保存该密钥或密码',
  forgetAll: '忘记所有已记住的密钥和密码',
  allForgotten: '不再保存任何密钥和密码',
  keptNow: '已加密保存',
  insecure: '此页面无法保存密钥和密码：浏览器只在 HTTPS 页面或本机（localhost）页面中提供加密。',
  refused: (reason) => `此浏览器不保存密钥和密码，可能因为是无痕窗口：${reason}`,
  unreadable: '已记住的密钥或密码无法再解密，因为浏览器已丢失其密钥。请重新输入。',
  startNeedsPassword: '启动时未连接：没有记住此连接配置的密码。请输入密码后点击“连接”。',
  takenElsewhere: '启动时未连接：此浏览器的另一个页面已打开此连接。',

  import: '导入连接配置…',
  export: '导出连接配置…',
};
