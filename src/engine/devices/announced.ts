/** Messages that make devices known and stay at the broker, and whether anything stands behind them. */
import { hearing } from '../../mqtt/tables/topicOverlap.ts';

export interface Announcement {
  readonly topic: string;
  /** What it names. */
  readonly name: string;
  /** µs since the capture's origin. */
  readonly time: number;
  /** 0: not recorded. */
  readonly packet: number;
  /** It is retained; undefined: nobody can tell. */
  readonly isKept: boolean | undefined;
  /** Topics on which something comes as long as it holds. */
  readonly speaksOn: readonly string[];
}

/** The last message that was received on a topic; undefined: none was. */
export type LastOn = (
  topic: string,
) => { readonly time: number; readonly packet: number; readonly retain: boolean } | undefined;

/** Those of its topics on which nothing has come; empty: something has, or that cannot be told. */
export type SilentOf = (announcement: Announcement) => readonly string[];

/** µs after which silence says something; what is retained comes at once. */
const PATIENCE = 30_000_000;

/**
 * @param heard topic filters by which messages can come; undefined: there may be others
 * @param now µs since the capture's origin
 */
export function silence(
  lastOn: LastOn,
  heard: readonly string[] | undefined,
  now: number,
): SilentOf {
  const hears = hearing(heard);
  return ({ time, speaksOn }) =>
    now - time < PATIENCE
      ? []
      : speaksOn.filter((topic) => hears(topic) && lastOn(topic) === undefined);
}

/** Nothing has come of a device on any topic that its announcements name. */
export function isOrphan(
  { announced }: { readonly announced: ReadonlyMap<string, Announcement> },
  silentOf: SilentOf,
): boolean {
  let named = 0;
  for (const announcement of announced.values()) {
    const { length } = announcement.speaksOn;
    if (silentOf(announcement).length < length) return false;
    named += length;
  }
  return named > 0;
}
