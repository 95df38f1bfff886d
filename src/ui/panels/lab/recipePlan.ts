/** The packets of each recipe in order, as its ladder shows them before the start. */
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { Texts } from '../../../i18n/en/texts.ts';

export type PlanStep =
  | {
      readonly packet: string;
      readonly from: 'client' | 'broker';
      readonly about?: string;
      /** The recipe stops it on its way. */
      readonly isLost?: true;
    }
  | { readonly event: keyof Texts['lab']['plan']['events'] };

const out = (packet: string, about?: string): PlanStep => ({
  packet,
  from: 'client',
  ...(about !== undefined && { about }),
});
const back = (packet: string, about?: string): PlanStep => ({
  packet,
  from: 'broker',
  ...(about !== undefined && { about }),
});
const lost = (step: PlanStep): PlanStep => ('packet' in step ? { ...step, isLost: true } : step);

const CUT: PlanStep = { event: 'cut' };
const resumed = [out('CONNECT'), back('CONNACK', 'Session Present 1')];
const again = [CUT, ...resumed];

export const RECIPE_PLANS: Readonly<Record<RecipeId, readonly PlanStep[]>> = {
  'lost-puback': [
    out('PUBLISH', 'QoS 1'),
    lost(back('PUBACK')),
    ...again,
    out('PUBLISH', 'DUP'),
    back('PUBACK'),
  ],
  'lost-pubrec': [
    out('PUBLISH', 'QoS 2'),
    lost(back('PUBREC')),
    ...again,
    out('PUBLISH', 'DUP'),
    back('PUBREC'),
    out('PUBREL'),
    back('PUBCOMP'),
  ],
  'lost-pubrel': [
    out('PUBLISH', 'QoS 2'),
    back('PUBREC'),
    lost(out('PUBREL')),
    ...again,
    out('PUBREL'),
    back('PUBCOMP'),
  ],
  'lost-pubcomp': [
    out('PUBLISH', 'QoS 2'),
    back('PUBREC'),
    out('PUBREL'),
    lost(back('PUBCOMP')),
    ...again,
    out('PUBREL'),
    back('PUBCOMP'),
  ],
  'duplicated-publish': [back('PUBLISH', 'QoS 1'), back('PUBLISH', 'DUP'), out('PUBACK')],
  'restart-with-sessions': [{ event: 'restart' }, ...resumed],
  'restart-without-sessions': [
    { event: 'restart' },
    out('CONNECT'),
    back('CONNACK', 'Session Present 0'),
    out('SUBSCRIBE'),
    back('SUBACK'),
  ],
  'keep-alive-lost': [lost(out('PINGREQ')), { event: 'silent' }, out('CONNECT'), back('CONNACK')],
  'take-over': [{ event: 'second' }, back('DISCONNECT', '0x8E · MQTT 5'), ...again],
  'quota-exceeded': [out('PUBLISH', 'QoS 1'), back('PUBACK', '0x97 · MQTT 5')],
  'not-authorised': [out('SUBSCRIBE'), back('SUBACK', '0x87 · MQTT 5')],
  'server-moved': [out('PUBLISH'), back('DISCONNECT', '0x9D · MQTT 5'), CUT],
};
