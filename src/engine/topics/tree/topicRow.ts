/** Topics as views see them. All of it can be posted between threads. */
import type { QoS } from '../../../mqtt/tables/packet.ts';
import type { DefaultChain } from '../../../payload/chains/rules.ts';
import type { TopicSense } from '../../conventions/convention.ts';
import type { RowRange } from '../../lists/rowRange.ts';
import type { Silence } from './interval.ts';
import type { Preview } from './preview.ts';

/** All but names the largest, or the latest, first. */
export type TopicOrder = 'name' | 'changed' | 'count' | 'rate';

/** What came at a topic and below it. */
export interface BranchCounts {
  /** Topics received. */
  readonly topics: number;
  readonly messages: number;
  /** Bytes of their packets. */
  readonly bytes: number;
  /** Messages a second. */
  readonly rate: number;
  /** Messages in each of the last five full seconds, the newest last. */
  readonly trail: readonly number[];
}

export interface TopicRow extends BranchCounts {
  /** The level's own text; empty for an empty level. */
  readonly level: string;
  /** The topic name up to and including this level. */
  readonly path: string;
  readonly depth: number;
  readonly expandable: boolean;
  readonly expanded: boolean;
  /** Position among its siblings and their number, for assistive technology (1-based). */
  readonly position: number;
  readonly siblings: number;
  /** Messages of this topic itself; 0 where the node is only a level on the way. */
  readonly own: number;
  readonly retained: boolean;
  /** A search is on, and this is what it found. */
  readonly matched: boolean;
  /** Nothing came of this topic itself for longer than usual. */
  readonly silence: Silence | undefined;
  /** Beginning of the last value; undefined where there is none. */
  readonly preview: Preview | undefined;
  /** Time of the last message of this topic itself, µs since the capture's origin. */
  readonly changed: number | undefined;
}

export interface TopicRows {
  readonly first: number;
  readonly rows: readonly TopicRow[];
  readonly total: number;
  /** Topics that the search has found; undefined without one. */
  readonly found?: number | undefined;
  /** Topics that the search has looked at so far; undefined where it has looked at all. */
  readonly looked?: number | undefined;
  /** Topics and branches that are there and are not shown, because a person hid them. */
  readonly hidden: number;
}

export interface TableRequest extends RowRange {
  readonly order: TopicOrder;
  readonly isReversed: boolean;
  /** The order stands still, because somebody points at a row. */
  readonly isHeld?: boolean;
}

/** A topic by itself, without what is below it. */
export interface TableRow {
  readonly topic: string;
  readonly messages: number;
  /** Bytes of their packets. */
  readonly bytes: number;
  /** Messages a second. */
  readonly rate: number;
  readonly retained: boolean;
  readonly preview: Preview | undefined;
  /** Time of the last message, µs since the capture's origin. */
  readonly changed: number;
}

export interface TableRows {
  readonly first: number;
  readonly rows: readonly TableRow[];
  readonly total: number;
}

export interface FoundTopic {
  readonly topic: string;
  readonly messages: number;
}

export interface TopicMessage {
  /** Number of its PUBLISH; the packet itself may have been discarded since. */
  readonly packet: number;
  readonly time: number;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly dup: boolean;
  /** A client sent it; else one received it. Of the app's own connection, the tree has what was received. */
  readonly sent: boolean;
  /** Never cut. */
  readonly payload: Uint8Array;
  /** Whole packet, bytes. */
  readonly size: number;
  readonly contentType: string | undefined;
  /** By which it is read where a person chose nothing, if other messages told it. */
  readonly reads?: DefaultChain | undefined;
}

export interface TopicDetail {
  readonly name: string;
  /** What a convention says of it. */
  readonly sense?: TopicSense | undefined;
  readonly messages: number;
  readonly bytes: number;
  readonly rate: number;
  /** The broker is known to hold a retained message. */
  readonly retained: boolean;
  /** How often it usually sends, µs; undefined where that is not known. */
  readonly usually: number | undefined;
  /** Nothing came for longer than that. */
  readonly silence: Silence | undefined;
  readonly last: TopicMessage | undefined;
  /** Newest first. */
  readonly history: {
    readonly first: number;
    readonly rows: readonly TopicMessage[];
    readonly total: number;
  };
  /** By packet, of those that were asked for and of which others told how they are read. */
  readonly readings?: ReadonlyMap<number, DefaultChain>;
}
