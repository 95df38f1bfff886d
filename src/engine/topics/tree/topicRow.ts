/** Topics as seen by views. All types can be posted between threads. */
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { DefaultChain } from '../../../payload/chains/rules.ts';
import type { TopicSense } from '../../conventions/convention.ts';
import type { RowRange } from '../../lists/rowRange.ts';
import type { Silence } from './interval.ts';
import type { Pace } from './pace.ts';
import type { Preview } from './preview.ts';

/** Descending, except for names. */
export type TopicOrder = 'name' | 'changed' | 'count' | 'rate';
/** `topics`: number of topics in a branch. */
export type LevelOrder = TopicOrder | 'bytes' | 'topics';

/** Totals of a branch. */
export interface BranchCounts {
  /** Topics received. */
  readonly topics: number;
  readonly messages: number;
  /** Bytes of their packets. */
  readonly bytes: number;
  /** Messages per second. */
  readonly rate: number;
  /** undefined: unknown, because several topics together have no intervals. */
  readonly pace: Pace | undefined;
  /** Messages in each of the last five full seconds, newest last. */
  readonly trail: readonly number[];
}

export interface TopicRow extends BranchCounts {
  /** Text of the level, after the levels that share its row (`sensors/hz-2`); empty for an empty level. */
  readonly level: string;
  /** The topic name up to and including this level. */
  readonly path: string;
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Position among its siblings and their number, for assistive technology (1-based). */
  readonly position: number;
  readonly siblings: number;
  /** Messages of the topic itself; 0 for an intermediate level. */
  readonly own: number;
  readonly retained: boolean;
  /** True if it matches the current search. */
  readonly matched: boolean;
  /** The topic itself has been silent for longer than usual. */
  readonly silence: Silence | undefined;
  /** Beginning of the last value; undefined if there is none. */
  readonly preview: Preview | undefined;
  /** Time of the last message of the topic itself, µs since the capture's origin. */
  readonly changed: number | undefined;
}

export interface TopicRows {
  readonly first: number;
  readonly rows: readonly TopicRow[];
  readonly total: number;
  /** Number of topics found; undefined without a search. */
  readonly found?: number | undefined;
  /** Number of those whose value matches and whose name does not. */
  readonly foundByValue?: number | undefined;
  /** Number of topics examined by the search; undefined when it is complete. */
  readonly looked?: number | undefined;
  /** Number of existing topics and branches hidden by the user. */
  readonly hidden: number;
}

export interface PinnedRequest extends RowRange {
  /** Pinned topics or branches. */
  readonly pins: readonly string[];
  /** Paths that the user closed, a pin or below one. */
  readonly closed: readonly string[];
}

/** A pin, or a row below it. */
export interface PinnedRow {
  readonly pin: string;
  /** null: nothing was received at the pin yet. The row of the pin itself has its path. */
  readonly row: TopicRow | null;
}

export interface PinnedRows {
  readonly first: number;
  readonly rows: readonly PinnedRow[];
  readonly total: number;
}

export interface FoundTopic {
  readonly topic: string;
  readonly messages: number;
}

export interface TopicMessage {
  /** Number of its PUBLISH; the packet may have been discarded. */
  readonly packet: number;
  readonly time: number;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly dup: boolean;
  /**
   * A client sent it; otherwise it was received. For the app's own connection, the tree contains received
   * messages.
   */
  readonly sent: boolean;
  /** Never truncated. */
  readonly payload: Uint8Array;
  /** Size of the whole packet in bytes. */
  readonly size: number;
  readonly contentType: string | undefined;
  /** Payload chain determined by other messages, used if the user selected none. */
  readonly reads?: DefaultChain | undefined;
}

export interface TopicDetail {
  readonly name: string;
  /** Description by a convention. */
  readonly sense?: TopicSense | undefined;
  readonly messages: number;
  readonly bytes: number;
  readonly pace: Pace;
  /** The broker is known to hold a retained message. */
  readonly retained: boolean;
  /** It was known to hold one, which was cleared. */
  readonly wasCleared: boolean;
  /** Set if the topic has been silent for longer. */
  readonly silence: Silence | undefined;
  readonly last: TopicMessage | undefined;
  /** The message before the last one, whatever the requested part of the history. null: there was none. undefined: it was discarded. */
  readonly before: TopicMessage | null | undefined;
  /** Newest first. */
  readonly history: {
    readonly first: number;
    readonly rows: readonly TopicMessage[];
    readonly total: number;
  };
  /** By packet, for the requested messages whose payload chain was determined by other messages. */
  readonly readings?: ReadonlyMap<number, DefaultChain>;
}
