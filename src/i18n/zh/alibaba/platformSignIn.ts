/** 设备如何登录平台，以及平台的判断。 */
import type { SignInFacts } from '../../../broker/platform/devices/commands.ts';
import type { Texts } from '../../en/texts.ts';
import { grouped } from '../../numbers.ts';
import { meaningOf } from '../codes/reasonCodes.ts';

const TRANSPORTS: Readonly<Record<SignInFacts['transport'], string>> = {
  tcp: 'TCP',
  websocket: 'WebSocket',
  port: '页面内置 Broker',
  udp: 'MQTT-SN',
};

export const platformSignIn: Pick<Texts['platform'], 'signIn' | 'faults'> = {
  signIn: {
    never: '自平台启动以来未登录过',
    neverText:
      '设备以其 DeviceName 和 ProductKey 发送 CONNECT 后，这里会显示判定结果和平台侧待签名字符串。',
    refused: '登录被拒绝',
    accepted: '已通过',
    refusedWith: (code: number): string => `拒绝（返回码 ${code}）`,
    refusal: (code, name) => `返回码 ${code}，${meaningOf(name)}`,
    device: '设备的错误：',
    time: '时间',
    from: '来源',
    transport: (transport: SignInFacts['transport'], secure: boolean): string =>
      secure ? `${TRANSPORTS[transport]}，TLS` : TRANSPORTS[transport],
    clientId: '客户端 ID',
    userName: '用户名',
    method: '签名算法',
    by: '登录方式',
    direct: '直连（一机一密），密码由设备计算',
    token: 'HTTPS 认证再连接，使用 token',
    registration: '动态注册（一型一密），使用产品密钥',
    'device-token': '使用动态注册得到的 deviceToken',
    password: '密码',
    lengths: (came: number | undefined, expected: number | undefined): string =>
      came === undefined
        ? '未携带'
        : expected === undefined
          ? `${grouped(came)} 个字符`
          : came === expected
            ? `长度正确（${grouped(came)} 位）`
            : `收到 ${grouped(came)} 个字符，预期 ${grouped(expected)} 位`,
    signed: '平台侧待签名字符串',
    signedHint: '名称与值直接相连，中间没有分隔符',
    notSigned: '登录在签名之前就被拒绝了。',
    notSignedToken: '使用 token 登录时不签名。',
    instead: '设备侧待签名字符串',
    insteadHint: '由收到的密码反推：对这段字符串签名，结果与该密码完全一致。',
    compare: '与设备侧待签名字符串比较',
    compareLabel: '设备侧待签名字符串',
    compareHint: '来自设备日志或调试器：传给 HMAC 的消息。内容不会离开本页面。',
    same: '两段字符串一致：差别在于密钥、签名算法，或签名结果的编码。',
    differs: (at: number, place: string): string => `从第 ${at} 个字符起不同，位于${place}。`,
    inName: (name: string): string => `名称 ${name} 中`,
    inValue: (name: string): string => `${name} 的值中`,
    atEnd: '平台侧字符串的末尾之后',
    platformHas: '平台',
    deviceHas: '设备',
    nothing: '无',
    blanks: '· 表示空格。',
    all: '最近的登录',
  },
  faults: {
    'no-tail': '客户端 ID 没有 |…| 扩展参数，无法得知安全模式和签名算法。',
    'open-tail': '客户端 ID 的扩展参数没有以 | 结尾。',
    'empty-base': '客户端 ID 的第一个 | 之前没有内容。',
    'long-base': '客户端 ID 的第一个 | 之前超过 64 个字符。',
    stray: '客户端 ID 扩展参数中有不是 name=value 的内容。',
    repeated: 'securemode、signmethod、timestamp 中有一项重复出现。',
    'secure-mode': '客户端 ID 扩展参数的 securemode 必须是 2 或 3。',
    timestamp: '客户端 ID 中的 timestamp 不是十进制数。',
    'sign-method': '签名算法不是 hmacmd5、hmacsha1、hmacsha256 之一。',
    'user-name': '用户名不是 deviceName&productKey 的形式。',
    'unknown-device': 'DeviceName 和 ProductKey 对应的设备不存在。',
    'no-password': '密码为空。',
    'wrong-sign':
      '密码不是用该设备的密钥对这些字段的签名：密钥错误、签名算法错误，或待签名字符串不同。',
    disabled: '设备已被禁用。',
    'keep-alive': '心跳间隔超出平台接受的范围（见“产品与设置”）。',
    channel: 'securemode 为 2 时应使用 TLS，为 3 时应使用非加密连接；当前连接与之不符。',
    'bad-token': 'iotId 或 iotToken 错误，或已超过 7 天：请重新进行 HTTPS 认证。',
    'connect-rate': '设备每分钟发送的 CONNECT 超过平台允许的数量。',
    will: '平台不支持遗嘱，且设置为拒绝。',
    'registration-parameters':
      '动态注册要求客户端 ID 中有 securemode（2 或 -2）、authType、random、signmethod，用户名为 deviceName&productKey，设备名称为 4 至 32 个字母、数字和 - _ @ . :',
    'registration-channel': '未使用 TLS 的动态注册会被拒绝（见“产品与设置”）。',
    'registration-off': '产品不存在，或其设备不能动态注册：这里没有产品密钥，或动态注册已关闭。',
    'registration-sign': '密码不是用产品密钥对 deviceName、productKey、random 的签名。',
    'registration-unknown': '设备未登记；authType=regnwl 时不必预先登记。',
    'registration-active': '设备已激活，不能再动态注册（见“产品与设置”）。',
    'registration-full': '动态注册的设备过多，不再接受。',
    'bad-device-token': '客户端 ID 或 deviceToken 与最近一次注册得到的不一致。',
  },
};
