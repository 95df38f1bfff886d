/** Topics as views see them. All of it can be posted between threads. */
import type { QoS } from '../../mqtt/packet.ts';
import type { Preview } from './preview.ts';

export interface TopicRow {
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
  /** Messages of this topic and all below it. */
  readonly messages: number;
  /** Messages a second of this topic and all below it. */
  readonly rate: number;
  readonly retained: boolean;
  /** Beginning of the last value; undefined where there is none. */
  readonly preview: Preview | undefined;
  /** Time of the last message of this topic itself, µs since the capture's origin. */
  readonly changed: number | undefined;
}

export interface TopicMessage {
  /** Number of its PUBLISH; the packet itself may have been discarded since. */
  readonly packet: number;
  readonly time: number;
  readonly qos: QoS;
  readonly retain: boolean;
  readonly dup: boolean;
  /** Never cut. */
  readonly payload: Uint8Array;
  /** Whole packet, bytes. */
  readonly size: number;
  readonly contentType: string | undefined;
}

export interface TopicDetail {
  readonly name: string;
  readonly messages: number;
  readonly bytes: number;
  readonly rate: number;
  /** The broker is known to hold a retained message. */
  readonly retained: boolean;
  readonly last: TopicMessage | undefined;
  /** Newest first. */
  readonly history: {
    readonly first: number;
    readonly rows: readonly TopicMessage[];
    readonly total: number;
  };
}
