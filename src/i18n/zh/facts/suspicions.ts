/** 已知错误都得不出这个密码时，可能的原因，以及如何查明。 */
import type { Suspicions } from '../../../alibaba/suspicions.ts';
import type { Words } from '../../../base/message.ts';

export const suspicions: Words<Suspicions> = {
  'product-secret-entered': () =>
    '这里填写的 DeviceSecret 有 16 个字符，与 ProductSecret 一样；DeviceSecret 有 32 个。请填写 DeviceSecret。',
  'another-secret': () =>
    '设备所用的密钥与这里填写的不同：请将两者与控制台核对，并确认密钥是否重置过。也可能误用了 ProductSecret：一并填写 ProductSecret（--product-secret）即可确认。用 --devices FILE 给出其他设备，即可尝试它们的密钥。',
  'timestamp-elsewhere': () =>
    '签名用的时间戳可能与客户端 ID 中的不同，例如密码是以前保存的，或由在线工具生成。请粘贴含有时间戳的日志，在表单中设为固定时间戳，或用 --timestamp 给出。',
};
