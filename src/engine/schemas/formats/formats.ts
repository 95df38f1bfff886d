/** Text formats that `format` checks, in time linear in the text. Unknown names are annotations. */
import { isEmail, isHostname, isIpv4, isIpv6 } from './hosts.ts';
import { isDate, isDateTime, isDuration, isTime } from './times.ts';
import { isUri, isUriReference, isUriTemplate, isUrl } from './uris.ts';

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const NOT_IN_FRAGMENT = /[^\w\-.!$&'()*+,;:=@~%/]|%(?![0-9a-f]{2})/i;
/** Characters of a regular expression, because the engine's parser is recursive. */
const LONGEST_REGEX = 10_000;

const isJsonPointer = (text: string): boolean =>
  text === '' || (text.startsWith('/') && !/~(?![01])/.test(text));

function isRelativeJsonPointer(text: string): boolean {
  const [up = ''] = /^(?:0|[1-9]\d*)/.exec(text) ?? [];
  const rest = text.slice(up.length);
  return up !== '' && (rest === '#' || isJsonPointer(rest));
}

function isRegex(text: string): boolean {
  if (text.length > LONGEST_REGEX || /[^\\]\\Z/.test(text)) return false;
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

/** A `Map`, because names come from schemas and include `__proto__`. */
export const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ['date', isDate],
  ['time', isTime],
  ['date-time', isDateTime],
  ['duration', isDuration],
  ['uri', isUri],
  ['uri-reference', isUriReference],
  ['uri-template', isUriTemplate],
  ['url', isUrl],
  ['email', isEmail],
  ['hostname', isHostname],
  ['ipv4', isIpv4],
  ['ipv6', isIpv6],
  ['regex', isRegex],
  ['uuid', (text) => UUID.test(text)],
  ['json-pointer', isJsonPointer],
  [
    'json-pointer-uri-fragment',
    (text) =>
      text.startsWith('#') && isJsonPointer(text.slice(1)) && !NOT_IN_FRAGMENT.test(text.slice(1)),
  ],
  ['relative-json-pointer', isRelativeJsonPointer],
]);
