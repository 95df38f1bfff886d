/**
 * Writes the notes of a capture into our own files and reads them back: as text for people, and as data where
 * other languages need the fact.
 */

import type { Sender } from '../../../mqtt/tables/packet.ts';
import type { NoteFact } from '../../log/columns/noteFacts.ts';
import { type PeerText, peerText } from '../../log/columns/peerText.ts';
import type { FileNote, NoteKind } from './captureEvents.ts';
import { isCount, isRecord, type Json, oneOf } from './eventJson.ts';

const NOTES: readonly NoteKind[] = [
  'encrypted',
  'gap',
  'broken',
  'unsupported',
  'truncated',
  'empty',
  'inferred',
];

/** Facts about a stream that are stored as data. */
const AS_DATA = [
  'bytes-missing',
  'bytes-late',
  'bytes-differ',
  'bytes-uncut',
  'left-out',
  'clocks-differ',
  'proxy-skipped',
  'seen-twice',
  'version-inferred',
  'cannot-be-cut',
  'tls-records',
  'websocket-closed',
  'upgrade-refused',
  'other-subprotocol',
] as const;

/** @param text for people, and for readers that do not know the fact */
export function noteJson({ note, fact, stream, byte }: FileNote, text: string): Json {
  const textFrames = fact.key === 'text-frames' ? fact.args.sender : undefined;
  const data = dataOf(fact);
  return {
    note,
    text,
    ...(stream !== undefined && { stream }),
    ...(byte !== undefined && { byte }),
    ...(textFrames && { textFrames }),
    ...(data && { fact: data }),
  };
}

function dataOf(fact: NoteFact): Json | undefined {
  if (fact.key !== 'of-stream') return undefined;
  const { key, args } = fact.args.note;
  return AS_DATA.some((one) => one === key) ? { key, ...args } : undefined;
}

export function parseNote(json: Json): FileNote | undefined {
  const { text, stream, byte, textFrames } = json;
  const note = oneOf(NOTES, json['note']);
  if (note === undefined || typeof text !== 'string') return undefined;
  const data = isCount(stream) ? factIn(json['fact']) : undefined;
  return {
    kind: 'note',
    note,
    fact: isSender(textFrames)
      ? { key: 'text-frames', args: { sender: textFrames } }
      : isCount(stream) && data !== undefined
        ? { key: 'of-stream', args: { stream, note: data } }
        : asWritten(text, stream),
    ...(isCount(stream) && { stream }),
    ...(isCount(byte) && { byte }),
  };
}

const isSender = (value: unknown): value is Sender => value === 'client' || value === 'server';

/** Earlier files have `Stream`. */
function asWritten(text: string, stream: unknown): NoteFact {
  const starts = isCount(stream) ? [`Connection #${stream}: `, `Stream ${stream}: `] : [];
  const start = starts.find((one) => text.startsWith(one));
  if (!isCount(stream) || start === undefined) return { key: 'as-written', args: { text } };
  const fact: NoteFact = { key: 'as-written', args: { text: text.slice(start.length) } };
  return { key: 'of-stream', args: { stream, note: fact } };
}

/** A file is untrusted, and may be of a version that wrote the whole text. */
function peerTextIn(value: unknown): PeerText | undefined {
  if (typeof value === 'string') return peerText(value);
  if (!isRecord(value) || !isCount(value['length'])) return undefined;
  const { length, text } = value;
  return { length, ...(typeof text === 'string' && { text: peerText(text).text ?? '' }) };
}

/** undefined: the text of the note has to be shown. */
function factIn(value: unknown): NoteFact | undefined {
  if (!isRecord(value)) return undefined;
  const { sender, count, milliseconds, from, to, version, cut, chosen, byte, after } = value;
  const key = oneOf(AS_DATA, value['key']);
  switch (key) {
    case undefined:
      return undefined;
    case 'bytes-missing':
    case 'bytes-late':
    case 'bytes-differ':
    case 'bytes-uncut':
      return isCount(count) && isSender(sender) ? { key, args: { count, sender } } : undefined;
    case 'left-out':
      return isCount(count) && isSender(sender) && isCount(after)
        ? { key, args: { count, sender, after } }
        : undefined;
    case 'clocks-differ':
      return isCount(milliseconds) && isSender(sender)
        ? { key, args: { milliseconds, sender } }
        : undefined;
    case 'proxy-skipped':
      return isCount(count) ? { key, args: { count } } : undefined;
    case 'seen-twice':
      return typeof from === 'string' && typeof to === 'string'
        ? { key, args: { from, to } }
        : undefined;
    case 'version-inferred':
      if (version !== 3 && version !== 4 && version !== 5) return undefined;
      return {
        key,
        args: { version, ...(cut === true && { cut }), ...(chosen === true && { chosen }) },
      };
    case 'cannot-be-cut':
      return isCount(byte) && isSender(sender) ? { key, args: { sender, byte } } : undefined;
    case 'upgrade-refused': {
      const { status, server } = value;
      if (!isCount(status)) return undefined;
      return { key, args: { status, server: peerTextIn(server) } };
    }
    case 'other-subprotocol': {
      const { offered, selected } = value;
      const [names, name] = [
        Array.isArray(offered) ? offered.map(peerTextIn) : [],
        peerTextIn(selected),
      ];
      if (name === undefined || names.length === 0) return undefined;
      return { key, args: { offered: names.filter((one) => one !== undefined), selected: name } };
    }
    case 'websocket-closed': {
      const { code, ping } = value;
      const reason = peerTextIn(value['reason']);
      if (!isCount(code) || !isSender(sender) || reason === undefined) return undefined;
      return { key, args: { sender, code, reason, ping: isCount(ping) ? ping : undefined } };
    }
    case 'tls-records': {
      const { sizes, more } = value;
      const content = oneOf(['data', 'handshake', 'alert'] as const, value['content']);
      if (content === undefined || !Array.isArray(sizes) || !sizes.every(isCount)) return undefined;
      return { key, args: { content, sizes, more: more === true } };
    }
  }
}
