/** The nodes of the topic tree, and the topics received that stand at some of them. */
import type { MessageRing } from './messageRing.ts';
import type { Preview } from './preview.ts';
import { type RateMeter, rateOf } from './rateMeter.ts';
import type { Block, Sibling, Siblings } from './siblings.ts';

/** A topic name that a PUBLISH was received for. */
export interface ReceivedTopic {
  readonly name: string;
  readonly node: TopicNode;
  messages: number;
  /** Bytes of all packets received. */
  bytes: number;
  /** The broker is known to hold a retained message. */
  retained: boolean;
  /** Time of the last message, µs since the capture's origin. */
  changed: number;
  /** The last value and those before it. */
  readonly history: MessageRing;
  readonly rate: RateMeter;
  /** How the last value reads, and of which message that is. */
  preview: { readonly shown: Preview; readonly messages: number } | undefined;
}

/** One level of one or many topic names. The root has no level and is never shown. */
export class TopicNode implements Sibling<TopicNode>, RateMeter {
  readonly level: string;
  readonly parent: TopicNode | undefined;
  children: Siblings<TopicNode> | undefined;
  topic: ReceivedTopic | undefined;
  /** Messages of this topic and all below it. */
  messages = 0;
  rows = 0;
  block: Block<TopicNode> | undefined;
  expanded = false;
  /** A person opened or closed it: it does so no more by itself. */
  isFoldedByHand = false;
  /** What comes to hang below it opens by itself, because a person opened all of it. */
  opensNew = false;
  /** While a search is on: it is what was searched for. */
  matched = false;
  /** While a search is on: closed by a person; searches open everything else. */
  closedInSearch = false;
  span = -1;
  current = 0;
  previous = 0;
  readonly since: number;

  /** @param time µs since the capture's origin */
  constructor(level: string, parent: TopicNode | undefined, time: number) {
    this.level = level;
    this.parent = parent;
    this.since = time;
  }

  rate(now: number): number {
    return rateOf(this, now);
  }
}
