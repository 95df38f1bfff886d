/** Rules of the platform or of a module that a text breaks, whatever its signature. */
import type { Localizable, NoArgs } from '../../base/message.ts';
import { utf8Length } from '../../base/utf8.ts';
import { parameterValues, parseClientId, parseUserName } from '../identity.ts';
import type { Stage } from '../stages.ts';
import { type FoundAddress, keepAliveIn } from './addresses.ts';
import { libraryIn } from './logTable.ts';

export interface BrokenRules {
  readonly 'keep-alive': { readonly seconds: number };
  readonly 'keep-alive-default': { readonly library: string; readonly seconds: number };
  readonly port: { readonly port: number };
  readonly 'plain-for-tls-mode': { readonly address: string };
  readonly 'tls-for-plain-mode': { readonly address: string };
  readonly 'host-without-product-key': { readonly host: string };
  readonly 'host-of-another-product': { readonly host: string; readonly productKey: string };
  readonly 'host-of-another-service': { readonly host: string };
  readonly 'at-line-too-long': { readonly bytes: number; readonly most: number };
  readonly 'at-field-too-long': {
    readonly field: string;
    readonly bytes: number;
    readonly most: number;
  };
  readonly 'at-comma': NoArgs;
  readonly 'url-encoded': { readonly found: string };
  readonly 'html-escaped': NoArgs;
}

export type BrokenRule = Localizable<BrokenRules>;

const broken = <Key extends keyof BrokenRules>(
  key: Key,
  args: BrokenRules[Key],
): Localizable<BrokenRules, Key> => ({ key, args });

/** Seconds that the platform accepts. */
const KEEP_ALIVE = { least: 30, most: 1200 } as const;

/** Ports of sign-ins with a device secret. */
const PORTS: ReadonlySet<number> = new Set([1883, 443, 80]);

/** PubSubClient's default in seconds, which the platform refuses. */
const PUB_SUB_KEEP_ALIVE = 15;

const PLAIN: ReadonlySet<string> = new Set(['tcp', 'mqtt', 'ws']);
const SECURE: ReadonlySet<string> = new Set(['ssl', 'tls', 'mqtts', 'wss']);

/** Facts of the sign-in that the rules compare with the text. */
export interface RuleSubject {
  readonly text: string;
  readonly addresses: readonly FoundAddress[];
  /** Only Alibaba's devices have its platform's rules. */
  readonly isAlibaba: boolean;
  readonly clientId: string | undefined;
  readonly userName: string | undefined;
  /** From a CONNECT packet, if the text contains one. */
  readonly keepAlive: number | undefined;
  readonly stage: Stage | undefined;
  /** Return code of CONNACK. */
  readonly code: number | undefined;
}

export function brokenRulesIn(subject: RuleSubject): readonly BrokenRule[] {
  const ofPlatform = subject.isAlibaba
    ? [...keepAliveRule(subject), ...addressRules(subject), ...formRules(subject)]
    : [];
  return [...ofPlatform, ...espAtRules(subject.text)];
}

function keepAliveRule({ text, keepAlive, stage, code }: RuleSubject): readonly BrokenRule[] {
  const seconds = keepAlive ?? keepAliveIn(text);
  if (seconds !== undefined) {
    const isAllowed = seconds >= KEEP_ALIVE.least && seconds <= KEEP_ALIVE.most;
    return isAllowed ? [] : [broken('keep-alive', { seconds })];
  }
  const mayBe = stage === 'connect' || (stage === 'connack' && (code === 2 || code === 3));
  if (!mayBe || libraryIn(text) !== 'PubSubClient') return [];
  return [broken('keep-alive-default', { library: 'PubSubClient', seconds: PUB_SUB_KEEP_ALIVE })];
}

function addressRules(subject: RuleSubject): readonly BrokenRule[] {
  const { text, clientId = '', userName = '' } = subject;
  const address = subject.addresses.findLast(({ host }) => /\baliyuncs\.com$/i.test(host));
  const mode = parameterValues(parseClientId(clientId), 'securemode')[0];
  const bySetting = modeRules(text, mode, address);
  if (address === undefined) return bySetting;
  const { host, port } = address;
  const isHttps = address.scheme?.startsWith('http') === true || /\bPOST\s+\/|\bHTTP\/1/.test(text);
  const productKey = parseUserName(userName)?.productKey;
  const [, prefix, isShared] =
    /^(?:([a-z0-9-]+)\.)?(iot-as-mqtt\.[a-z0-9-]+\.aliyuncs\.com)$/i.exec(host) ?? [];
  // A reply shows that the host was found.
  const isAnswered = subject.stage === 'connack' || subject.stage === 'closed';
  const named = (): readonly BrokenRule[] => {
    if (isOtherService(host)) return [broken('host-of-another-service', { host })];
    if (isShared === undefined) return [];
    if (prefix === undefined)
      return isAnswered ? [] : [broken('host-without-product-key', { host })];
    const isForeign =
      productKey !== undefined &&
      prefix !== 'public' &&
      prefix.toLowerCase() !== productKey.toLowerCase();
    return isForeign ? [broken('host-of-another-product', { host, productKey })] : [];
  };
  const isWrongPort = port !== undefined && !PORTS.has(port) && !isHttps && !isOtherService(host);
  return [
    ...(isHttps ? [] : named()),
    ...(isWrongPort ? [broken('port', { port })] : []),
    ...bySetting,
  ];
}

