import type { willForm as english } from '../../en/publish/willForm.ts';

export const willForm: typeof english = {
  line: '配套程序',

  lineUnused: '证书、密钥、代理、请求头',
  willTopic: '遗嘱主题',
  willPayload: '遗嘱载荷',
  willHex: '遗嘱载荷为十六进制',
  willQoS: '遗嘱 QoS',
  willRetain: '遗嘱保留（RETAIN）',
  willDelay: '遗嘱延迟间隔',
  willContentType: '遗嘱内容类型',
  urlFromDevice: '留空时，地址由 ProductKey、地域和实例得出：',
};
