/** Writes user marks into pcapng packet comments and reads them back. */

import type { PacketProblem } from '../../../mqtt/dissect/dissection.ts';
import { plainBreach } from '../../../mqtt/statements/breaches.ts';
import { breachOf, breachText } from '../../../mqtt/statements/breachWords.ts';
import type { Sender } from '../../../mqtt/tables/packet.ts';
import { parseJson } from '../../../payload/json/parseJson.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import type { JudgedStream } from './captureEvents.ts';
import { isRecord, parseJudged } from './eventJson.ts';
import { isEndsComment } from './namedEnds.ts';

const OVERWRITTEN = 'Parts of this packet were overwritten: secrets with *, others with stand-ins.';
const MARKED = 'Marked.';
const NOTE = 'Mark: ';

export function markComment(note: string): string {
  return note === '' ? MARKED : NOTE + note;
}

export const overwrittenComment = OVERWRITTEN;

export function faultComment({ rule, action }: RowFault): string {
  return `Fault rule ${rule}: ${action}.`;
}

/** Comment at the beginning of a copy: it numbers its streams as the original does. */
export const numberedComment =
  'Streams are numbered in the order of their connections, unless a comment states a number.';

const STREAM = /^The next connection is stream (\d{1,15})\.$/u;

/** Comment before the frame that begins a stream. */
export const streamComment = (stream: number): string => `The next connection is stream ${stream}.`;

/** undefined: no comment names a stream. */
export function streamIn(comments: readonly string[]): number | undefined {
  const [said] = comments.flatMap((comment) => STREAM.exec(comment)?.[1] ?? []);
  return said === undefined ? undefined : Number(said);
}

const JUDGED = 'Problems of the original: ';

/** Comment before the frame that begins a stream. */
export const judgedComment = ({ stream, problems, unjudged }: JudgedStream): string =>
  JUDGED + JSON.stringify({ stream, problems, unjudged });

export function judgedIn(comments: readonly string[]): readonly JudgedStream[] {
  return comments.flatMap((comment) => {
    const json = comment.startsWith(JUDGED) ? parseJson(comment.slice(JUDGED.length)) : undefined;
    return (isRecord(json) && parseJudged(json)) || [];
  });
}

const TOPIC = 'Its topic: ';

/** Comment on an MQTT-SN message whose topic id the file does not define. */
export const topicComment = (topic: string): string => TOPIC + topic;

/** undefined: no comment names a topic. */
export function topicIn(comments: readonly string[]): string | undefined {
  const said = comments.find((comment) => comment.startsWith(TOPIC));
  return said?.slice(TOPIC.length);
}

const TEXT_FRAME = 'error MQTT-6.0.0-1: ';
const SPEAKS = /^note MQTT-6\.0\.0-1: The (client|server) sends text frames of WebSocket\.$/u;

/** Comment on the first packet after a tap saw a text frame; the tap relays it as binary. */
export const textSpeakerComment = (sender: Sender): string =>
  `note MQTT-6.0.0-1: The ${sender} sends text frames of WebSocket.`;

export const isTextFrameComment = (comment: string): boolean => comment.startsWith(TEXT_FRAME);

/** Comments on an incomplete packet, by the rule of its problem. */
const ENDS = {
  cutOff: `error MQTT-4.2.0-1: ${breachText(plainBreach('ended-midway'))}`,
  captureEnd: `note MQTT-4.2.0-1: ${breachText(plainBreach('capture-ends-midway'))}`,
  captureGap: `note MQTT-4.2.0-1: ${breachText(plainBreach('capture-gap'))}`,
  guessedEnd: `note MQTT-4.2.0-1: ${breachText(plainBreach('ended-midway'))}`,
} as const;

/** `guessedEnd`: it is uncertain if the bytes are of a packet. */
export type EndRule = keyof typeof ENDS;

const END_RULES: readonly EndRule[] = ['cutOff', 'captureEnd', 'captureGap', 'guessedEnd'];

/** The end that cut a packet, which the connection may show otherwise; undefined: no comment says so. */
export function endRuleIn(comments: readonly string[]): EndRule | undefined {
  return END_RULES.find((rule) => comments.includes(ENDS[rule]));
}

const PROBLEM = /^(error|warn) (MQTT-[^:]*): (.*)$/su;
/** Breaches that explain why a packet is incomplete. */
const OF_CUT: ReadonlySet<string> = new Set(['length-beyond-end', 'field-missing']);

/** Problems of overwritten bytes, which show why their packet is incomplete. */
export function problemsInside(comments: readonly string[]): readonly PacketProblem[] {
  if (!comments.includes(OVERWRITTEN)) return [];
  return comments.flatMap((comment) => {
    const [, , statement, text] = PROBLEM.exec(comment) ?? [];
    if (statement === undefined || text === undefined) return [];
    const breach = breachOf(text);
    if (!OF_CUT.has(breach.key)) return [];
    return [{ severity: 'malformed', statement, breach, offset: 0, length: 0 }];
  });
}

export function textSpeakersIn(comments: readonly string[]): readonly Sender[] {
  return comments.flatMap((comment) => {
    const sender = SPEAKS.exec(comment)?.[1];
    return sender === 'client' || sender === 'server' ? [sender] : [];
  });
}

/** Comments that we write and that are not user marks. */
const OURS = /^(?:note|warn|error) MQTT-|^Fault rule .*: [a-z]+\.$/u;

/** Reads the user's note from the comments of a packet, written by us or in Wireshark; undefined: no mark. */
export function noteIn(comments: readonly string[]): string | undefined {
  const people = comments.filter(
    (comment) => comment !== OVERWRITTEN && !OURS.test(comment) && !isEndsComment(comment),
  );
  if (people.length === 0) return undefined;
  return people
    .map((comment) => (comment.startsWith(NOTE) ? comment.slice(NOTE.length) : comment))
    .filter((comment) => comment !== MARKED)
    .join(' ');
}
