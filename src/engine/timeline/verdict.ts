/** Determines the outcome of an exchange, as far as this side knows it. */

import { isFailure } from '../../mqtt/tables/reasonCodes.ts';
import type { ExchangeDetail, ExchangeStep } from '../exchanges/exchange.ts';
import type { Direction } from '../log/columns/direction.ts';
import { opposite, refuses } from './sides.ts';
import { countResends, timeline, waitingSince } from './timeline.ts';

export type Verdict =
  | {
      readonly kind: 'conforms';
      readonly resends: number;
      readonly reconnected: boolean;
      readonly warnings: number;
    }
  | { readonly kind: 'problems'; readonly count: number }
  | {
      readonly kind: 'refused';
      readonly by: Direction;
      readonly step: ExchangeStep | undefined;
      /** Numbers of topic filters, and of those refused, for SUBACK and UNSUBACK. */
      readonly filters: number;
      readonly refused: number;
    }
  | {
      readonly kind: 'open';
      readonly from: Direction;
      readonly packetTypes: readonly number[];
      /** µs since the capture's origin. */
      readonly since: number;
    }
  | {
      readonly kind: 'abandoned';
      readonly why: 'session-gone' | 'clean-start' | 'connection-ended';
      /** A message whose arrival is not visible from here. */
      readonly publish: boolean;
    };

export function verdict(detail: ExchangeDetail): Verdict {
  const { row, awaited } = detail;
  const publish = row.kind === 'publish';
  switch (row.state) {
    case 'open':
      return {
        kind: 'open',
        from: awaited?.from ?? opposite(row.direction),
        packetTypes: awaited?.packetTypes ?? [],
        since: waitingSince(detail),
      };
    case 'refused': {
      const step = detail.steps.findLast(refuses);
      const codes = step?.reasonCodes ?? [];
      return {
        kind: 'refused',
        by: opposite(row.direction),
        step,
        filters: codes.length,
        refused: codes.filter(isFailure).length,
      };
    }
    case 'abandoned':
      return { kind: 'abandoned', why: abandonedWhy(detail), publish };
    case 'complete':
    case 'retried': {
      const count = violations(detail).length;
      const warnings = detail.problems.filter(({ severity }) => severity === 'warn').length;
      const unlisted = row.hasProblem && warnings === 0;
      if (count > 0 || unlisted) return { kind: 'problems', count: Math.max(1, count) };
      const resends = countResends(timeline(detail));
      return { kind: 'conforms', resends, reconnected: detail.losses.length > 0, warnings };
    }
  }
}

/** Violations of the standard; warnings conform to it. */
export function violations({ problems }: ExchangeDetail): ExchangeDetail['problems'] {
  return problems.filter(({ severity }) => severity === 'error');
}

function abandonedWhy({
  losses,
}: ExchangeDetail): 'session-gone' | 'clean-start' | 'connection-ended' {
  const next = losses.at(-1)?.next;
  if (next?.cleanStart === true && next.refused === undefined) return 'clean-start';
  return next?.sessionPresent === false ? 'session-gone' : 'connection-ended';
}
