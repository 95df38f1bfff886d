/** 固件等文件的文字。 */
import type { UpgradeFacts } from '../../../broker/platform/devices/fileCommands.ts';
import type { WebhookFacts } from '../../../broker/platform/devices/webhook.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { spaced } from '../codes/spaced.ts';

const STATES: Readonly<Record<UpgradeFacts['state'], string>> = {
  pending: '待推送',
  pushed: '已推送',
  'in-progress': '升级中',
  succeeded: '升级成功',
  failed: '升级失败',
  cancelled: '已取消',
};

const STEPS: Readonly<Record<number, string>> = {
  [-1]: '升级失败',
  [-2]: '下载失败',
  [-3]: '校验失败',
  [-4]: '烧写失败',
};

export const firmware: Texts['firmware'] = {
  part: '固件',
  add: '添加升级包',
  product: '产品',
  version: '版本号',
  versionHint: '须与设备升级后上报的版本号完全一致。',
  module: '模块',
  moduleHint: '留空：设备固件（default 模块）。',
  signMethod: '推送消息中的签名算法',
  choose: '选择文件…',
  file: '固件文件',
  noFile: '未选择文件',
  filesHint: '可选择多个文件：设备逐个下载。',
  upload: '添加升级包',
  uploading: (name: string): string => `正在上传 ${name}`,
  uploaded: (name: string, version: string): string => `${name} 已添加，版本 ${version}`,
  emptyFile: (name) => `${name} 是空文件：设备没有可安装的内容。请选择其他文件。`,
  unreadable: '浏览器无法读取此文件。',
  packages: '升级包',
  noPackages: '还没有升级包',
  columns: { version: '版本号', module: '模块', product: '产品', file: '文件' },
  remove: (version: string): string => `删除升级包 ${version}…`,
  removeTitle: (version: string): string => `删除升级包 ${version}？`,
  removeText: '文件将无法再下载，正在进行的升级会被取消。',
  removeConfirm: '删除',
  removed: (version: string): string => `升级包 ${version} 已删除`,

  config: {
    title: '远程配置',
    hint: '设备通过 …/thing/config/get 请求其产品的配置文件，或由平台通过 …/thing/config/push 推送。',
    noHttp: '设备通过 HTTP 下载，页面内置 Broker 不提供：响应为 6710。',
    none: '无',
    file: (product: string): string => spaced(product, '的配置'),
    choose: '选择…',
    replace: '替换…',
    set: (product: string): string => spaced('已设置', product, '的配置'),
    push: '推送',
    pushTo: (product: string): string => spaced('推送', product, '的配置'),
    pushed: (sent: number, missed: number): string =>
      missed === 0
        ? `已发送到 ${grouped(sent)} 台设备`
        : `已发送到 ${grouped(sent)} 台设备；${grouped(missed)} 台未发送：离线，或未订阅该 Topic`,
    remove: (product: string): string => spaced('删除', product, '的配置'),
    removed: (product: string): string => spaced(product, '的配置已删除'),
  },

  webhook: {
    title: 'Webhook 转发',
    none: '设备上报的数据不转发。',
    address: '地址',
    counts: '消息',
    told: ({ sent, waiting, failed, dropped }: WebhookFacts): string =>
      `已发送 ${grouped(sent)}，等待 ${grouped(waiting)}，失败 ${grouped(failed)}，丢弃 ${grouped(dropped)}`,
    trouble: '最近一次失败',
    url: 'URL',
    hint: '属性、事件、透传数据和自定义 Topic 的消息以 JSON 格式 POST 到此地址。其他机器的地址须在启动时指定（--alibaba-webhook）。',
    apply: '设置',
    set: '已设置 Webhook',
    remove: '删除 Webhook',
    removed: 'Webhook 已删除',
  },

  upgrades: '升级记录',
  noUpgrades: '还没有升级',
  versions: '已上报的版本',
  noVersions: '设备尚未上报版本。设备通过 /ota/device/inform/{productKey}/{deviceName} 上报。',
  push: '推送升级',
  pushHint:
    '发送到 /ota/device/upgrade/…。设备离线或未订阅该 Topic 时，上线并订阅后立即发送。设备上报新版本后，升级才算成功。',
  package: '升级包',
  packageName: (version: string, module: string, name: string, others: number): string =>
    `${version} · ${module} · ${name}${others === 0 ? '' : ` + ${others}`}`,
  by: '下载协议',
  protocols: { http: 'HTTP', mqtt: 'MQTT' },
  severalFiles: '多文件升级包通过 HTTP 下载。',
  noHttp: '页面内置 Broker 不能通过 HTTP 提供文件：设备通过 MQTT 下载。',
  action: '推送',
  pushed: (device: string, version: string): string => `已开始将 ${device} 升级到 ${version}`,
  cancel: (version: string): string => `取消到 ${version} 的升级`,
  cancelled: (version: string): string => `到 ${version} 的升级已取消`,
  noPackagesHere: '此产品还没有升级包：请在“固件”中添加。',
  open: '打开“固件”',
  state: (state: UpgradeFacts['state']): string => STATES[state],
  progress: (percent: number): string => `${percent}%`,
  progressLabel: (version: string): string => `到 ${version} 的升级进度`,
  failure: (failure: number | 'timed-out'): string =>
    failure === 'timed-out'
      ? '设备未在规定时间内上报新版本'
      : `错误码 ${failure}：${STEPS[failure] ?? '文档中没有此错误码'}`,
};
