/** Comments of pcapng that we write, and those of people. */

import type { Sender } from '../../../mqtt/tables/packet.ts';
import type { RowFault } from '../../faults/rowFault.ts';
import type { SeriesPlace } from './captureEvents.ts';
import { isEndsComment } from './namedEnds.ts';

const OVERWRITTEN = 'Parts of this packet were overwritten: secrets with *, others with stand-ins.';

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

const SERIES = /^File (\d{1,9}) of the recording ([\w-]{1,64})\.$/u;

/** Comment of the section of a file that rotation wrote. */
export const seriesComment = ({ id, number }: SeriesPlace): string =>
  `File ${number} of the recording ${id}.`;

/** undefined: no comment names a recording. */
export function seriesIn(comments: readonly string[]): SeriesPlace | undefined {
  const [, number, id] = comments.map((comment) => SERIES.exec(comment)).find(Boolean) ?? [];
  return number === undefined || id === undefined ? undefined : { id, number: Number(number) };
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

export function textSpeakersIn(comments: readonly string[]): readonly Sender[] {
  return comments.flatMap((comment) => {
    const sender = SPEAKS.exec(comment)?.[1];
    return sender === 'client' || sender === 'server' ? [sender] : [];
  });
}

/** Comments that we write on packets. */
const OURS = /^(?:note|warn|error) MQTT-|^Fault rule .*: [a-z]+\.$/u;

/** Comments of people on a packet, as written in Wireshark; undefined: it has none. */
export function remarkIn(comments: readonly string[]): string | undefined {
  const people = comments.filter(
    (comment) => comment !== OVERWRITTEN && !OURS.test(comment) && !isEndsComment(comment),
  );
  return people.length === 0 ? undefined : people.join(' ');
}
