/** The nodes of the topic tree, and the topics received that stand at some of them. */
import type { ChosenFormats } from '../../payload/chains/chosenFormats.ts';
import type { PayloadFormat } from '../../payload/formats/format.ts';
import type { Interval } from './interval.ts';
import type { MessageRing } from './messageRing.ts';
import type { Preview } from './preview.ts';
import type { RateMeter } from './rateMeter.ts';
import type { Block, Sibling, Siblings } from './siblings.ts';

/** A topic name that a PUBLISH was received for. */
export interface ReceivedTopic extends Interval {
  readonly name: string;
  /** How its values are to be read. */
  readonly chosen: ChosenFormats;
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
  /** Of its own messages, where there are topics below it; else its node's is the same. */
  own: RateMeter | undefined;
  /** How the last value reads, of which message that is, and what it was read by. */
  preview:
    | {
        readonly shown: Preview;
        readonly messages: number;
        readonly chosen: PayloadFormat | undefined;
      }
    | undefined;
}

/** One level of one or many topic names. The root has no level and is never shown. */
export class TopicNode implements Sibling<TopicNode>, RateMeter {
  readonly level: string;
  readonly parent: TopicNode | undefined;
  children: Siblings<TopicNode> | undefined;
  topic: ReceivedTopic | undefined;
  /** Topics received at it and below it. */
  topics = 0;
  /** Messages of this topic and all below it. */
  messages = 0;
  /** Bytes of their packets. */
  bytes = 0;
  /** Which message was the last of them, counted from the first one received. */
  last = 0;
  rows = 0;
  block: Block<TopicNode> | undefined;
  expanded = false;
  /** A person opened or closed it: it does so no more by itself. */
  isFoldedByHand = false;
  /** What comes to hang below it opens by itself, because a person opened all of it. */
  opensNew = false;
  /** A person does not want to see it, nor what is below it. */
  hidden = false;
  /** While a search is on: it is what was searched for. */
  matched = false;
  /** While a search is on: closed by a person; searches open everything else. */
  closedInSearch = false;
  second = -1;
  s0 = 0;
  s1 = 0;
  s2 = 0;
  s3 = 0;
  s4 = 0;
  s5 = 0;
  readonly since: number;

  /** @param time µs since the capture's origin */
  constructor(level: string, parent: TopicNode | undefined, time: number) {
    this.level = level;
    this.parent = parent;
    this.since = time;
  }
}
