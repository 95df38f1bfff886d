/** Reads refusals in words. */
import { refused } from './libraryCodes.ts';
import type { Meaning } from './logStatement.ts';

/** Reasons of a refusal in words, in English and Chinese. */
const REASONS: readonly (readonly [RegExp, number])[] = [
  [/unaccept\w{0,10} protocol|unsupported protocol|protocol version|bad protocol|协议版本/i, 1],
  [/identifier|client[ _]?id|id rejected|客户(?:端|机)?\s?(?:标识|id)/i, 2],
  [/unavailable|不可用/i, 3],
  [/user[ _-]?(?:name|data)|password|用户名(?:或|或者|和)密码|密码错误/i, 4],
  [/auth|无权|未(?:获)?授权|没有授权/i, 5],
];

/** Names of CONNACK's codes, which outweigh names of fields on the same line. */
const NAMES: readonly (readonly [RegExp, number])[] = [
  [/bad[ _]?user[ _-]?name|malformed[ _]credentials/i, 4],
  [/not[ _]?authori[sz]ed|identity check fail/i, 5],
  [/identifier[ _]?rejected|client[ _]?identifier[ _]not[ _]valid/i, 2],
  [/(?:server|service)[ _]?unavailable/i, 3],
  [/unaccept\w{0,10}[ _]protocol|unsupported[ _]protocol[ _]version/i, 1],
];

/** A refusal without any reason, and without a word of MQTT. */
export const ONLY_REFUSED =
  /^(?!.*(?:mqtt|broker|connack|[\u4e00-\u9fff])).{0,200}\bconnection refused\W*(?:connect\W*)?$/im;

/** Reasons that only a CONNACK has. */
const OF_CONNACK =
  /bad[ _]?user|not[ _]?auth|unauthori[sz]|identifier rejected|unaccept|server[ _]?unavailable|无权|用户名或密码/i;

/** Socket errors with the same words have sent no CONNECT. */
const OF_TCP =
  /econnrefused|ERR_CONNECTION|errno|socket|tcp(?!:\/\/)|\b111\b|\b10061\b|ConnectException|\bkind\b|actively|积极/i;

/** A refusal that a line names in words; undefined: its words are those of TCP. */
export function refusedInWords(line: string): Meaning | undefined {
  if (OF_TCP.test(line) && !OF_CONNACK.test(line)) return undefined;
  const number = MQTT_5_NUMBER.exec(line)?.[1];
  if (number !== undefined) return refused(Number(number));
  const after = line.replace(
    /^.*?(?=refus|not[ _]?auth|auth|bad[ _]?user|identifier|unaccept|unavailable|拒绝|无权|未(?:获)?授权|错误的用户名|用户名)/is,
    '',
  );
  const code =
    NAMES.find(([name]) => name.test(line))?.[1] ??
    REASONS.find(([words]) => words.test(after))?.[1];
  return code === undefined ? { stage: 'connack' } : { ...refused(code), isInWords: true };
}

/** A reason code of MQTT 5 beside its words. */
const MQTT_5_NUMBER = /(?:[([]|\b(?:code|rc|ReasonCode)\W{1,3})(0x[89][0-9a-f]|1[2-5]\d)\b/i;
