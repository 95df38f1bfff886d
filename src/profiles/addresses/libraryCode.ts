/** Reads connection settings in code of Paho, MQTT.js, PubSubClient and similar libraries, without running it. */

import { subscriptionsIn } from './codeSubscriptions.ts';

export interface TranslatedCommand {
  /** Code of a program, which a shell does not split. */
  readonly isCode?: true;
  readonly isPublish: boolean;
  readonly words: readonly string[];
}

/** Options for a protocol by its name. */
export const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  mqtts: ['--tls-use-os-certs'],
  ws: ['--ws'],
  wss: ['--ws', '--tls-use-os-certs'],
};
const QUOTED = String.raw`["'\`]([^"'\`]{0,2000})["'\`]`;
const inCode = (pattern: string): RegExp => new RegExp(pattern, 'i');
const URL_IN_CODE = inCode(
  String.raw`["'\`]((?:mqtts?|wss?|tcp|ssl|tls):\/\/[^"'\`\s]{1,500})["'\`]`,
);
const CALL =
  /\b(?:connect\w*|setServer|(?:mqtt\w*|client\w*)\.begin|addBroker|WithTcpServer|\w*Client(?:_create|_init)?|single|simple|callback|serverHost)\s*\(/i;
const PLACE_IN_CODE = inCode(
  String.raw`\b(?:connect(?:_async)?|setServer|WithTcpServer|Client)\s*\(\s*(?:host\s*=\s*)?${QUOTED}\s*,\s*(?:port\s*=\s*)?(\d{1,5})`,
);
const HOST_IN_CODE = inCode(
  String.raw`(?:\b(?:connect(?:_async)?|setServer|client\w*\.begin|mqtt\w*\.begin|serverHost|WithTcpServer|aiomqtt\.Client)\s*\(\s*(?:host\s*=\s*)?|\bMQTTClient\s*\(\s*["'][^"']{0,200}["']\s*,\s*|\b(?:mqtt_?)?(?:host|hostname|server|broker)(?:_?(?:host|address|ip))?(?:\[\])?["']?\s*[=:]\s*)${QUOTED}`,
);
const PORT_IN_CODE = /\b(?:mqtt_?|server)?port["']?\s*[=:(]\s*(\d{1,5})/i;
const PAIR_IN_CODE = inCode(
  String.raw`(?:username_pw_set|WithCredentials)\s*\(\s*${QUOTED}\s*,\s*${QUOTED}`,
);
const named = (names: string): RegExp =>
  inCode(String.raw`(?:${names})["']?\s*(?:[=:]\s*|\(\s*)${QUOTED}`);
const USER_IN_CODE = named('user_?name|user');
const PASSWORD_IN_CODE = named('passw(?:or)?d');
const PROTOCOL_IN_CODE = named('protocol|transport');
const ID_IN_CODE = named('client_?id');
const PUBLISH_IN_CODE = inCode(
  String.raw`\b(?:publish|single)\s*\(\s*${QUOTED}\s*,\s*(?:payload\s*=\s*)?(?:"([^"]{0,2000})"|'([^']{0,2000})'|\`([^\`]{0,2000})\`)`,
);

/** Libraries that name the server before they connect with a client identifier, user name and password. */
const NAMES_SERVER = /\b(?:setServer|(?:mqtt\w*|client\w*)\.begin)\s*\(/i;
const SIGN_IN_CODE = inCode(
  String.raw`\bconnect\s*\(\s*${QUOTED}(?:\s*,\s*${QUOTED}\s*,\s*${QUOTED})?`,
);

/** Undefined if the text calls no library, or names no broker. */
export function codeCommand(text: string): TranslatedCommand | undefined {
  if (!CALL.test(text)) return undefined;
  const signIn = NAMES_SERVER.test(text) ? SIGN_IN_CODE.exec(text) : null;
  const [call, id, ownUser, ownPassword] = signIn ?? [];
  const code = call === undefined ? text : text.replace(call, '(');
  const url = URL_IN_CODE.exec(code)?.[1];
  const [, placed, port] = PLACE_IN_CODE.exec(code) ?? [];
  const host = placed ?? HOST_IN_CODE.exec(code)?.[1];
  if (url === undefined && host === undefined) return undefined;
  const given = (option: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [option, value];
  const [, user, password] = PAIR_IN_CODE.exec(code) ?? [];
  const { filters, qos } = subscriptionsIn(code);
  const [, topic, ...payloads] = PUBLISH_IN_CODE.exec(code) ?? [];
  const isPublish = filters.length === 0 && topic !== undefined;
  const protocol =
    PROTOCOL_IN_CODE.exec(code)?.[1] ?? (/Paho\.(?:MQTT\.)?Client/.test(code) ? 'ws' : '');
  return {
    isCode: true,
    isPublish,
    words: [
      ...(url === undefined
        ? [...given('-h', host), ...given('-p', port ?? PORT_IN_CODE.exec(code)?.[1])]
        : urlWords(url)),
      ...(/\btls_set|setSocketFactory|WiFiClientSecure/.test(code) ? ['--tls-use-os-certs'] : []),
      ...(PROTOCOLS[protocol.replace('websockets', 'ws')] ?? []),
      ...given('-u', user ?? ownUser ?? USER_IN_CODE.exec(code)?.[1]),
      ...given('-P', password ?? ownPassword ?? PASSWORD_IN_CODE.exec(code)?.[1]),
      ...given('-i', id ?? ID_IN_CODE.exec(code)?.[1]),
      ...(isPublish ? [topic] : filters).flatMap((one) => given('-t', one)),
      ...(isPublish ? [] : given('-q', qos)),
      ...(isPublish
        ? given(
            '-m',
            payloads.find((text) => text !== undefined),
          )
        : []),
    ],
  };
}

/** Options for an address in code. A path is that of the WebSocket, not a topic as in `-L`. */
export function urlWords(url: string): readonly string[] {
  const [, scheme = '', place = '', path = ''] = /^(\w+):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const known = { tcp: 'mqtt', ssl: 'mqtts', tls: 'mqtts' }[scheme.toLowerCase()];
  const words = ['-L', `${known ?? scheme.toLowerCase()}://${place}`];
  return scheme.startsWith('ws') && path.length > 1 ? [...words, '--ws-path', path] : words;
}
