/** Explains an exchange step by step, with the statement of the standard for each. */
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import type { Draft, Explained } from '../../../engine/timeline/line.ts';
import { sender } from '../../../engine/timeline/sides.ts';
import { type LossMoment, type Moment, timeline } from '../../../engine/timeline/timeline.ts';
import { exchangeStatementId } from '../../../mqtt/statements/exchangeStatements.ts';
import { explainStep } from './explainStep.ts';
import { missingWords } from './words.ts';

export function explain(detail: ExchangeDetail): readonly Explained[] {
  return timeline(detail)
    .flatMap((moment) => explainMoment(moment, detail))
    .map(({ line, mark, statement }) => ({
      line,
      mark,
      statement:
        statement === undefined ? undefined : exchangeStatementId(statement, detail.version),
    }));
}

function explainMoment(moment: Moment, detail: ExchangeDetail): readonly Draft[] {
  switch (moment.kind) {
    case 'step':
      return explainStep(moment, detail);
    case 'treated': {
      const { treated } = moment;
      return [{ line: { key: 'treated', packet: treated.packet, treated }, mark: 'retry' }];
    }
    case 'missing': {
      return [{ line: { key: 'missing', ...missingWords(moment) }, mark: 'retry' }];
    }
    case 'loss':
      return explainLoss(moment, detail);
    case 'awaited': {
      const { packetTypes: answers, from } = moment;
      return [{ line: { key: 'waiting', answers, from }, mark: 'open' }];
    }
    case 'end':
      return [];
  }
}

function explainLoss(
  { loss, offline }: LossMoment,
  { version, row }: ExchangeDetail,
): readonly Draft[] {
  const { disconnect, cut, next } = loss;
  const lost: Draft = {
    line: {
      key: 'lost',
      cut,
      disconnect: disconnect && {
        by: sender(disconnect.direction),
        code: version === 5 ? { place: 'disconnect', code: disconnect.code, version } : undefined,
      },
    },
    mark: 'retry',
  };
  // Exchanges without a message end with their connection.
  if (row.kind !== 'publish') return [lost];
  if (next === undefined) return [lost, { line: { key: 'not-back' }, mark: 'open' }];
  const { connect, cleanStart, sessionPresent, refused } = next;
  if (refused !== undefined) {
    const code = { place: 'connack', code: refused, version } as const;
    return [
      lost,
      { line: { key: 'turned-away', connect, code }, mark: 'refused', statement: 'connackRefused' },
    ];
  }
  return [
    lost,
    {
      line: { key: 'back', connect, cleanStart, sessionPresent, version, offline },
      mark: sessionPresent === false ? 'refused' : 'retry',
      statement: cleanStart
        ? 'sessionDropped'
        : sessionPresent === false
          ? 'sessionGone'
          : sessionPresent === true
            ? 'resend'
            : undefined,
    },
  ];
}
