/** Compares the last ends of a client's connections: one cause may lie behind all of them. */
import type { EndCause, LastMessage } from '../../endCauses/endCauses.ts';
import type { StreamMemory } from './streamMemory.ts';

/** How a connection ended. */
type AlikeEnd =
  /** By the client, within a message or right after it, without an answer. */
  | ({ readonly way: 'message' } & LastMessage)
  /** By the server after a silence of both sides, shorter than the keep alive. `after`: s. */
  | { readonly way: 'silence'; readonly after: number }
  /** By the client, before an accepting CONNACK came. `waited`: s. */
  | { readonly way: 'early'; readonly waited: number }
  /** By the server right after a packet of the client. `topic`: its topic or topic filters. */
  | { readonly way: 'request'; readonly type: 'publish' | 'subscribe'; readonly topic: string };

/** Ends in a row that are alike. */
export interface AlikeEnds {
  readonly last: AlikeEnd;
  readonly times: number;
  /** µs. */
  readonly endedAt: number;
  /** Longest silence between two packets of any of these connections, µs. */
  readonly longestSilence: number;
}

/** s; a shorter silence is not that of an idle timeout. */
const IDLE = 10;
/** s by which the silences before two ends may differ. */
const TOLERANCE = 1;
const MICROSECONDS = 1_000_000;

/** @returns undefined if the connection did not end in such a way */
export function alikeEnds(
  before: AlikeEnds | undefined,
  { facts, hasGap, causeOfEnd, keepAlive, longestSilence }: StreamMemory,
  endedAt: number,
): AlikeEnds | undefined {
  if (facts.disconnect !== undefined || hasGap) return undefined;
  const last = wayOf(causeOfEnd?.(), keepAlive / MICROSECONDS);
  if (last === undefined) return undefined;
  // A restart of the server ends connections of the same time in the same way.
  const begunAt = facts.connect?.time;
  const isNext = before !== undefined && begunAt !== undefined && begunAt >= before.endedAt;
  const joined = isNext ? joinedWith(before.last, last) : undefined;
  return joined === undefined
    ? { last, times: 1, endedAt, longestSilence }
    : {
        last: joined,
        times: (before?.times ?? 0) + 1,
        endedAt,
        longestSilence: Math.max(longestSilence, before?.longestSilence ?? 0),
      };
}

/** True if one of the connections went on after a longer silence, which therefore ended none. */
export const wasTolerated = ({ longestSilence }: AlikeEnds, silence: number): boolean =>
  longestSilence > (silence + TOLERANCE) * MICROSECONDS;

function wayOf(cause: EndCause | undefined, keepAlive: number): AlikeEnd | undefined {
  if (cause?.key === 'after-packet') {
    const { type, topic } = cause.args;
    const isNamed = topic !== '' && (type === 'publish' || type === 'subscribe');
    return isNamed ? { way: 'request', type, topic } : undefined;
  }
  if (cause?.key === 'no-connack') {
    const { late, after } = cause.args;
    return late === undefined ? undefined : { way: 'early', waited: after };
  }
  const isOther = cause?.key !== 'cut-off' && cause?.key !== 'closed' && cause?.key !== 'reset';
  if (isOther) return undefined;
  const { by, message } = cause.args;
  if (message !== undefined) return { way: 'message', ...message };
  // Without a packet that was read back, the silence is not known.
  if (by !== 'server' || cause.key === 'cut-off' || cause.args.last === undefined) return undefined;
  const { after } = cause.args;
  const isIdle = after >= IDLE && (keepAlive === 0 || after < keepAlive);
  return isIdle ? { way: 'silence', after } : undefined;
}

/** The end with what is known from the one before; undefined if they are not alike. */
function joinedWith(before: AlikeEnd, last: AlikeEnd): AlikeEnd | undefined {
  if (last.way === 'message') {
    const isSame =
      before.way === 'message' && before.topic === last.topic && before.size === last.size;
    return isSame ? { ...last, largest: Math.max(before.largest, last.largest) } : undefined;
  }
  if (last.way === 'silence') {
    const isSame = before.way === 'silence' && Math.abs(before.after - last.after) <= TOLERANCE;
    return isSame ? last : undefined;
  }
  if (last.way === 'early') {
    const waited = before.way === 'early' ? Math.max(before.waited, last.waited) : undefined;
    return waited === undefined ? undefined : { ...last, waited };
  }
  const isSame =
    before.way === 'request' && before.type === last.type && before.topic === last.topic;
  return isSame ? last : undefined;
}
