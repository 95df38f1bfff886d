/** Trust in a logged packet, which may lack its end. */

import { readVarint } from '../../base/varint.ts';
import type { PacketProblem } from '../dissect/dissection.ts';
import { headerLength, peekPublish } from '../framing/peek.ts';
import { textEnd } from '../framing/propertyEnd.ts';
import type { ProtocolVersion, Sender } from '../tables/packet.ts';
import { packetSizeAt } from '../tables/packetSize.ts';
import { PUBLISH } from '../tables/typeNumbers.ts';
import { doubtOf, isDoubtful, mayBeRest, type Trust } from './framingTrust.ts';
import { isText } from './lookAlikes.ts';
import { areFlagsGood } from './plainPacket.ts';

/** Rules about missing bytes of a packet, which its own bytes do not show. */
export const PARTIAL_RULES: ReadonlySet<string> = new Set(['captureGap', 'captureEnd', 'cutOff']);

/** Rules that missing bytes break; no problem of the sender. */
const OF_MISSING_BYTES: ReadonlySet<string> = new Set([
  'packetSize',
  'truncated',
  'propertyLength',
]);

/** False if the bytes that are there are malformed. */
export const isOfMissingBytes = ({ rule = '', severity }: PacketProblem): boolean =>
  severity !== 'malformed' || OF_MISSING_BYTES.has(rule) || PARTIAL_RULES.has(rule);

/** True for the beginning of a packet. Other bytes without packet boundaries are not a packet. */
export const isBeginning = (problems: readonly PacketProblem[]): boolean =>
  problems.some(({ rule }) => PARTIAL_RULES.has(rule ?? ''));

/** CONNECT, CONNACK, AUTH. */
const SECRET_TYPES: ReadonlySet<number> = new Set([1, 2, 15]);

/** Tells if the beginning of a packet may hide a secret. @param problems of its bytes */
export function isDoubtfulBeginning(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  version: ProtocolVersion | undefined,
): boolean {
  const others = problems.filter(
    ({ rule = '' }) => !OF_MISSING_BYTES.has(rule) && !PARTIAL_RULES.has(rule),
  );
  const first = bytes[0] ?? 0;
  // The end of a secret may be missing. A PUBLISH with a topic contains none, but may swallow a CONNECT's end.
  const isServers = sender === 'server' && areFlagsGood(first) && !SECRET_TYPES.has(first >> 4);
  const publish = peekPublish(bytes);
  const mayHold =
    publish === undefined
      ? !areFilters(bytes, version) && (!isServers || mayBeRest(bytes) || !isInTopic(bytes))
      : sender === 'client' && endsInField(bytes, publish.topicOffset + publish.topicLength);
  // Malformed content makes the length doubtful, too.
  const mayBeWrong = sender === 'client' || publish === undefined;
  const isWrong = mayBeWrong && others.some(({ severity }) => severity === 'malformed');
  return mayHold || isWrong || doubtOf(bytes, others, sender, version) !== 'none';
}

/** False for a PUBLISH whose topic is incomplete and has characters of other packets: its length is wrong. */
function isInTopic(bytes: Uint8Array): boolean {
  if ((bytes[0] ?? 0) >> 4 !== PUBLISH) return true;
  return !bytes.subarray(headerLength(bytes) + 2).some(isControl);
}

/** True if a text with its length ends the bytes from the offset, as the password ends a CONNECT. */
function endsInField(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.length - 1; at >= from + 2; at -= 1) {
    if (isControl(bytes[at] ?? 0)) return false;
    if ((((bytes[at - 2] ?? 0) << 8) | (bytes[at - 1] ?? 0)) === bytes.length - at) return true;
  }
  return false;
}

/** First bytes of SUBSCRIBE and UNSUBSCRIBE. */
const [SUBSCRIBES, UNSUBSCRIBES] = [0x82, 0xa2];

/**
 * True if the bytes are plainly the beginning of a list of topic filters, which are not secrets. Its properties
 * have to be whole, because the end of a secret one may be missing.
 */
function areFilters(bytes: Uint8Array, version: ProtocolVersion | undefined): boolean {
  const first = bytes[0];
  if (first !== SUBSCRIBES && first !== UNSUBSCRIBES) return false;
  const id = headerLength(bytes);
  const size = packetSizeAt(bytes, 0, bytes.length);
  if (id === 0 || (bytes[id] ?? 0) + (bytes[id + 1] ?? 0) === 0) return false;
  const properties = version === 5 ? readVarint(bytes, id + 2) : { value: 0, length: 0 };
  if (typeof properties === 'string') return false;
  let at = id + 2 + properties.length + properties.value;
  // A filter has a length, and at least one character of it is there.
  let isSeen = false;
  while (at + 2 < bytes.length) {
    const end = textEnd(bytes, at);
    const filter = bytes.subarray(at + 2, end);
    if (filter.length === 0 || end > size || filter.some(isControl)) return false;
    isSeen = true;
    at = first === SUBSCRIBES ? end + 1 : end;
  }
  return isSeen;
}

const isControl = (byte: number): boolean => byte < 0x20 || byte === 0x7f;

/** Adds the reason why bytes are missing, which explains some of the problems of the bytes. */
export function withMissing(
  noted: PacketProblem,
  shown: readonly PacketProblem[],
): PacketProblem[] {
  const found = noted.inside ?? shown;
  if (noted.severity === 'malformed')
    return [noted, ...found.filter((one) => one.rule !== noted.rule)];
  return [noted, ...found.filter(({ rule }) => rule === undefined || !OF_MISSING_BYTES.has(rule))];
}

/**
 * Facts about a logged packet: it arrived after framing was lost, could not be split into packets, or is
 * already masked.
 */
interface Known {
  readonly lost: boolean;
  readonly unframed: boolean;
  readonly masked: boolean;
}

/** Trust in a logged packet. @param problems of its bytes, and those noted on arrival */
export function trustOf(
  bytes: Uint8Array,
  problems: readonly PacketProblem[],
  sender: Sender,
  version: ProtocolVersion | undefined,
  { lost, unframed, masked }: Known,
): Trust {
  if (masked) return 'good';
  if (lost) return 'lost';
  if (unframed && isBeginning(problems))
    return isDoubtfulBeginning(bytes, problems, sender, version) ? 'doubtful' : 'good';
  if (unframed) return mayHideText(bytes, sender) ? 'lost' : 'good';
  return isDoubtful(bytes, problems, sender, version) ? 'doubtful' : 'good';
}

/** The shortest possible secret. */
const SHORTEST_TEXT = 4;

/**
 * Tells if unframed bytes may hide a text. The bytes that broke a server's framing are shown, unless they
 * contain text.
 */
function mayHideText(bytes: Uint8Array, sender: Sender): boolean {
  if (sender === 'client') return true;
  let run = 0;
  return bytes.some((byte) => {
    run = isText(byte) ? run + 1 : 0;
    return run === SHORTEST_TEXT;
  });
}
