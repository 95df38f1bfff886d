/** `--help` of the commands about sign-in: users of the companion, and devices of Alibaba Cloud IoT. */
import type { CliTexts } from '../en/texts.ts';
import { shared } from './shared.ts';

type Help = CliTexts['help'];

const passwd: Help['passwd'] = {
  about: '把用户及其密码的哈希值（scrypt 或 SCRAM）写入供 --users 使用的文件。',
  args: { FILE: '用户文件，没有则新建', NAME: '用户名' },
  options: {
    delete: '从文件中删除该用户',
    scram: '保存 SCRAM-SHA-256 所需的内容；该用户也可以用 SCRAM 登录',
    lang: shared.lang,
  },
  after: `
在终端上会询问密码，输入时不显示；否则从标准输入读取。密码从不作为参数，因为本机的任何程序都
读得到参数。FILE 不存在时新建，只有所有者可读。使用方法：mqttscope --users FILE

退出码：0 已写入，1 无法读写 FILE 或其中没有该用户，2 参数错误。`,
};

const sign: Help['sign'] = {
  about: '为设备登录阿里云物联网平台签名：给出 CONNECT 的各字段和接入域名。',
  args: {},
  options: {
    productKey: 'ProductKey',
    deviceName: 'DeviceName',
    deviceSecret: shared.deviceSecret,
    clientId: '客户端 ID 中第一个 | 之前的部分，参与签名',
    timestamp: '1970 年以来的毫秒数，原样参与签名；none 表示不用时间戳',
    signMethod: '签名算法',
    secureMode: '2（TLS、wss）或 3（不加密的 TCP、ws）',
    region: '公共实例所在地域',
    instance: '自有实例的 ID',
    extra: '客户端 ID 的附加参数，不参与签名',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
逐行打印：signContent、password、clientId、username、host、port、wsUrl。
未指定时：--client-id 为 PRODUCT.DEVICE，与控制台和官方 C 语言 SDK 相同；--timestamp 为当前时间；
--sign-method 为 hmacsha256；--secure-mode 为 2（TLS）；--region 为 cn-shanghai。

设备密钥也可写在 MQTTSCOPE_DEVICE_SECRET 中，或用 --device-secret - 从标准输入读取：同一台机器上
的其他人看得到命令行，但看不到环境变量。
  printf %s "$SECRET" | mqttscope sign --product-key a1B2c3D4e5F --device-name dev-0001

不可能存在的名称会被拒绝：ProductKey 只有字母和数字，DeviceName 还可有 - _ @ . :，--client-id
最多 64 个字符。平台可能不接受的其他情况（例如长度）在标准错误输出中说明，以平台为准。
退出码：0 已签名，2 参数错误。`,
};

const verify: Help['verify'] = {
  about: '检查阿里云物联网平台设备的客户端 ID、用户名和密码；不正确时，指出错在哪里。',
  args: {},
  options: {
    clientId: '完整的客户端 ID，含 |…| 扩展参数',
    username: '用户名',
    password: '密码',
    deviceSecret: shared.deviceSecret,
    productSecret: '产品密钥 ProductSecret，用于检查是否误用了它',
    log: '从此文本中查找三者；- 表示标准输入',
    connect: 'CONNECT 报文的字节',
    timestamp: '可能参与了签名的时间',
    productKey: '设备应有的 ProductKey',
    deviceName: '设备应有的 DeviceName',
    devices: '设备文件，同 --alibaba：可能误用了其中其他设备的密钥',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
三者由各自的选项给出，或取自设备日志（--log）或 CONNECT 报文的字节（--connect）；选项优先于日志。
日志中有多次登录时，判断最后一次。密码也可写在 MQTTSCOPE_PASSWORD 中，产品密钥写在
MQTTSCOPE_PRODUCT_SECRET 中，设备密钥写在 MQTTSCOPE_DEVICE_SECRET 中或取自标准输入
（--device-secret -）。密钥和密码从不打印。

前四行回答：进行到哪一步、信息来源、违反了平台或模组的什么规则、签名是否正确。与结果矛盾的原因不会
列出；只有被拒返回码为 4 或 5 时才怀疑密钥。可以识别模组（ESP-AT、移远、SIMCom、合宙）、MQTT 库和官方
SDK 的日志，以及动态注册和子设备登录。

--json 打印一个对象："schema"、"ok"、"reached"、"code"、"saidBy"、"quote"、"breaks"、"signature"
（right、wrong、unchecked）、"kind"、"answers"、"refused"（被 CONNACK 或 HTTPS 拒绝）、"mistake"（名称；正确时，或没有已知错误能得出此密码时，为
null）、"explanation"、"where"、"also"（同时存在的其他错误）、"reproduced"、"signContent"（平台侧
待签名字符串）、"signedInstead"、"signMethod"、"productKey"、"deviceName"、"passwordLength"、
"expectedLength"、"tried"；与密钥相符时还有 "otherReasons"：设备被拒绝的其他原因；没有找到错误时还有
"suspicions"：可能得出此密码的原因。

退出码：0 正确且未被拒绝，1 文件无法读取，2 参数错误，3 不正确或被拒绝，4 没有可校验的内容，例如
密码已隐藏，或使用客户端证书。`,
};

const explain: Help['explain'] = {
  about: '解释登录的返回码或日志，不需要任何密钥。',
  args: { TEXT: '返回码、一行日志或日志文件，例如 -0x0303 或 "+CMQTTCONNECT: 0,32"' },
  options: {
    log: '设备日志；- 表示标准输入',
    json: shared.jsonObject,
    lang: shared.lang,
  },
  after: `
打印进行到哪一步、信息来源、违反了什么规则，以及依次检查的原因。TEXT 也可以是响应的返回码，例如 6287。

退出码：0 已识别，1 文件无法读取，2 参数错误，4 无法识别。`,
};

export const signInHelp = { passwd, sign, verify, explain };
