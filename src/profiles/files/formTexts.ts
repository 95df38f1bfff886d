/** Converts texts with a special meaning in formats that have only texts. */

/** Texts that MQTTX writes for values that these formats cannot express. */
const STAND_INS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['TYPE_NULL', null],
  ['TYPE_UNDEFINED', undefined],
  ['EMPTY_STRING', ''],
  ['EMPTY_ARRAY', []],
  ['EMPTY_OBJECT', {}],
]);

/** Fields that stay texts, because a password may be `true`. */
const TEXTS: ReadonlySet<string> = new Set([
  'name',
  'clientId',
  'username',
  'password',
  'host',
  'path',
  'topic',
  'payload',
  'lastWillTopic',
  'lastWillPayload',
]);

/** Numbers stay texts; readers convert them. */
export function meant(name: string, text: string): unknown {
  if (STAND_INS.has(text)) return STAND_INS.get(text);
  if (TEXTS.has(name)) return text;
  // Quoted because spreadsheets would change 5.0 to 5.
  const version = /^="([\d.]+)"$/.exec(text)?.[1];
  if (version !== undefined) return version;
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
