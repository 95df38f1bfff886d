/** Reads connection settings in code of Paho, MQTT.js, PubSubClient and similar libraries, without running it. */

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
  /\b(?:connect\w*|setServer|addBroker|WithTcpServer|\w*Client(?:_create|_init)?|single|simple|callback|serverHost)\s*\(/i;
const PLACE_IN_CODE = inCode(
  String.raw`\b(?:connect(?:_async)?|setServer|WithTcpServer|Client)\s*\(\s*(?:host\s*=\s*)?${QUOTED}\s*,\s*(?:port\s*=\s*)?(\d{1,5})`,
);
const HOST_IN_CODE = inCode(
  String.raw`(?:\b(?:connect(?:_async)?|setServer|serverHost|WithTcpServer|aiomqtt\.Client)\s*\(\s*(?:host\s*=\s*)?|\bMQTTClient\s*\(\s*["'][^"']{0,200}["']\s*,\s*|\b(?:mqtt_?)?(?:host|hostname|server|broker)(?:_?(?:host|address|ip))?(?:\[\])?["']?\s*[=:]\s*)${QUOTED}`,
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
const SUBSCRIBE_IN_CODE = inCode(
  String.raw`\b(?:subscribe|simple|callback)\s*\(\s*(?:\w+\s*,\s*)?[[({\s]*${QUOTED}`,
);
const PUBLISH_IN_CODE = inCode(
  String.raw`\b(?:publish|single)\s*\(\s*${QUOTED}\s*,\s*(?:payload\s*=\s*)?(?:"([^"]{0,2000})"|'([^']{0,2000})'|\`([^\`]{0,2000})\`)`,
);

/** Undefined if the text calls no library, or names no broker. */
export function codeCommand(code: string): TranslatedCommand | undefined {
  if (!CALL.test(code)) return undefined;
  const url = URL_IN_CODE.exec(code)?.[1];
  const [, placed, port] = PLACE_IN_CODE.exec(code) ?? [];
  const host = placed ?? HOST_IN_CODE.exec(code)?.[1];
  if (url === undefined && host === undefined) return undefined;
  const given = (option: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [option, value];
  const [, user, password] = PAIR_IN_CODE.exec(code) ?? [];
  const filter = SUBSCRIBE_IN_CODE.exec(code)?.[1];
  const [, topic, ...payloads] = PUBLISH_IN_CODE.exec(code) ?? [];
  const isPublish = filter === undefined && topic !== undefined;
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
      ...given('-u', user ?? USER_IN_CODE.exec(code)?.[1]),
      ...given('-P', password ?? PASSWORD_IN_CODE.exec(code)?.[1]),
      ...given('-i', ID_IN_CODE.exec(code)?.[1]),
      ...given('-t', isPublish ? topic : filter),
      ...(isPublish
        ? given(
            '-m',
            payloads.find((text) => text !== undefined),
          )
        : []),
    ],
  };
}

/** The path of a library's WebSocket address is no topic. */
export function urlWords(url: string): readonly string[] {
  const [, scheme = '', place = '', path = ''] = /^(\w+):\/\/([^/?#]*)([^?#]*)/.exec(url) ?? [];
  const known = { tcp: 'mqtt', ssl: 'mqtts', tls: 'mqtts' }[scheme.toLowerCase()];
  const words = ['-L', `${known ?? scheme.toLowerCase()}://${place}`];
  return scheme.startsWith('ws') && path.length > 1 ? [...words, '--ws-path', path] : words;
}
