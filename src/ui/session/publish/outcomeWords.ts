/** Outcome of a message in words. */
import type { PublishOutcome } from '../../../connection/protocol/publishOutcome.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import type { QoS } from '../../../mqtt/tables/packet.ts';
import { texts } from '../../kit/language/useText.ts';
import { shownName } from '../shownName.ts';

export interface OutcomeWords {
  readonly text: string;
  readonly title: string | undefined;
  readonly tone: 'quiet' | 'ok' | 'warn' | 'err';
}

/** 0x10: success, but there are no matching subscribers (3.4.2.1). */
const NO_SUBSCRIBERS = 0x10;

export function outcomeWords(
  outcome: PublishOutcome,
  qos: QoS,
  t: FirstTexts['publish']['outcomes'],
): OutcomeWords {
  switch (outcome.kind) {
    case 'queued':
      return { text: t.queued, title: t.queuedTitle, tone: 'warn' };
    case 'in-flight':
      return { text: t.inFlight, title: undefined, tone: 'quiet' };
    case 'sent':
      return { text: t.sent, title: t.sentTitle, tone: 'quiet' };
    case 'acknowledged': {
      const text = t.acknowledged(outcome.ms);
      return outcome.code === NO_SUBSCRIBERS
        ? { text: t.noSubscribers(text), title: undefined, tone: 'ok' }
        : { text, title: undefined, tone: 'ok' };
    }
    case 'refused': {
      const place = qos === 2 ? 'pubrec' : 'puback';
      const code = { place, code: outcome.code, version: 5 } as const;
      const said = outcome.reasonString && shownName(outcome.reasonString);
      return { text: t.refused(code, said), title: undefined, tone: 'err' };
    }
    case 'timed-out':
      return { text: t.timedOut, title: t.timedOutTitle, tone: 'err' };
    case 'not-sent':
      return {
        text: t.notSent(texts().failures.why(outcome.why)),
        title: undefined,
        tone: 'err',
      };
    case 'held': {
      const { code } = outcome;
      const placed =
        code === undefined ? undefined : ({ place: 'disconnect', code, version: 5 } as const);
      return { text: t.held, title: t.heldTitle(placed), tone: 'err' };
    }
    case 'discarded':
      return { text: t.discarded, title: undefined, tone: 'quiet' };
    case 'unknown':
      return { text: t.unknown, title: t.unknownTitle, tone: 'warn' };
  }
}

export function packetOf(outcome: PublishOutcome): number | undefined {
  return 'packet' in outcome ? outcome.packet : undefined;
}
