import type { PlacedCode } from '../../../mqtt/tables/reasonCodes.ts';
import { duration } from '../../durations.ts';
import { bytes, grouped } from '../../numbers.ts';
import { reasonCode } from '../codes/reasonCodes.ts';

/** Texts of publishing. */
export const publish = {
  ended: 'This connection was ended: connect again to publish.',
  readOnly: 'Read-only connection',
  readOnlyText:
    'This connection publishes nothing. To publish, turn Read-only off and connect again.',
  editConnection: 'Edit connection',
  /** Followed by the name of a connection. */
  to: 'to',
  topic: 'Topic',
  topicPlaceholder: 'e.g. cmd/press-07/set',
  completions: 'Topics seen',
  seen: (count: number): string => `seen ${grouped(count)}×`,
  payload: 'Payload',
  format: 'Payload format',
  /** Text as typed, which is checked as JSON if it begins like JSON. */
  auto: 'Auto (text)',
  /** Followed by a button. `kind`: `CBOR`, `binary`. */
  carries: (kind: string): string => `This topic carries ${kind}:`,
  writeAs: (format: string): string => `Write as ${format}`,
  size: (length: number): string => bytes(length),
  /** Sizes of the messages of a repeat. */
  sizes: (least: number, most: number): string =>
    least === most ? bytes(most) : `${bytes(least)} to ${bytes(most)}`,
  fromFile: 'From file…',
  fromFileTitle: 'The bytes of a file as payload; it can also be dropped or pasted here',
  pasted: 'Long text',
  largeHint: 'Too long for a text box. It is sent byte for byte.',
  removePayload: 'Remove payload',
  validJson: 'valid JSON',
  empty: 'empty',
  qos: 'QoS',
  retain: 'Retain',
  retained: (isOn: boolean): string => (isOn ? 'Retain on' : 'Retain off'),
  publish: 'Publish',
  queueHint: 'Not connected: messages wait and are sent on the next connection.',
  prettify: 'Format JSON',

  properties: 'MQTT 5 properties',
  needs5: 'This connection uses an MQTT version before 5, which has no properties.',
  contentType: 'Content type',
  responseTopic: 'Response topic',
  correlationData: 'Correlation data, hex or "text"',
  expiry: 'Message expiry, s',
  topicAlias: 'Topic alias',
  isText: 'Payload is UTF-8 text',
  userProperties: 'User properties',
  userName: (place: number): string => `Name ${place}`,
  userValue: (place: number): string => `Value ${place}`,
  namePlaceholder: 'name',
  valuePlaceholder: 'value',
  addUser: 'Add user property',
  removeUser: (place: number): string => `Remove user property ${place}`,

  /** Followed by a topic. */
  leftBehind: 'Response topic and correlation data stayed with the request to',
  putBack: 'Use them here, too',
  replaced: (topic: string): string =>
    topic === '' ? 'Replaced the unsent message' : `Replaced the unsent message to ${topic}`,

  repeat: 'Repeat…',
  repeatTitle: 'Send again and again',
  stop: 'Stop',
  running: (repeats: number): string =>
    repeats === 1 ? '1 repeat is running' : `${grouped(repeats)} repeats are running`,
  stopRepeat: (topic: string): string => `Stop repeating to ${topic}`,

  keep: 'Save…',

  answer: (on: number): string => (on === 0 ? 'Auto-reply…' : `Auto-reply ${grouped(on)}…`),

  sent: 'Sent',
  sentNone: 'Nothing sent yet. Sent messages and their status appear here.',
  sentHint: 'click to load',
  load: (topic: string): string => `Load the message to ${topic}`,
  resend: (topic: string): string => `Send to ${topic} again`,
  packet: (number: number): string => `No. ${grouped(number)}`,
  toUrl: (url: string): string => `to ${url}`,

  outcomes: {
    queued: 'queued',
    queuedTitle: 'Not connected: it will be sent on the next connection.',
    inFlight: 'awaiting answer',
    sent: 'sent',
    sentTitle: 'QoS 0: written; there is no acknowledgement.',
    acknowledged: (ms: number): string => `acknowledged after ${duration(ms * 1000)}`,
    /** `after`: `acknowledged after 3.1 ms` */
    noSubscribers: (after: string): string => `${after}, no matching subscribers`,
    refused: (code: PlacedCode, reason: string | undefined): string =>
      `refused: ${reasonCode(code)}${reason === undefined ? '' : `, "${reason}"`}`,
    timedOut: 'timed out',
    timedOutTitle:
      'No answer within 10 s. The message stays in flight and is sent again on the next connection.',
    notSent: (why: string): string => `not sent: ${why}`,
    held: 'held back',
    heldTitle: (code: PlacedCode | undefined): string =>
      `${code === undefined ? 'The broker closed the connection right after this message, without an answer.' : `The broker answered this message with DISCONNECT ${reasonCode(code)}, which ended the connection.`} It is not sent again automatically.`,
    heldSend: 'Try again',
    heldLower: 'Send as QoS 1',
    heldDiscard: 'Discard',
    discarded: 'discarded',
    unknown: 'unknown',
    unknownTitle:
      'The session ended while the message was in flight: its outcome cannot be determined.',
    /** `waiting`: for a connection, or for free capacity in flight. */
    tally: (done: number, times: number, waiting: number): string =>
      `${grouped(done)} of ${grouped(times)}${waiting === 0 ? '' : `, ${grouped(waiting)} waiting`}`,
  },

  errors: {
    bytes: (line: number, column: number, reason: string): string =>
      `Line ${line}, column ${column}: ${reason}.`,
    json: (line: number, column: number, reason: string): string =>
      `Not valid JSON, line ${line}, column ${column}: ${reason}. It can still be sent.`,
    notJson: (line: number, column: number, reason: string): string =>
      `Not valid JSON, line ${line}, column ${column}: ${reason}.`,
    number: (line: number, column: number): string =>
      `Line ${line}, column ${column}: this format cannot represent this number.`,
    surrogateAt: (line: number, column: number): string =>
      `Line ${line}, column ${column}: half a character (a lone surrogate), which UTF-8 cannot carry.`,
    surrogate: 'Contains half a character (a lone surrogate), which UTF-8 cannot carry.',
    expiry: 'A whole number of seconds, 0 to 4294967295.',
    topicAlias: 'A whole number from 1 to 65535.',
    responseTopic: (reason: string): string => `Response topic: ${reason}`,
    tooLong: 'At most 65535 bytes.',
    notText: 'Marked as UTF-8 text, but it is not.',
    fileTooLarge: (name: string): string =>
      `${name} is larger than an MQTT packet may be: 268,435,455 bytes.`,
    fileLost: (name: string, why: string): string => `${name} could not be read: ${why}`,
    qosAbove: (maximum: number): string => `The broker accepts at most QoS ${maximum}.`,
    packetAbove: (size: number, most: number): string =>
      `The packet has ${bytes(size)}, ${bytes(size - most)} more than the broker accepts (${bytes(most)}).`,
    /** A message that was to be sent before the code of its format was loaded. */
    notSent: (topic: string, why: string): string => `Not sent to ${topic || '""'}: ${why}`,
    noRetain: 'The broker does not store retained messages.',
  },
  loadedAsHex: 'Loaded as hex: as text in this box, the bytes would not stay exactly the same.',
};
