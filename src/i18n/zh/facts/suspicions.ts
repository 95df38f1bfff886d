/** 已知错误都得不出这个密码时，可能的原因，以及如何查明。 */
import type { Suspicions } from '../../../alibaba/suspicions.ts';
import type { Words } from '../../../base/message.ts';

export const suspicions: Words<Suspicions> = {
  'product-secret-entered': () =>
    '这里填写的 DeviceSecret 有 16 个字符，与 ProductSecret 一样；DeviceSecret 有 32 个。请填写 DeviceSecret。',
  'another-secret': () =>
    '设备所用的密钥与这里填写的不同：请将两者与控制台核对，并确认密钥是否重置过。也可能误用了 ProductSecret：一并填写 ProductSecret（--product-secret）即可确认。',
  'client-id-of-chance': ({ base }) =>
    `客户端 ID ${base} 像是随机生成的。如果程序为待签名字符串和 CONNECT 各生成一次，两者就不同：请把两处都打印出来，或粘贴含有待签名字符串的设备日志。`,
  'timestamp-unsent': () =>
    '签名中含有客户端 ID 没有写出的时间戳，在线工具常常如此：请粘贴含有时间戳的日志，在表单中设为固定时间戳，或用 --timestamp 给出。',
  'timestamp-of-old': ({ sent }) =>
    `签名用的时间戳与客户端 ID 中的 ${sent} 相差很远：生成一次后一直保存的密码，只能与当时的客户端 ID 一起使用。请用 --timestamp 给出，或在表单中设为固定时间戳。`,
  'another-devices-secret': () =>
    '密钥属于另一台设备。请用 --devices FILE 给出其他设备；本地平台会尝试其所有设备的密钥。',
};
