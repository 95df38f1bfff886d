/** Requirements of the standard on the exchange that a recipe disturbs, and what happened. */
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import type { ExchangeDetail, ExchangeStep } from '../../../engine/exchanges/exchange.ts';
import type { Texts } from '../../../i18n/en/texts.ts';

type CheckId = keyof Texts['lab']['checks'];

export interface RecipeCheck {
  readonly id: CheckId;
  /** Number of the statement in the exchange's version. */
  readonly statement: string;
  readonly state: 'held' | 'broken' | 'due';
}

const PUBLISH = 3;
const PUBREL = 6;

/** Statements of MQTT 5, and different ones of 3.1.1. */
const STATEMENTS: Readonly<Record<CheckId, Readonly<Record<1 | 2, readonly [string, string?]>>>> = {
  keepPublish: {
    1: ['MQTT-4.3.2-3', 'MQTT-4.3.2-1'],
    2: ['MQTT-4.3.3-3', 'MQTT-4.3.3-1'],
  },
  keepPubrel: { 1: ['MQTT-4.3.3-5'], 2: ['MQTT-4.3.3-5', 'MQTT-4.3.3-1'] },
  notSame: { 1: ['MQTT-4.4.0-1'], 2: ['MQTT-4.4.0-1'] },
  noPublish: { 1: ['MQTT-4.3.3-6'], 2: ['MQTT-4.3.3-6', 'MQTT-4.3.3-1'] },
  sameId: { 1: ['MQTT-4.4.0-1'], 2: ['MQTT-4.4.0-1'] },
  dup: { 1: ['MQTT-3.3.1-1'], 2: ['MQTT-3.3.1-1'] },
  complete: {
    1: ['MQTT-4.3.2-4', 'MQTT-4.3.2-2'],
    2: ['MQTT-4.3.3-11', 'MQTT-4.3.3-2'],
  },
};

const OF_PUBLISH = ['keepPublish', 'notSame', 'sameId', 'dup', 'complete'] as const;
const OF_PUBREL = ['keepPubrel', 'noPublish', 'sameId', 'complete'] as const;

const CHECKS: Readonly<Partial<Record<RecipeId, readonly CheckId[]>>> = {
  'lost-puback': OF_PUBLISH,
  'lost-pubrec': OF_PUBLISH,
  'lost-pubrel': OF_PUBREL,
  'lost-pubcomp': OF_PUBREL,
};

/** Empty for recipes that do not disturb an exchange. Without a detail, all are due. */
export function recipeChecks(
  recipe: RecipeId,
  detail: ExchangeDetail | undefined,
): readonly RecipeCheck[] {
  const qos = detail?.row.qos ?? (recipe === 'lost-puback' ? 1 : 2);
  return (CHECKS[recipe] ?? []).map((id) => {
    const [five, older = five] = STATEMENTS[id][qos];
    return {
      id,
      statement: detail === undefined || detail.version === 5 ? five : older,
      state: detail === undefined ? 'due' : stateOf(id, detail),
    };
  });
}

function stateOf(id: CheckId, detail: ExchangeDetail): RecipeCheck['state'] {
  const { row, steps, losses } = detail;
  const own = steps.filter(({ direction }) => direction === row.direction);
  const [first] = own;
  const isOver = row.state === 'abandoned' || row.state === 'refused';
  const again = (type: number): ExchangeStep | undefined =>
    own.find((step) => step.packetType === type && step.stream !== first?.stream);
  const early = own.filter(
    ({ packetType, stream }) => packetType === PUBLISH && stream === first?.stream,
  );
  const isPubrel = own.some(({ packetType }) => packetType === PUBREL);
  const resent = again(isPubrel && again(PUBLISH) === undefined ? PUBREL : PUBLISH);
  const held = (isHeld: boolean): RecipeCheck['state'] =>
    isHeld ? 'held' : isOver ? 'broken' : 'due';
  switch (id) {
    case 'keepPublish':
    case 'keepPubrel':
    case 'sameId':
      return held(resent !== undefined);
    case 'notSame':
      if (early.length > 1) return 'broken';
      return held(losses.length > 0);
    case 'noPublish':
      if (again(PUBLISH) !== undefined) return 'broken';
      return held(again(PUBREL) !== undefined);
    case 'dup':
      if (resent === undefined) return held(false);
      return resent.dup ? 'held' : 'broken';
    case 'complete':
      return held(row.state === 'complete' || row.state === 'retried');
  }
}
