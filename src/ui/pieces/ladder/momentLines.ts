/** Lines of the words that a diagram draws between packets. A cause is never cut. */
import type { Texts } from '../../../i18n/en/texts.ts';
import type { LadderMoment } from './farEnd.ts';
import type { Frame } from './frame.ts';
import { readable } from './readable.ts';
import { faultWords } from './tracedWords.ts';
import { lossWords, missingWords } from './words.ts';
import { wrapped } from './wrapped.ts';

/** px from a lifeline to the words beside it, and to those of the other end of a message. */
export const WORDS_GAP = 16;
export const FAR_GAP = 10;
/** px of a packet's number beside a text. */
const NUMBER_ROOM = 72;

/** Empty if a moment has no words of its own, such as a packet without a fault. */
export function momentLines(moment: LadderMoment, frame: Frame, texts: Texts): readonly string[] {
  const { sentences: t } = texts.handshakes;
  const { client, broker, far, width } = frame;
  switch (moment.kind) {
    case 'missing':
      return wrapped(t.missing(missingWords(moment)), width - client - WORDS_GAP);
    case 'treated':
      return wrapped(readable(t.doneToInShort(moment.treated)), broker - client - NUMBER_ROOM);
    case 'loss': {
      const title = t.lostTitle(moment.loss.disconnect !== undefined);
      const how = t.lostHow(lossWords(moment, frame.detail, frame.origin));
      // Left of the lifeline are the times.
      return wrapped(`${title} · ${how}`, broker - client);
    }
    case 'far': {
      const { fault } = moment.step;
      return fault === undefined || far === undefined
        ? []
        : wrapped(faultWords(texts, fault), width - broker - FAR_GAP);
    }
    case 'awaited':
      return wrapped(
        t.awaited(moment.packetTypes, moment.from, frame.now - moment.since),
        width - client - WORDS_GAP,
      );
    case 'step':
    case 'end':
      return [];
  }
}
