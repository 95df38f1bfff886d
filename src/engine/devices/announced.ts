/**
 * Finds announcements (retained messages that make devices known) without any message from the announced
 * device.
 */
import { topicOverlap } from '../../mqtt/tables/topicOverlap.ts';

export interface Announcement {
  readonly topic: string;
  /** The name in the announcement. */
  readonly name: string;
  /** µs since the capture's origin. */
  readonly time: number;
  /** 0: not recorded. */
  readonly packet: number;
  /** True if it is retained; undefined: not known. */
  readonly isKept: boolean | undefined;
  /** Topics on which messages are expected as long as it is valid. */
  readonly speaksOn: readonly string[];
  /** Other topics that it names, on which messages may never arrive. */
  readonly mayTellOn?: readonly string[];
}

/** Topics that an announcement names. */
export const namedTopics = ({
  speaksOn,
  mayTellOn = [],
}: {
  readonly speaksOn: readonly string[];
  readonly mayTellOn?: readonly string[] | undefined;
}): readonly string[] => [...speaksOn, ...mayTellOn];

/** The last message received on a topic; undefined if there was none. */
export type LastOn = (
  topic: string,
) => { readonly time: number; readonly packet: number; readonly isStored: boolean } | undefined;

/** Topics of an announcement without any message. Empty if there is one on each, or it is not known. */
export type SilentOf = (announcement: Announcement) => readonly string[];

/** Time after which silence is significant, µs. Retained messages arrive at once. */
export const SILENCE = 30_000_000;

/**
 * @param heard topic filters of all possible messages; undefined: there may be others
 * @param now µs since the capture's origin
 */
export function silence(
  lastOn: LastOn,
  heard: readonly string[] | undefined,
  now: number,
): SilentOf {
  const overlaps = topicOverlap(heard);
  return ({ time, speaksOn }) =>
    now - time < SILENCE
      ? []
      : speaksOn.filter((topic) => overlaps(topic) && lastOn(topic) === undefined);
}

/** True if no message of a device arrived on any topic that its announcements name. */
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
