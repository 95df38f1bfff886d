/** Finds the times in which no connection was there to carry a value. */
import { firstFrom } from '../../base/sorted.ts';
import type { Direction } from '../log/columns/direction.ts';
import type { Stream } from './stream.ts';
import { sessionKey } from './streamFacts.ts';

/** A time without a connection, µs since the capture's origin. It lasts forever until the next one opens. */
export interface Absence {
  readonly from: number;
  readonly to: number;
  /** The end of the connection before it was seen; otherwise it may have lasted longer than `from`. */
  readonly isSeen: boolean;
}

/** The streams that carried a value, with the direction of its packets. */
export type Carriers = ReadonlyMap<number, Direction>;

/** The time of a connection, until infinity if it is open. */
export interface Presence {
  readonly from: number;
  readonly to: number;
  readonly isEndSeen: boolean;
}

/** Times after the first presence that none covers, ascending. One that begins where another ends is another connection. */
export function absencesBetween(present: readonly Presence[]): readonly Absence[] {
  const [first, ...others] = present.toSorted((one, other) => one.from - other.from);
  if (first === undefined) return [];
  const absences: Absence[] = [];
  let { to: reach, isEndSeen } = first;
  for (const { from, to, isEndSeen: isSeen } of others) {
    if (from >= reach) absences.push({ from: reach, to: from, isSeen: isEndSeen });
    if (to < reach) continue;
    reach = to;
    isEndSeen = isSeen;
  }
  if (reach < Number.POSITIVE_INFINITY)
    absences.push({ from: reach, to: Number.POSITIVE_INFINITY, isSeen: isEndSeen });
  return absences;
}

/** Indices of the points before which a line breaks, ascending. However slow a value is, its line is whole otherwise. */
export function breaksIn(
  times: ArrayLike<number>,
  absences: readonly Absence[],
): readonly number[] {
  const after = new Set(absences.map(({ to }) => firstFrom(times, to)));
  return [...after].filter((at) => at > 0 && at < times.length);
}

/**
 * @param streams all of the capture
 * @param isOfApp the capture has the app's own connections, each of which continues the previous one
 * @param carriers undefined: unknown
 */
export function absencesOf(
  streams: readonly Stream[],
  isOfApp: boolean,
  carriers: Carriers | undefined,
): readonly Absence[] {
  const all = isOfApp ? undefined : carriers;
  const clients = new Set(
    all && streams.filter(({ ordinal }) => all.has(ordinal)).flatMap((one) => clientOf(one) ?? []),
  );
  const directions = new Set(all?.values());
  // A publisher that takes its leave has nothing to send until it returns: its value is slow.
  const isPublished = !isOfApp && (all === undefined || directions.has('out'));
  return absencesBetween(
    streams
      .filter((stream) => all === undefined || all.has(stream.ordinal) || isIn(clients, stream))
      .filter((stream) => all?.has(stream.ordinal) === true || wasAccepted(stream))
      .map((stream) => presenceOf(stream, isPublished)),
  );
}

function clientOf({ server, session }: Stream): string | undefined {
  return session.clientId === '' ? undefined : sessionKey(server, session.clientId);
}

function isIn(clients: ReadonlySet<string>, stream: Stream): boolean {
  const client = clientOf(stream);
  return client !== undefined && clients.has(client);
}

/** An attempt without an answer is no connection. */
function wasAccepted({ connack, fromStart, wire }: Stream): boolean {
  return connack === undefined ? !fromStart || wire.in.bytes > 0 : connack.code === 0;
}

function presenceOf(stream: Stream, isPublished: boolean): Presence {
  const { opened, connect, closed, lastSeen, isOpen, disconnect } = stream;
  const hasLeft = isPublished && disconnect?.direction === 'out';
  const end = isOpen || hasLeft ? undefined : (closed ?? lastSeen);
  return {
    from: opened ?? connect?.time ?? Number.NEGATIVE_INFINITY,
    to: end ?? Number.POSITIVE_INFINITY,
    isEndSeen: closed !== undefined,
  };
}
