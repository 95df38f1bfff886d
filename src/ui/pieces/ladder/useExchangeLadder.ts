import { useMemo } from 'react';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useText } from '../../kit/language/useText.ts';
import { useNow, useOrigin } from '../../session/connection/useWindowPart.ts';
import { exchangeLadder } from './exchangeLadder.ts';
import type { FarEnd } from './farEnd.ts';
import type { LadderModel } from './ladderModel.ts';

/** The ladder of an exchange, also while its packets pass. */
export function useExchangeLadder(
  connectionId: string,
  detail: ExchangeDetail,
  far?: FarEnd,
): LadderModel {
  const texts = useText();
  const origin = useOrigin(connectionId) ?? 0;
  const now = useNow(connectionId, detail.row.state === 'open') ?? 0;
  return useMemo(
    () => exchangeLadder({ detail, texts, origin, now }, far),
    [detail, texts, origin, now, far],
  );
}
