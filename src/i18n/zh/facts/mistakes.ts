/** 导致 MQTT 连接参数不正确的错误：做了什么，应该怎么做。 */
import type { Mistakes } from '../../../alibaba/mistakes.ts';
import type { Words } from '../../../base/message.ts';

/** 首尾可能带有多余字符的值；其他为参与签名的字段名。 */
const WRAPPED: ReadonlyMap<string, string> = new Map([
  ['clientId', '客户端 ID '],
  ['userName', '用户名'],
  ['password', '密码'],
  ['deviceSecret', '密钥'],
  ['signContent', '待签名字符串'],
]);

export const mistakes: Words<Mistakes> = {
  'client-id-escaped': ({ found }) =>
    `客户端 ID 中的逗号写成了 ${found}，这是 AT 指令的写法。指令中这样写没错；发送的客户端 ID 用普通逗号。`,
  'client-id-full-width': ({ found }) =>
    `客户端 ID 中有来自中文输入法的全角字符：“${found}”。请改用半角字符。`,
  'client-id-base-empty': () =>
    '客户端 ID 的第一个 | 之前没有内容。请填写设备标识（最多 64 个字符），并将其签名。',
  'client-id-base-long': ({ length }) =>
    `客户端 ID 的第一个 | 之前有 ${length} 个字符。平台最多接受 64 个。`,
  'tail-missing': () =>
    '客户端 ID 没有扩展参数。请在参与签名的部分之后加上 |securemode=2,signmethod=hmacsha256|（签了时间戳时还要加 timestamp=…）。',
  'tail-open': () => '客户端 ID 的扩展参数没有结束。请以 | 结尾。',
  'tail-separators': ({ found }) => `客户端 ID 的扩展参数以 ${found} 分隔。请用逗号分隔。`,
  'tail-stray': ({ found }) =>
    `客户端 ID 的扩展参数中有一项不是 name=value：${found}。请给它一个值，或去掉它。`,
  'tail-repeated': ({ name }) => `${name} 在客户端 ID 的扩展参数中出现了多次。请只写一次。`,
  'tail-name-case': ({ found, meant }) =>
    `客户端 ID 的扩展参数写作 ${found}，平台不认识。请写成 ${meant}。`,
  'secure-mode-missing': () =>
    '客户端 ID 的扩展参数中没有 securemode。请加上 securemode=2（TLS）或 securemode=3（不加密）。',
  'secure-mode-unknown': ({ found }) =>
    `客户端 ID 的扩展参数写作 securemode=${found}。使用 DeviceSecret 时为 2（TLS）或 3（不加密）。`,
  'sign-method-unknown': ({ found }) =>
    `客户端 ID 的扩展参数写作 signmethod=${found}。平台只认识 hmacmd5、hmacsha1 和 hmacsha256。`,
  'timestamp-form': () =>
    '客户端 ID 扩展参数中的时间戳不是十进制数字。请用数字写出 1970 年以来的毫秒数，或去掉它。',
  'method-missing': ({ used }) =>
    `客户端 ID 的扩展参数中没有 signmethod，即表示 hmacmd5，而密码是用 ${used} 算出的。请加上 signmethod=${used}。`,
  'method-mismatch': ({ announced, used }) =>
    `客户端 ID 的扩展参数写作 signmethod=${announced}，而密码是用 ${used} 算出的。请使两者一致。`,
  'method-mismatch-sdk-sha1': ({ announced }) =>
    `客户端 ID 的扩展参数写作 signmethod=${announced}，而密码是用 hmacsha1 算出的。请使两者一致。npm 包 alibabacloud-iot-device-sdk 1.2.8 无论 signAlgorithm 取何值都用 hmacsha1：使用它时，请将 signAlgorithm 设为 hmacsha1。`,
  'other-timestamp-signed': ({ signed, sent }) =>
    `签名用的时间戳是 ${signed}，而客户端 ID 的扩展参数写的是 ${sent}。请只取一次时间，以十进制毫秒数填写（64 位，%lld），两处使用同一文本。`,
  'timestamp-not-sent': ({ signed }) =>
    `签名中含有时间戳 ${signed}，而客户端 ID 的扩展参数中没有。请加上 timestamp=${signed}，或不要将其签名。`,
  'other-client-id-signed': ({ signed, sent }) =>
    `签名用的是另一个客户端 ID（${signed}），而发送的以 ${sent} 开头。请对第一个 | 之前的内容签名。`,
  'user-name-empty': () => '没有用户名。应为 deviceName&productKey。',
  'user-name-encoded': ({ found }) =>
    `用户名中的 & 写成了 ${found}。请原样发送 deviceName&productKey。`,
  'user-name-separator': ({ found }) =>
    `用户名中 DeviceName 与 ProductKey 以 ${found} 相连。请用 & 相连。`,
  'user-name-swapped': () => '用户名写成了 productKey&deviceName。请调换为 deviceName&productKey。',
  'user-name-form': () => '用户名不是 deviceName&productKey：应恰有一个 &，且两边都有内容。',
  'user-name-case': ({ signed }) =>
    `用户名除大小写外正确：签名用的是 ${signed}。请按控制台所示发送 DeviceName 和 ProductKey。`,
  'user-name-not-of-device': ({ signed }) => `用户名不属于所指的设备 ${signed}。`,
  'user-name-of-another-device': ({ signed }) =>
    `密码是为 ${signed} 算出的，而用户名属于另一设备。请使用签名设备的用户名。`,
  'placeholder-left': ({ found }) =>
    `本应是名称的位置写着 ${found}：模板没有填写。请填入设备自己的 ProductKey 和 DeviceName。`,
  'password-empty': () => '密码为空。密码应为十六进制签名值。',
  'password-not-hex': ({ found }) =>
    `密码不是签名：它有 ${found} 个字符，而签名为 32（hmacmd5）、40（hmacsha1）或 64（hmacsha256）位十六进制。`,
  'password-is-secret': () => '密码就是 DeviceSecret 本身。请发送用它算出的签名，切勿发送密钥。',
  'password-is-product-secret': () =>
    '密码就是 ProductSecret 本身。请发送用 DeviceSecret 算出的签名。',
  'password-hex-prefixed': () => '密码的十六进制数字之前或之间有其他符号。请只发送数字。',
  'password-base64': ({ length }) => `签名以 Base64 发送。请以十六进制发送，共 ${length} 位。`,
  'password-encoded-twice': () =>
    '签名的十六进制文本又做了一次编码（十六进制或 Base64）。请发送编码之前的文本。',
  'password-raw-bytes': ({ length }) => `签名以原始字节发送。请以十六进制发送，共 ${length} 位。`,
  'password-truncated': ({ length, found }) =>
    `密码共应有 ${length} 位，在第 ${found} 位之后中断。请为全部数字以及文本结束符留足空间。`,
  'password-longer': ({ length }) =>
    `密码前 ${length} 位正确，之后还有多余内容。请只发送前 ${length} 位。`,
  'password-printed': () =>
    '签名的字节输出格式有误：缺少前导零，或被当作有符号数（ffffff…）。请以 %02x 按无符号字节逐个输出。',
  'secret-stored-with-blank': () =>
    '这里填写的密钥首尾或中间有空格或换行，而密码是不带它算出的。请在此处去掉。',
  'secret-case': () => '密钥以大写或小写使用。请按控制台所示使用。',
  'secret-decoded': ({ found }) => `密钥被当作 ${found} 解码成了字节。请原样使用其字符。`,
  'secret-encoded': ({ found }) => `密钥先做了 ${found} 转换。请以 UTF-8 原样使用其字符。`,
  'secret-truncated': ({ place, length }) =>
    `只使用了密钥的前 ${place} 个字符。请使用全部 ${length} 个；检查是否有过短的缓冲区。`,
  'secret-empty': () => '使用了空密钥。请检查它本应来自何处。',
  'secret-one-character': ({ place }) => `所用密钥的第 ${place} 个字符不同。请与控制台核对该处。`,
  'secret-of-another-device': ({ device }) =>
    `使用了另一台设备 ${device} 的密钥。每台设备的密钥各不相同：请检查是否把一台设备的固件复制到了另一台。`,
  'product-secret-used': () =>
    '使用了 ProductSecret。设备用自己的 DeviceSecret 登录；ProductSecret 仅用于注册。',
  'product-key-used': () => '把 ProductKey 当作了密钥。请用 DeviceSecret 签名。',
  'device-name-used': () => '把 DeviceName 当作了密钥。请用 DeviceSecret 签名。',
  'wrong-order': ({ order, right }) => `字段按 ${order} 的顺序签名。请按名称排序：${right}。`,
  separators: ({ pattern }) =>
    `字段签名时写作 ${pattern}。字段之间、名称与值之间都不要有任何符号。`,
  'values-only': ({ pattern }) =>
    `只签了值，写作 ${pattern}。请在每个值之前写上名称：clientId…deviceName…productKey…。`,
  'field-left-out': ({ name }) => `没有签 ${name}。它属于待签名字符串。`,
  'whole-client-id-signed': () => '签了整个客户端 ID。只签第一个 | 之前的部分。',
  'client-id-alone-signed': ({ found }) =>
    `密码只是 ${found} 的 HMAC-SHA1 的 Base64，那是阿里云微消息队列 MQTT 版的算法。物联网平台需要 clientId…deviceName…productKey… 的 HMAC，以十六进制填写。`,
  'tail-parameters-signed': ({ names }) =>
    `多签了客户端 ID 扩展参数中的 ${names}。只签 clientId、deviceName、productKey 和 timestamp。`,
  'registration-signed': () =>
    '所签的是注册用的文本，没有 clientId。登录时签 clientId、deviceName、productKey 和 timestamp。',
  'timestamp-not-signed': () =>
    '客户端 ID 的扩展参数中有 timestamp，但没有签它。请一并签名，或从扩展参数中去掉。',
  'names-swapped': () =>
    '待签名字符串中 DeviceName 与 ProductKey 互换了。请把 deviceName 写在设备名称之前，productKey 写在产品密钥之前。',
  'case-signed': ({ name }) => `${name} 签名时改变了大小写。请按控制台所示签名。`,
  'field-name-spelling': ({ names, right }) => `字段名签成了 ${names}。应为 ${right}。`,
  'other-value-signed': ({ name, signed }) => `把 ${signed} 当作 ${name} 签名。请只签 ${name}。`,
  'placeholder-signed': ({ name, found }) =>
    `${name} 签名时写作 ${found}：模板没有填写，或当时还没有值。请签与客户端 ID 和用户名中相同的值。`,
  'text-encoded': ({ found }) =>
    found === 'JSON'
      ? '字段以 JSON 签名。请将名称与值依次相连，不加任何分隔符。'
      : `字符串以其他编码（${found}）签名。请以 UTF-8 签名，不做转义。`,
  'key-and-text-swapped': () =>
    '密钥与字符串互换了：字符串被当作密钥。密钥是 HMAC 的密钥，字符串是消息。',
  'plain-hash': ({ found, used }) => `对 ${found} 做了普通的 ${used}。请以密钥对字符串做 HMAC。`,
  'connect-length-wrong': ({ found, length }) =>
    `CONNECT 的剩余长度应为 ${length}，却写成了 ${found}。任何 Broker 都无法读取这个报文：每个字段都要连同其自身的两个长度字节一起计算；从 128 起每个字节写 7 位，低位在前。`,
  'connect-truncated': ({ found, length }) =>
    `CONNECT 共应有 ${length} 字节，在第 ${found} 字节之后中断。如果实际只发送了这些，则是 MQTT 库的缓冲区太小：请加大。Broker 会等待其余部分，然后关闭连接。`,
  registration: ({ found }) =>
    `此 CONNECT 用于注册设备（authType=${found}），用 ProductSecret 签名，并非已有密钥的设备的登录。`,
  'message-queue': ({ found }) =>
    `形如 ${found}|…|… 的用户名属于阿里云微消息队列 MQTT 版，是另一项服务：其密码是客户端 ID 的 HMAC-SHA1 的 Base64。物联网平台需要 deviceName&productKey 和十六进制签名。`,
  'pre-authenticated': () =>
    '用户名和密码像是 HTTPS 认证得到的 iotId 和 iotToken。它们不是签名，无法计算；有效期为 7 天。',
  wrapped: ({ field, found }) => {
    const what = WRAPPED.get(field) ?? `${field} `;
    return found === 'NUL'
      ? `${what}末尾带有 NUL，即 C 字符串的结束符或缓冲区的剩余部分。请只用字符串的长度：用 strlen，不用 sizeof。`
      : `${what}首尾带有 ${found}。请在复制、读取或输出该值之处去掉。`;
  },
};
