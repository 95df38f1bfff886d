/** What fault rules did to an exchange's packets, told where it happened. */
import type { TreatedPacket } from '../../engine/exchanges/exchange.ts';
import { visibleText } from '../../payload/text.ts';
import { typeName } from '../packets/types.ts';
import type { Texts } from '../text/en.ts';
import type { Moment } from './timeline.ts';
import type { Told } from './told.ts';

/** Those that are told after the moment at this place: a step's own, and what was withheld until the next step. */
export function treatedAt(
  treated: readonly TreatedPacket[],
  placed: readonly { readonly moment: Moment }[],
  at: number,
): readonly TreatedPacket[] {
  const moment = placed[at]?.moment;
  if (moment?.kind !== 'step') return [];
  const next = placed.slice(at + 1).find((one) => one.moment.kind === 'step')?.moment;
  const until = next?.kind === 'step' ? next.step.packet : Number.POSITIVE_INFINITY;
  const { packet } = moment.step;
  return treated.filter((one) =>
    one.withheld ? one.packet > packet && one.packet < until : one.packet === packet,
  );
}

/** `PUBACK dropped by rule lost-puback`, with a link to its row. */
export function treatedSentence(
  { packet, packetType, faults, withheld }: TreatedPacket,
  t: Texts['taps'],
  numberOf: (packet: number) => string,
): Told {
  const what = t.treated(typeName(packetType), visibleText(faults.map(t.done).join(', ')));
  return {
    before: `${withheld ? t.withheldOne(what) : what} · `,
    link: { packet, held: true, text: numberOf(packet) },
    after: '',
  };
}
