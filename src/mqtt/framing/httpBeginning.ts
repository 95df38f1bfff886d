/** Detects HTTP sent to an MQTT port by its first bytes, with which no packet begins. */

export type HttpPart = 'request' | 'answer';

const REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE|CONNECT|PRI) [/*\w]/;
const ANSWER = /^HTTP\/\d/;
const LOOKED_AT = 12;

export function httpBeginning(bytes: Uint8Array): HttpPart | undefined {
  const text = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  if (ANSWER.test(text)) return 'answer';
  return REQUEST.test(text) ? 'request' : undefined;
}
