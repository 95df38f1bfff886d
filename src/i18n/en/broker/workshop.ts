/** Texts of the packet workshop. */

import type { NotTried, TrialOutcome } from '../../../connection/workshop/trial.ts';
import type { Verdict } from '../../../engine/workshop/reaction.ts';
import type { RequiredReaction } from '../../../engine/workshop/requiredReaction.ts';
import type { ProtocolVersion } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { duration } from '../../durations.ts';
import { counted } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

const OUTCOMES: Readonly<Record<Verdict['outcome'], string>> = {
  'as-wanted': 'As required',
  otherwise: 'Not as required',
  nothing: 'Nothing seen',
};

const WHY: Readonly<Record<Verdict['why'], string>> = {
  closed: 'The server ended the connection.',
  'closed-with-other-code':
    'The server ended the connection; another reason code would fit better.',
  refused: 'The server refused it.',
  answered: 'The server answered.',
  free: 'Whatever the server does here is allowed.',
  accepted: 'The server accepted a connection that it must refuse.',
  kept: 'The server answered and kept the connection.',
  'not-told': 'The server closed the connection without the required CONNACK.',
  'closed-instead': 'The server ended the connection instead of answering.',
  nothing: 'The server neither answered nor ended the connection while it was watched.',
};

const NOT_TRIED: Readonly<Record<Exclude<NotTried, 'refused'>, string>> = {
  'read-only': 'This connection is read-only: nothing is sent.',
  'not-connected': 'This connection is not open. Connect, or use a separate connection.',
  device: 'A device can have only one connection: another would end it. Use this connection.',
  unreachable: 'The separate connection could not be opened.',
  'no-connack': 'The server did not answer the CONNECT before it.',
  'no-limit': 'On the separate connection, CONNACK announced no such limit.',
};

const SENT_ON: Readonly<Record<'this' | 'own' | 'first', string>> = {
  this: 'sent on this connection',
  own: 'sent on a separate connection, after CONNECT and CONNACK',
  first: 'sent on a separate connection, instead of CONNECT',
};

function wanted(what: RequiredReaction, version: ProtocolVersion, isFirst: boolean): string {
  const place = isFirst ? 'connack' : 'disconnect';
  switch (what.kind) {
    case 'close': {
      const code = what.code && reasonCode({ place, code: what.code, version });
      const before = code ? ` Before that it may send ${packetName(place)} with ${code}.` : '';
      const or = what.orAnswer
        ? ` Or it refuses with ${packetName(what.orAnswer.type)} and continues.`
        : '';
      return `Close the connection.${before}${or}`;
    }
    case 'refuse':
      return `Send CONNACK with ${reasonCode({ place: 'connack', code: what.code, version })}, then close the connection.`;
    case 'answer':
      return `Answer with ${packetName(what.type)}.`;
    case 'free':
      return 'The server may accept the packet or close the connection.';
    case 'unsaid':
      return 'MQTT 3.1 does not define the server’s response.';
    case 'none':
      return 'Nothing: there is no complete packet, or none that requires a response.';
  }
}

export const workshop = {
  list: 'Packets to send',
  search: 'Find a wrong packet',
  clearSearch: 'Clear the search',
  noneFound: 'No wrong packet matches.',
  written: 'Your own bytes',
  writtenDetail: 'Any bytes, written in hexadecimal',
  writtenHint: 'The bytes are sent unchanged. Their meaning and errors are shown below.',
  running: 'running',
  tryAll: 'Try all',
  askToTryAll: 'Try all…',
  askAll: {
    title: (count: number, broker: string): string =>
      `Send ${counted(count, 'wrong packet', 'wrong packets')} to ${broker}?`,
    text: (count: number, topic: string): string =>
      `${count === 1 ? 'It is' : 'Each of them is'} sent on a separate connection. Wrong messages and subscriptions name the topic ${topic}, or a wrong form of it. The broker may log errors, or block this client or its address.`,
    action: (count: number): string => `Send ${counted(count, 'packet', 'packets')}`,
  },
  tryAllTitle: 'Sends each packet in the list on a separate connection, up to four at a time',
  stopAll: (done: number, of: number): string => `Stop (${done} of ${of})`,
  empty: 'Choose a packet',
  emptyText:
    'Each packet in the list breaks one rule of the standard. See the server’s response next to the standard’s requirement.',
  bench: 'Packet',
  compose: 'Start from',
  composeProperties: 'Its properties',
  write: 'Write its bytes',
  bytes: 'Bytes (hexadecimal)',
  bytesPlaceholder: 'e.g. c0 00, or paste a hex dump, an array or Base64',
  count: (bytes: number): string => counted(bytes, 'byte', 'bytes'),
  hexError: (why: 'not-hex' | 'half-byte', at: string): string =>
    why === 'not-hex'
      ? `“${at}” is not hexadecimal. Write two digits (0 to 9, a to f) for each byte.`
      : `“${at}” is half a byte. Write two digits for each byte.`,
  rest: (bytes: number, isClosed: boolean): string =>
    `${counted(bytes, 'byte', 'bytes')} at the end ${bytes === 1 ? 'is' : 'are'} not a complete packet: ${isClosed ? 'the server closed the connection' : 'the server may wait for more'}.`,
  brokenRest: (bytes: number): string =>
    `${counted(bytes, 'byte', 'bytes')} at the end ${bytes === 1 ? 'belongs' : 'belong'} to no packet: the remaining length is longer than four bytes.`,
  silence: (seconds: number): string =>
    `Nothing is sent: CONNECT announces a keep alive of ${seconds} s, and the client is silent for longer.`,
  noPacket: 'no packet',
  where: 'Connection',
  onOwn: 'A separate connection',
  onThis: 'This connection',
  first: 'Instead of CONNECT',
  ownHint: 'Same server and credentials, another client ID, clean start. It is closed afterwards.',
  firstHint: 'Same server, no credentials. It is closed afterwards.',
  thisHint: 'The server may close this connection for it.',
  send: 'Send',
  result: 'Result',
  wants: 'Required by the standard',
  did: 'Server’s response',
  wanted,
  watching: 'Watching the server…',
  notYet: 'Not tried yet.',
  sentOn: SENT_ON,
  more: (answers: number): string => `and ${counted(answers, 'more answer', 'more answers')}`,
  after: (us: number): string => `after ${duration(us)}`,
  closed: (code: number, reason: string): string =>
    `closed the connection (WebSocket code ${code}${reason === '' ? '' : `: ${reason}`})`,
  stillOpen: (us: number): string =>
    `watched for ${duration(us)}; the connection was open until then`,
  outcomes: OUTCOMES,
  why: WHY,
  notTried: 'Not tried',
  nothingJudged: 'Nothing was checked.',
  failed: 'It could not be tried.',
  whyNot: (
    why: NotTried,
    code: Extract<TrialOutcome, { kind: 'not-tried' }>['code'],
    version: ProtocolVersion,
  ): string =>
    why === 'refused'
      ? `The server refused the CONNECT before it: ${reasonCode({ place: 'connack', code: code ?? 0, version })}.`
      : NOT_TRIED[why],
};
