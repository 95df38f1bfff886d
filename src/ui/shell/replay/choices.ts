/** Settings in the replay dialog, and the resulting plan. */
import type { Direction } from '../../../engine/log/columns/direction.ts';
import type { Rewriting } from '../../../engine/replay/rewrite.ts';
import type { ReplayPlan } from '../../session/replay/plan.ts';

export interface ReplayChoices {
  readonly direction: Direction | 'both';
  readonly filtered: boolean;
  readonly speed: 'original' | 'factor' | 'once';
  /** Text as typed. */
  readonly factor: string;
  readonly rewriting: Rewriting['kind'];
  readonly prefix: string;
  readonly find: string;
  readonly by: string;
  readonly qos: 'keep' | '0' | '1' | '2';
  readonly keepRetain: boolean;
}

export const FIRST_CHOICES: ReplayChoices = {
  direction: 'in',
  filtered: false,
  speed: 'original',
  factor: '10',
  rewriting: 'keep',
  prefix: 'test/',
  find: '',
  by: '',
  qos: 'keep',
  keepRetain: false,
};

const QOS = { keep: 'keep', '0': 0, '1': 1, '2': 2 } as const;

/** Undefined if the factor is invalid. */
export function planOf(choices: ReplayChoices): ReplayPlan | undefined {
  const { direction, filtered, qos, keepRetain } = choices;
  const speed = speedOf(choices);
  if (speed === undefined) return undefined;
  return {
    choice: { direction, filtered },
    speed,
    rewriting: rewritingOf(choices),
    qos: QOS[qos],
    keepRetain,
  };
}

function speedOf({ speed, factor }: ReplayChoices): number | undefined {
  if (speed === 'original') return 1;
  if (speed === 'once') return Number.POSITIVE_INFINITY;
  const value = Number(factor);
  return factor.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
}

export function rewritingOf({ rewriting, prefix, find, by }: ReplayChoices): Rewriting {
  switch (rewriting) {
    case 'keep':
      return { kind: 'keep' };
    case 'prefix':
      return { kind: 'prefix', prefix };
    case 'replace':
      return { kind: 'replace', find, by };
  }
}
