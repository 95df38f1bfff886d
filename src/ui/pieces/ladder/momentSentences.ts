/** The moments of an exchange as sentences, for the list and for copying. */

import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import type { LossMoment } from '../../../engine/timeline/timeline.ts';
import type { Texts } from '../../../i18n/en/texts.ts';
import type { LadderMoment } from './farEnd.ts';
import { readable } from './readable.ts';
import { backWords, lossWords, missingWords, stepWords } from './words.ts';

export interface MomentSentence {
  readonly before: string;
  /** A packet that the sentence names, and how. */
  readonly link?: { readonly packet: number; readonly held: boolean; readonly text: string };
  readonly after?: string;
  /** The packet is the sentence's own. */
  readonly isStep?: true;
}

export interface SentenceContext {
  readonly detail: ExchangeDetail;
  /** ms since 1970. */
  readonly origin: number;
  /** µs since the capture's origin. */
  readonly now: number;
}

type Sentences = Texts['handshakes']['sentences'];

export function momentSentences(
  moment: LadderMoment,
  t: Sentences,
  context: SentenceContext,
): readonly MomentSentence[] {
  const { detail, origin, now } = context;
  switch (moment.kind) {
    case 'step': {
      const { packet, held } = moment.step;
      const [before, text, after] = t.step(stepWords(moment, detail, origin));
      return [{ before, link: { packet, held, text }, after: readable(after), isStep: true }];
    }
    case 'treated': {
      const { packet } = moment.treated;
      const link = { packet, held: true, text: t.numberOf(packet) };
      return [{ before: `${readable(t.treated(moment.treated))} · `, link }];
    }
    case 'far': {
      const { step, end } = moment;
      const isToBroker = step.direction === 'in';
      return [{ before: t.far(step.packet.toUpperCase(), readable(end.client), isToBroker) }];
    }
    case 'missing':
      return [{ before: `${t.missing(missingWords(moment))}${t.stop}` }];
    case 'loss':
      return lossSentences(moment, t, context);
    case 'awaited':
      return [{ before: t.awaited(moment.packetTypes, moment.from, now - moment.since) }];
    case 'end':
      return [{ before: t.ended(moment.state, moment.resends) }];
  }
}

function lossSentences(
  moment: LossMoment,
  t: Sentences,
  { detail, origin }: SentenceContext,
): readonly MomentSentence[] {
  const lost: MomentSentence = { before: t.lost(lossWords(moment, detail, origin)) };
  const back = backWords(moment, detail, origin);
  if (back === undefined) return [lost, { before: t.notBack }];
  const [before, text, after] = t.back(back);
  return [lost, { before, link: { packet: back.connect, held: true, text }, after }];
}

export function plain({ before, link, after = '' }: MomentSentence): string {
  return `${before}${link?.text ?? ''}${after}`;
}
