/** Meaning of the codes in `alibaba/alink`, by the keys of that module. */
import type { AlinkCode, ShadowCode } from '../../../alibaba/alink/codes.ts';
import type { CodeWords } from '../../en/alibaba/alinkTables.ts';

export const CODES: Readonly<Record<AlinkCode, CodeWords>> = {
  200: { meaning: '成功', remedy: '' },
  400: { meaning: '对方处理请求时出错', remedy: '请重新发送；若仍如此，请查看对方的日志。' },
  401: {
    meaning: '签名错误',
    remedy: '请将除 sign 和签名算法以外的所有字段按字母顺序排列，用正确的密钥签名。',
  },
  427: {
    meaning: '设备在别处登录',
    remedy: '请查找使用同一三元组的另一台设备；后登录的会把先登录的挤下线。',
  },
  428: { meaning: '网关在线的子设备过多', remedy: '请先让一些子设备下线。' },
  429: { meaning: '请求过于频繁', remedy: '请降低发送频率。' },
  460: {
    meaning: '请求参数错误',
    remedy: '请对照文档检查 params：可能为空、类型不对或过多。',
  },
  500: { meaning: '系统未知错误，或没有可获取的内容', remedy: '请看 code 旁的 message。' },
  520: { meaning: '子设备没有经由此网关的会话', remedy: '请先让子设备经由此网关登录。' },
  521: { meaning: '设备已被删除', remedy: '请重新创建设备，或不再使用其三元组。' },
  522: { meaning: '设备已被禁用', remedy: '请在平台上启用。' },
  1000: { meaning: '有可用的固件', remedy: '请从 url 下载，并核对 sign。' },
  5001: { meaning: '未找到设备', remedy: '请检查 ProductKey、DeviceName 和地域。' },
  5005: { meaning: '未找到产品', remedy: '请检查 ProductKey。' },
  5244: { meaning: '无法读取产品信息', remedy: '请咨询平台的技术支持。' },
  6100: { meaning: '未找到设备', remedy: '请检查 ProductKey 和 DeviceName。' },
  6104: { meaning: '一次请求的属性超过 200 个', remedy: '请分多次请求。' },
  6106: { meaning: '一次上报的属性超过 200 个', remedy: '请分多条消息上报。' },
  6200: { meaning: '产品要求另一种认证方式', remedy: '请查看创建产品时所选的认证方式。' },
  6203: { meaning: '无法解析 Topic', remedy: '请检查 Topic 的写法。' },
  6204: { meaning: '设备已被禁用', remedy: '请在平台上启用。' },
  6207: { meaning: '消息内容不是 JSON', remedy: '请检查引号、逗号和编码。' },
  6250: { meaning: '未找到产品', remedy: '请检查 ProductKey。' },
  6287: {
    meaning: '子设备的签名错误',
    remedy: '请用子设备的密钥对除 sign、signMethod、cleanSession 以外的所有字段签名。',
  },
  6288: { meaning: '产品未开启动态注册', remedy: '请在控制台开启，或在控制台创建设备。' },
  6289: { meaning: '设备已激活', remedy: '请使用已下发的密钥。' },
  6292: { meaning: '未知的签名算法', remedy: '请使用 hmacmd5、hmacsha1 或 hmacsha256。' },
  6300: {
    meaning: '消息没有 method，或 method 与 Topic 不符',
    remedy: '请填写与 Topic 对应的 method，例如 thing.event.property.post。',
  },
  6313: { meaning: '校验物模型的服务出错', remedy: '请重新发送；消息本身可能没有错。' },
  6401: { meaning: '子设备不属于此网关', remedy: '请先把它加入网关的拓扑关系。' },
  6402: { meaning: '网关不能是自己的子设备', remedy: '请从列表中删除网关自己。' },
  6600: {
    meaning: '注册的签名错误',
    remedy: '请用 ProductSecret 对 deviceName、productKey 和 random 签名。',
  },
  6710: { meaning: '产品没有远程配置', remedy: '请在控制台编辑并保存远程配置。' },
  6713: { meaning: '产品未开启远程配置', remedy: '请在控制台开启。' },
  5159: { meaning: '校验物模型时，查询属性定义失败', remedy: '请咨询平台的技术支持。' },
  5160: { meaning: '校验物模型时，查询事件定义失败', remedy: '请咨询平台的技术支持。' },
  5161: { meaning: '校验物模型时，查询服务定义失败', remedy: '请咨询平台的技术支持。' },
  6450: {
    meaning: '数据解析脚本的结果没有 method',
    remedy: '请让 rawDataToProtocol 返回 method，例如 thing.event.property.post。',
  },
  6760: { meaning: '系统异常', remedy: '请重新发送；若仍如此，请咨询平台的技术支持。' },
  6813: { meaning: '数据解析脚本返回的数据格式不对', remedy: '请在控制台用相同的数据测试脚本。' },
  26001: {
    meaning: '产品没有已提交的数据解析脚本',
    remedy: '请在产品的“数据解析”页签提交脚本，草稿不起作用。',
  },
  26002: { meaning: '数据解析脚本执行出错', remedy: '请在控制台用相同的数据测试脚本。' },
  26006: {
    meaning: '数据解析脚本缺少 protocolToRawData 或 rawDataToProtocol',
    remedy: '请在脚本中定义这两个函数。',
  },
  26007: {
    meaning: '数据解析脚本返回的既不是字节数组也不是 JSON',
    remedy: 'protocolToRawData 应返回字节数组，rawDataToProtocol 应返回对象。',
  },
  26010: { meaning: '数据解析脚本的请求过于频繁', remedy: '请降低发送频率。' },
  9236: {
    meaning: '设备无权使用此 Topic',
    remedy: '请检查 Topic 中的 ProductKey、DeviceName，以及 Topic 类的权限。',
  },
  78117: { meaning: '文件超过 16 MB', remedy: '请减小或压缩文件。' },
  78118: { meaning: '分片超过 128 KB', remedy: '请减小分片。' },
  78119: { meaning: '分片没有接在已上传内容之后', remedy: '请从上次响应的 offset 继续。' },
  78120: { meaning: '分片小于 256 字节，且不是最后一个', remedy: '请增大分片。' },
  78121: { meaning: '分片校验失败', remedy: '请重新发送该分片；校验为 CRC-16/ARC，低字节在前。' },
  78122: { meaning: '没有此次上传', remedy: '请用 init 重新开始。' },
  78123: {
    meaning: '已有同名文件',
    remedy: '请换一个文件名，或将 conflictStrategy 设为 overwrite。',
  },
  78124: { meaning: '文件已上传完成', remedy: '如需替换，请重新上传。' },
  78126: { meaning: '该分片已上传', remedy: '请继续发送下一个分片。' },
};

export const SHADOW_CODES: Readonly<Record<ShadowCode, CodeWords>> = {
  400: { meaning: '内容不是影子的 JSON', remedy: '请检查引号、大小和层数。' },
  401: { meaning: '缺少 method', remedy: '请加上 method：update、get 或 delete。' },
  402: { meaning: '缺少 state', remedy: '请加上含 reported 或 desired 的 state。' },
  403: { meaning: 'version 不是数字', remedy: 'version 应为整数，而不是文本。' },
  404: { meaning: 'state 中没有 reported', remedy: '请在 state 中加上 reported。' },
  405: { meaning: 'reported 为空', remedy: '请至少上报一个属性。' },
  406: { meaning: '未知的 method', remedy: '请使用 update、get 或 delete。' },
  407: { meaning: '内容为空', remedy: '请发送一个 JSON 对象。' },
  408: { meaning: '上报的属性超过 128 个', remedy: '请减少上报的属性，或删除一些属性。' },
  409: {
    meaning: 'version 不大于影子当前的版本',
    remedy: '请先获取影子并从其版本继续，或发送 -1 从 0 重新开始。',
  },
  500: { meaning: '平台出错', remedy: '请重新发送。' },
};
