/** List text of a packet that answers another, and a link to that packet. */
import type { PacketRow } from '../../../engine/window/window.ts';
import type { FirstTexts } from '../../../i18n/en/first.ts';
import { PUBACK, PUBCOMP, PUBREC, PUBREL } from '../../../mqtt/tables/typeNumbers.ts';

export interface AnswerWords {
  readonly before: string;
  /** Number of the packet that is named between the two texts. */
  readonly packet: number | undefined;
  readonly after: string;
}

/** Undefined if its exchange is unknown. The row then shows only its own content. */
export function answerWords(row: PacketRow, t: FirstTexts['packets']): AnswerWords | undefined {
  const { exchange, packetType, summary } = row;
  if (exchange === undefined || exchange.packet === row.number) return undefined;
  const after = summary === undefined ? '' : ` · ${t.summary(summary)}`;
  const of = (before: string): AnswerWords => ({ before, packet: exchange.packet, after });
  const isRefused = exchange.state === 'refused';
  switch (packetType) {
    case PUBACK:
      return of(isRefused ? t.refuses : t.acks);
    case PUBREC:
      return of(isRefused ? t.refusesQos2 : t.qos2Step(2));
    case PUBREL:
      return of(t.qos2Step(3));
    case PUBCOMP: {
      const before = t.qos2Complete(exchange.elapsed, exchange.state === 'retried');
      return { before, packet: undefined, after };
    }
    default:
      return of(isRefused ? t.refuses : t.acks);
  }
}
