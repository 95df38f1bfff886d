/** Statements that are a number after words about signing in, as many programs print their library's result. */
import { refused } from './libraryCodes.ts';
import { type Meaning, means, type StatementForm, speaker } from './logStatement.ts';

const LIBRARY = speaker('library');
const PUB_SUB_CLIENT = speaker('library', 'PubSubClient');
const WOLF_MQTT = speaker('library', 'wolfMQTT');

/**
 * A return code of CONNACK at the end of its line. 0 and 1 may also be false and true, or the result of a
 * function that has only sent the packet.
 */
const CODE = String.raw`\s{0,3}\(?(0x0?[1-5]|[2-5]|0x[89][0-9a-f]|1[2-5]\d)\)?\s{0,3}[.!。！,;]?\s*$`;

/** Layers and packets with numbers of their own. */
const OTHERS =
  /wi-?fi|wlan|\bsta\b|tcp(?!:\/\/)|socket|gprs|\bdns\b|\btls\b|\bssl\b|网络|热点|retr(?:y|ies)|times?\b|count|attempt|ping|init|disconnect|publish|subscri|suback|puback|iotx_|IOT_MQTT|recvConnack|订阅|发布|上报|次/i;

const numbered = (words: string): StatementForm => ({
  by: LIBRARY,
  pattern: new RegExp(words + CODE, 'gim'),
  read: ([digits = ''], line) => (OTHERS.test(line) ? undefined : refused(Number(digits))),
});

export const NUMBER_STATEMENTS: readonly StatementForm[] = [
  // `MQTT connected: 5`, `MQTT已连接：5`, `on_connect: 4`: a callback that runs after each CONNACK.
  numbered(
    String.raw`(?:\bmqtt[^\n]{0,20}\bconnected|\bmqtt[^\n]{0,20}\bconnect(?:ion)?[ _](?:ok|success\w*)|\bon_?connect|已连接|(?:连接|登[录陆]|鉴权)成功)\)?\s{0,3}[:：=]`,
  ),
  // `login result=4`, `client.Connect returned 5`, `MQTT_EVT_CONNACK result: 5`, `connack return 4`.
  numbered(
    String.raw`(?:\bmqtt[^\n]{0,20}(?<![a-z])(?:connect|login|auth)\w*|(?<![a-z])conn[ _]?ack|\blogin|(?<![a-z])client\.connect)\b[^\n]{0,30}?(?<![a-z])(?:result|ret(?:urn(?:s|ed)?)?|err(?:or)?[ _]?(?:code|no)?)\b\s{0,3}[:：=]?`,
  ),
  // `conn ack: 5`, `connect refused: 5`.
  numbered(
    String.raw`(?:(?<![a-z])conn?[ _-]ack|\bmqtt[^\n]{0,40}\bconnect(?:ion)? (?:refused|rejected|denied))\s{0,3}[:：=]`,
  ),
  // The example of every tutorial: `failed with state 5`.
  {
    by: PUB_SUB_CLIENT,
    pattern: /\bfail(?:ed)?\b[^\n]{0,20}\bstate\b\s{0,3}[:=]?\s{0,3}([1-5])\b(?![.\d])/gi,
    read: ([digits = ''], line) => (OTHERS.test(line) ? undefined : refused(Number(digits))),
  },
  {
    by: LIBRARY,
    pattern: /\bmqtt[^\n]{0,20}\bconnect(?:ed)?\s{0,2}[:=]\s{0,2}(true|yes|false|no)\b/gi,
    read: ([said = '']): Meaning =>
      /^[ty]/i.test(said)
        ? { stage: 'connack', code: 0, isInWords: true }
        : { stage: 'failed', detail: 'unspecific' },
  },
  // `MQTT connected status: 4`, `mqtt connect ret 1`: numbers of a program whose source is not known.
  {
    by: LIBRARY,
    pattern:
      /\bmqtt[^\n]{0,20}(?<![a-z])(?:connect|login|auth)\w*\b[^\n\d]{0,12}(?<![a-z])(?:status|state|result|ret(?:urn(?:s|ed)?)?|code|rc|err(?:or)?)\b\s{0,3}[:=]?\s{0,3}\[?-?\d{1,5}\]?\s*$/gim,
    read: (_groups, line) => (OTHERS.test(line) ? undefined : { stage: 'unknown' }),
  },
  // `+ZMQCON: 1,2`: modules without a public manual.
  {
    by: speaker('module'),
    pattern: /\+[A-Z]{0,8}MQ[A-Z]{0,8}(?:CON|STA|OPEN|LOGIN)[A-Z]{0,8}\s?:\s?-?\d[\d, -]{0,12}$/gm,
    read: means({ stage: 'unknown' }),
  },
  {
    by: WOLF_MQTT,
    pattern: /\bMQTT Socket Connect: Error\b/g,
    read: means({ stage: 'tcp' }),
  },
  {
    by: WOLF_MQTT,
    pattern: /\bMQTT Connect: [^\n]{0,20}\bError \((\w+)/g,
    read: ([error = '']): Meaning => ({
      stage: 'connect',
      detail: /timeout/i.test(error) ? 'timeout' : 'unspecific',
    }),
  },
];
