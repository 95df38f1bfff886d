/** Finds members of JSON messages whose values are secrets, also in the first bytes of a message. */

import { type ByteRange, oneCharacterEach } from '../../base/bytes.ts';
import { isSecretName } from '../../base/secretNames.ts';
import { findUtf8Error } from '../../base/utf8.ts';

/**
 * `delivery`: the topic delivers such secrets. `swallowed`: it contains the beginning of a message, because its
 * length is wrong. `other`: its end may be in the message, for the same reason.
 */
type TopicKind = 'delivery' | 'swallowed' | 'other' | 'unknown';

/** @param deliveries topics that deliver secrets */
export function topicKind(topic: string | undefined, deliveries: RegExp): TopicKind {
  if (topic === undefined) return 'unknown';
  // A packet identifier, or properties, may be between the topic and the message.
  if (/["[{]/u.test(topic)) return 'swallowed';
  return deliveries.test(topic) ? 'delivery' : 'other';
}

/** Ranges of the values, from the payload's first byte. */
export type SecretMembers = (payload: Uint8Array, topic: TopicKind) => readonly ByteRange[];

interface SecretNames {
  /** A text that contains a name. */
  readonly name: RegExp;
  /** A text with a value after a name, such as JSON in a string, or with an escaped name. */
  readonly assigned: RegExp;
}

/** Between strings, only these characters and words are JSON. The last word or string may be cut. */
const TOKEN =
  /"([^"\\]*(?:\\.[^"\\]*)*\\?)"?|[{}[\]:,]|\s+|-?\d[\d.eE+-]*|true|false|null|(?:-|[tfn][a-z]{0,3})$/sy;
/** The first character of a message with members. A blank may be the last byte of a packet identifier. */
const BEGINNING = /^[[{]/u;
const ESCAPE = /\\u([0-9a-f]{4})|\\(.)/gis;
/** Escapes of white space. */
const SPACES = 'bfnrt';

export function secretMembers(names: readonly string[]): SecretMembers {
  const either = names.join('|');
  const wanted = {
    name: new RegExp(either, 'i'),
    assigned: new RegExp(`(?:${either})[\\\\"']*\\s*[:=]|\\\\u[0-9a-f]`, 'i'),
  };
  const inText = new RegExp(`${either}|\\\\u`, 'i');
  const inBytes = new RegExp(`(?:${either})"|\\\\u00[4-7][0-9a-f]`, 'i');
  return (payload, topic) => {
    const whole = [{ offset: 0, length: payload.length }];
    const isText = findUtf8Error(payload) === undefined;
    if (topic === 'swallowed' || (!isText && topic === 'delivery')) return whole;
    const characters = oneCharacterEach(payload);
    const mayHold = isText ? inText.test(characters) : inBytes.test(unframed(characters));
    if (topic === 'other' && !mayHold) return [];
    // A name may be in two pieces.
    if (!isText && mayHold) return whole;
    const found = memberValues(characters, wanted, topic === 'delivery');
    if (found === undefined) return mayHold ? whole : [];
    if (topic !== 'other') return found;
    // The topic may contain the first bytes of the message, and a packet identifier between them.
    return BEGINNING.test(characters) ? [] : whole;
  };
}

/** Without headers of a server's WebSocket frames, which are there if the capture lacks the upgrade. */
const unframed = (characters: string): string => characters.replace(/\x82[\0-\x7d]/g, '');

/**
 * undefined: the text is not JSON, or a value has members itself.
 * @param isDelivery the topic delivers secrets, so other members named like one are secret, too
 */
function memberValues(
  text: string,
  { name, assigned }: SecretNames,
  isDelivery: boolean,
): ByteRange[] | undefined {
  const found: ByteRange[] = [];
  let [isName, isValue] = [false, false];
  /** The name is of no declared member: a value with members of its own is none. */
  let isOther = false;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [token = '', string] = TOKEN.exec(text) ?? [];
    const first = token[0];
    if (first === undefined) return undefined;
    if (first === ':') [isName, isValue] = [false, isName];
    else if (first.trim() !== '') {
      if (isValue && (first === '{' || first === '[')) {
        if (!isOther) return undefined;
        isValue = false;
      }
      const content = string === undefined ? undefined : unescaped(string);
      const isSecret = isValue || (content !== undefined && assigned.test(content));
      const offset = string === undefined ? at : at + 1;
      const { length } = string ?? token;
      if (isSecret && length > 0) found.push({ offset, length });
      const isDeclared = content !== undefined && name.test(content);
      isOther = !isDeclared && isDelivery && content !== undefined && isSecretName(content);
      isName = !isValue && (isDeclared || isOther);
      isValue = false;
    }
  }
  return found;
}

const unescaped = (string: string): string =>
  string.replace(ESCAPE, (_, digits: string | undefined, character: string) =>
    digits === undefined
      ? SPACES.includes(character)
        ? ' '
        : character
      : String.fromCharCode(Number.parseInt(digits, 16)),
  );
