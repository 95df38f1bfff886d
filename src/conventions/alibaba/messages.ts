/** Extracts from a message the facts for pairing: the name that pairs it, and the outcome in a reply. */
import type { AlinkTopic } from '../../alibaba/alink/alinkTopic.ts';
import { isObject } from '../../alibaba/alink/checkValue.ts';
import { readEnvelope } from '../../alibaba/alink/envelope.ts';
import { headOfFramed } from '../../alibaba/alink/framed.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { MessageFacts } from '../../engine/conventions/convention.ts';
import { shortened } from '../../engine/devices/longest.ts';
import { LARGEST_JSON, numberIn } from '../../payload/json/memberAt.ts';
import { parseJson } from '../../payload/json/parseJson.ts';

/** Limit of characters kept from received text. */
const LONGEST = 200;

/** undefined if the message is neither a request nor a reply. */
export function alinkFacts(topic: AlinkTopic, payload: Uint8Array): MessageFacts | undefined {
  // Firmware is also announced without a request.
  if (topic.partner === undefined && topic.kind !== 'ota-upgrade') return undefined;
  const role = topic.isReply ? 'reply' : topic.kind === 'custom-rrpc' ? 'either' : 'request';
  const plain: MessageFacts = {
    role,
    id: undefined,
    code: undefined,
    isFailure: false,
    message: undefined,
    wantsReply: true,
  };
  if (topic.kind === 'ntp')
    return { ...plain, id: short(member(parsed(payload), 'deviceSendTime')) };
  if (topic.kind === 'shadow') return topic.isReply ? shadowReply(payload) : plain;
  if (topic.kind === 'ota-request') return plain;
  if (topic.kind === 'ota-upgrade') return { ...plain, role: 'reply', comesUnasked: true };
  const json = isFramed(topic) ? (headOfFramed(payload) ?? payload) : payload;
  const message = parsed(json);
  return {
    role,
    id: topicId(topic) ?? idOf(message, json),
    ...outcomeOf(codeOf(member(message, 'code'))),
    message: short(member(message, 'message')),
    wantsReply: numberIn(member(member(message, 'sys'), 'ack')) !== 0,
  };
}

/** Messages with a piece of a file have their JSON in a frame. */
export const isFramed = ({ kind, isReply, partner = '' }: AlinkTopic): boolean =>
  (kind === 'file-download' && isReply) ||
  (kind === 'file-upload' && !isReply && partner.endsWith('/send_reply'));

/** The id as written; a number beyond the range of a double is read as text. */
function idOf(message: unknown, payload: Uint8Array): string | undefined {
  const id = member(message, 'id');
  if (typeof id !== 'number' || Number.isSafeInteger(id)) return short(id);
  const envelope = readEnvelope(payload);
  return 'fault' in envelope ? undefined : short(envelope.id);
}

const SUCCESS = 200;

function outcomeOf(code: number | undefined): Pick<MessageFacts, 'code' | 'isFailure'> {
  return { code, isFailure: code !== undefined && code !== SUCCESS };
}

/** A firmware announcement has its code as text. */
function codeOf(code: unknown): number | undefined {
  if (typeof code === 'number') return code;
  return typeof code === 'string' && /^-?\d{1,9}$/.test(code) ? Number(code) : undefined;
}

/** The platform's own pushes to a shadow (`control`) are not replies. */
function shadowReply(payload: Uint8Array): MessageFacts | undefined {
  const reply = parsed(payload);
  if (member(reply, 'method') !== 'reply') return undefined;
  const body = member(reply, 'payload');
  const content = member(body, 'content');
  const code = numberIn(member(content, 'errorcode'));
  return {
    role: 'reply',
    id: undefined,
    ...outcomeOf(Number.isNaN(code) ? undefined : code),
    message: short(member(content, 'errormessage') ?? member(body, 'status')),
    wantsReply: true,
  };
}

/** The message id of an RRPC, regardless of the payload. */
function topicId({ kind, identifier }: AlinkTopic): string | undefined {
  return kind === 'rrpc' ? identifier : undefined;
}

function parsed(payload: Uint8Array): unknown {
  const text = payload.length > LARGEST_JSON ? undefined : decodeUtf8(payload);
  return text === undefined ? undefined : parseJson(text);
}

function member(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function short(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? shortened(value, LONGEST) : undefined;
}
