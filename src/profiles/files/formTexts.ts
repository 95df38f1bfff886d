/** In forms that have only texts: which of them stand for something else. */

/** What MQTTX writes in place of what such a form cannot express. */
const STAND_INS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['TYPE_NULL', null],
  ['TYPE_UNDEFINED', undefined],
  ['EMPTY_STRING', ''],
  ['EMPTY_ARRAY', []],
  ['EMPTY_OBJECT', {}],
]);

/** A password may read `true`. */
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

/** Numbers stay texts: whoever wants one reads it. */
export function meant(name: string, text: string): unknown {
  if (STAND_INS.has(text)) return STAND_INS.get(text);
  if (TEXTS.has(name)) return text;
  // Spreadsheets would make 5 of 5.0.
  const version = /^="([\d.]+)"$/.exec(text)?.[1];
  if (version !== undefined) return version;
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
