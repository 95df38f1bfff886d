import { useMemo } from 'react';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useNow, useOrigin } from '../../session/connection/useWindowPart.ts';
import { diagramLayout } from './diagramLayout.ts';
import type { FarEnd } from './farEnd.ts';

/** Input of all drawings of an exchange: its detail, layout and times. */
export function useLadderDrawing(connectionId: string, detail: ExchangeDetail, far?: FarEnd) {
  const origin = useOrigin(connectionId) ?? 0;
  const now = useNow(connectionId, detail.row.state === 'open') ?? 0;
  const layout = useMemo(() => diagramLayout(detail, far), [detail, far]);
  return { detail, layout, origin, now } as const;
}