/** Services with separate hosts; devices of IoT Platform do not sign in there by MQTT. */
const isOtherService = (host: string): boolean =>
  !/(?:^|\.)(?:iot-as-mqtt\.[a-z0-9-]+|mqtt\.iothub|itls\.[a-z0-9-]+)\.aliyuncs\.com$/i.test(host);

/** Settings of modules that choose between TLS and plain TCP. */
function channelOf(
  text: string,
  address: FoundAddress | undefined,
): { readonly isSecure: boolean; readonly shown: string } | undefined {
  const espAt = /AT\+MQTTUSERCFG=\d+,(\d{1,2})\b/i.exec(text)?.[1];
  if (espAt !== undefined) {
    const scheme = Number(espAt);
    return { isSecure: scheme !== 1 && scheme !== 6, shown: `AT+MQTTUSERCFG scheme ${scheme}` };
  }
  const simcom = /AT\+CMQTTACCQ=\d+,"[^"]*"(?:,(\d))?/i.exec(text);
  if (simcom !== null) {
    const isSecure = simcom[1] === '1';
    return { isSecure, shown: isSecure ? 'AT+CMQTTACCQ …,1' : 'AT+CMQTTACCQ' };
  }
  if (/AT\+QMTCFG="ssl",\d+,1/i.test(text)) return { isSecure: true, shown: 'AT+QMTCFG="ssl"' };
  if (/AT\+(?:S?MIPSTART)=/i.test(text)) {
    return { isSecure: false, shown: /AT\+S?MIPSTART/i.exec(text)?.[0] ?? 'AT+MIPSTART' };
  }
  const scheme = address?.scheme;
  if (scheme === undefined || address === undefined) return undefined;
  if (!PLAIN.has(scheme) && !SECURE.has(scheme)) return undefined;
  return { isSecure: SECURE.has(scheme), shown: `${scheme}://${address.host}` };
}

function modeRules(
  text: string,
  mode: string | undefined,
  address: FoundAddress | undefined,
): readonly BrokenRule[] {
  const channel = channelOf(text, address);
  if (channel === undefined) return [];
  if (mode === '2' && !channel.isSecure) {
    return [broken('plain-for-tls-mode', { address: channel.shown })];
  }
  return mode === '3' && channel.isSecure
    ? [broken('tls-for-plain-mode', { address: channel.shown })]
    : [];
}

/** Bytes that ESP-AT accepts in one command. */
const ESP_AT_LINE = 256;

/** Bytes of user name and password in `AT+MQTTUSERCFG`. */
const ESP_AT_FIELD = 64;

function espAtRules(text: string): readonly BrokenRule[] {
  const line = /AT\+MQTTUSERCFG=[^\r\n]*/i.exec(text)?.[0];
  const tooLong = [...text.matchAll(/AT\+MQTT[^\r\n]*/gi)]
    .map(([command]) => utf8Length(command.trimEnd()))
    .filter((bytes) => bytes > ESP_AT_LINE)
    .map((bytes) => broken('at-line-too-long', { bytes, most: ESP_AT_LINE }));
  return [...tooLong.slice(0, 1), ...(line === undefined ? [] : userConfigRules(line))];
}

function userConfigRules(line: string): readonly BrokenRule[] {
  const values = [...line.matchAll(/"((?:[^"\\]|\\.){0,600})"/g)].map(([, value = '']) => value);
  const [, userName, password] = values;
  const hasComma = values.some((value) => /(?<!\\),/.test(value));
  const fields = [
    ['username', userName],
    ['password', password],
  ] as const;
  return [
    ...(hasComma ? [broken('at-comma', {})] : []),
    ...fields.flatMap(([field, value = '']) => {
      const bytes = utf8Length(value);
      if (bytes <= ESP_AT_FIELD) return [];
      return [broken('at-field-too-long', { field, bytes, most: ESP_AT_FIELD })];
    }),
  ];
}

function formRules({ text, userName = '' }: RuleSubject): readonly BrokenRule[] {
  const encoded = /%7C(?=\w|$)/i.exec(text)?.[0];
  const isEscaped = /&amp;/i.test(userName);
  return [
    ...(encoded === undefined ? [] : [broken('url-encoded', { found: encoded })]),
    ...(isEscaped ? [broken('html-escaped', {})] : []),
  ];
}
