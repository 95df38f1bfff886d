/** 平台可能不接受的内容，在输入之处说明。 */
import type { PlatformNotes } from '../../../alibaba/platformNotes.ts';
import type { Words } from '../../../base/message.ts';
import { grouped } from '../../numbers.ts';

const quoted = (found: string | undefined) => (found === undefined ? '空白字符' : `“${found}”`);

export const platformNotes: Words<PlatformNotes> = {
  empty: () => '为空，而平台要求填写。',
  'blank-around': () => '开头或结尾有空格或换行，也会算作内容的一部分。',
  'product-key-characters': ({ found }) =>
    `ProductKey 由字母和数字组成；这里含有${quoted(found)}，已知的 ProductKey 都没有。`,
  'product-key-length': ({ length }) =>
    `有 ${length} 个字符。据目前所知 ProductKey 为 11 个字符，从不超过 20 个。`,
  'device-name-length': ({ length }) => `有 ${length} 个字符。DeviceName 为 4 至 32 个字符。`,
  'device-name-characters': ({ found }) =>
    `含有${quoted(found)}。DeviceName 只能由 A-Z a-z 0-9 和 - _ @ . : 组成。`,
  'device-name-alias': () => '控制台中可以是中文的是备注名称，不是 DeviceName。',
  'device-secret-length': ({ length }) =>
    `有 ${length} 个字符。DeviceSecret 为 32 个；16 个字符的 ProductSecret 在此无效。`,
  'client-id-length': ({ length }) => `有 ${length} 个字符。扩展参数之前的部分最多 64 个字符。`,
  'client-id-bar': () => '含有 |：参与签名的部分到此为止。扩展参数会自动添加。',
  'timestamp-form': () => '时间戳是自 1970 年以来的毫秒数，十进制。',
  'region-unknown': ({ found }) => `未知的地域 ID：${found}。请检查，或使用实例 ID。`,
  'region-without-public-instance': () => '此地域没有公共实例，需要填写实例 ID。',
  'instance-id-characters': ({ found }) =>
    `含有${quoted(found)}。实例 ID 只能由字母、数字和连字符组成。`,
  'secure-mode-3-new-account': () =>
    '2022 年 8 月以后开通的账号必须使用 TLS 登录。请使用 securemode 2 和 wss://。',
  'secure-mode-channel': ({ mode, meant, scheme }) =>
    `securemode ${mode} 用于 ${meant}://，而地址是 ${scheme}://。平台可能拒绝。`,
  'keep-alive-range': () =>
    '心跳间隔不在 30 至 1200 秒之间时，平台会拒绝 CONNECT；建议 300 秒以上。',
  'will-not-supported': () => '平台不支持遗嘱。',
  'retain-not-supported': () => '平台不保存保留消息。',
  'qos-2-not-supported': () => '平台不支持 QoS 2，可能会断开连接。',
  'payload-size': ({ length }) =>
    `消息内容有 ${grouped(length)} 字节。平台最多接受 262144 字节（256 KB）。`,
  'topic-length': ({ length }) => `Topic 有 ${grouped(length)} 字节。平台最多接受 128 字节。`,
  'topic-levels': ({ length }) => `Topic 有 ${length} 个斜杠。平台最多接受 7 个。`,
  'topic-of-another-device': () => '设备只能使用含有自己的 ProductKey 和 DeviceName 的 Topic。',
  'filters-per-subscribe': ({ length }) =>
    `一个 SUBSCRIBE 中有 ${length} 个主题过滤器。平台最多接受 8 个。`,
};
