/** A convention that nobody has: binary messages, other ids, codes and names than any vendor's. */

import { Lazy } from '../../base/lazy.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import type { Convention, MeaningOf, TopicMeaning } from './convention.ts';

/** µs */
export const MADE_UP_PATIENCE = 2_000_000;

const COMMAND = /^cmd\/(\w+)\/(\w+)$/;
const ACKNOWLEDGEMENT = /^ack\/(\w+)$/;

/** A command is its number and what it is about, an acknowledgement its number and 0, or what went wrong. */
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
  /** How often anything of it was asked. */
  asked = 0;
  readonly convention: Convention;

  /** @param load what its topics mean, when it is first asked for; at hand where it is left out */
  constructor(load?: () => Promise<void>) {
    const tell: MeaningOf = (topic) => {
      this.asked += 1;
      return meaningOf(topic);
    };
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
            ? Lazy.of({ of: tell })
            : new Lazy(() => load().then(() => ({ of: tell }))),
      },
    };
  }
}
