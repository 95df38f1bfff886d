/** An invented convention: binary messages, with other ids, codes and names than any vendor's. */

import { Lazy } from '../../base/lazy.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { Convention, Follower, MeaningOf, TopicMeaning } from './convention.ts';

/** µs */
export const MADE_UP_PATIENCE = 2_000_000;

const COMMAND = /^cmd\/(\w+)\/(\w+)$/;
const ACKNOWLEDGEMENT = /^ack\/(\w+)$/;

/** A command is its number and its subject. An acknowledgement is its number and 0 or an error. */
function meaningOf(topic: string): TopicMeaning | undefined {
  const [, asked, verb] = COMMAND.exec(topic) ?? [];
  const [, answering] = ACKNOWLEDGEMENT.exec(topic) ?? [];
  const device = asked ?? answering;
  if (device === undefined) return undefined;
  return {
    kind: verb === undefined ? 'acknowledgement' : 'command',
    identifier: verb,
    device,
    replyTopic: verb === undefined ? undefined : `ack/${device}`,
    isForDevice: verb !== undefined,
    read: ([number, status = 0, ...text]) => {
      if (number === undefined) return undefined;
      const isReply = verb === undefined;
      return {
        role: isReply ? 'reply' : 'request',
        id: String(number),
        code: isReply ? status : undefined,
        isFailure: isReply && status !== 0,
        message: isReply ? decodeUtf8(Uint8Array.from(text)) : undefined,
        wantsReply: verb !== 'blink',
      };
    },
  };
}

export class MadeUp {
  /** Number of calls to the convention. */
  asked = 0;
  readonly convention: Convention;

  /**
   * @param load loads the meaning of its topics on first use; available immediately by default
   * @param follower called with all its messages
   */
  constructor(load?: () => Promise<void>, follower?: Follower) {
    const tell: MeaningOf = (topic) => {
      this.asked += 1;
      return meaningOf(topic);
    };
    const follows = follower && { follow: () => follower };
    this.convention = {
      id: 'made-up',
      name: 'Made up',
      secrets: {
        beginnings: ['keys/'],
        secretsIn: (_topic, payload) => {
          this.asked += 1;
          return payload.length > 2 ? [{ offset: 2, length: payload.length - 2 }] : [];
        },
      },
      ownerOf: ({ userName }) => {
        this.asked += 1;
        return userName?.startsWith('unit:') === true ? userName : undefined;
      },
      hasLeadingSlash: (topic) => {
        this.asked += 1;
        return topic.startsWith('/plant/');
      },
      topics: {
        patience: MADE_UP_PATIENCE,
        beginnings: ['cmd/', 'ack/'],
        meaning:
          load === undefined
            ? Lazy.of({ of: tell, ...follows })
            : new Lazy(() => load().then(() => ({ of: tell, ...follows }))),
      },
    };
  }
}
