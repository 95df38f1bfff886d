import { Maximize2, Minimize2 } from 'lucide-react';
import { IconButton, useEscape, useText, useWidth } from '#kit';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { showPacketOfExchange, toggleExchange } from '../../session/handshakes/actions.ts';
import { useLadder } from '../../session/packet/ladderView.ts';
import { VerdictLine } from './Explanation.tsx';
import { Ladder } from './Ladder.tsx';
import { useExchangeLadder } from './useExchangeLadder.ts';
import { useFarEnd } from './useFarEnd.ts';

/** px from which the other end of a message fits. */
const ROOM_FOR_FAR = 434;

interface LadderPaneProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
  readonly onShowWords: () => void;
}

/** The packets of an exchange as arrows, and the outcome below. */
export function LadderPane({ connectionId, detail, onShowWords }: LadderPaneProps) {
  const t = useText().handshakes;
  const [width, measure] = useWidth();
  const found = useFarEnd(connectionId, detail.row);
  const lane = width >= ROOM_FOR_FAR ? found : undefined;
  const ladder = useExchangeLadder(connectionId, detail, lane?.end);
  const { packet } = useSelection(connectionId);
  const { isWhole } = useLadder(connectionId);
  useEscape(isWhole, () => toggleExchange(connectionId));
  return (
    <section
      ref={measure}
      aria-label={t.steps}
      data-part="ladder"
      className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-pane"
    >
      <div className="flex h-8 shrink-0 items-center gap-2 px-3 text-xs">
        <h3 className="font-semibold">{t.steps}</h3>
        <span className="ml-auto text-fg-2">{lane?.end === undefined ? t.asSeen : t.bothEnds}</span>
        <IconButton
          small
          label={t.ladderAlone}
          keys="X"
          pressed={isWhole}
          onClick={() => toggleExchange(connectionId)}
        >
          {isWhole ? <Minimize2 size={12} aria-hidden /> : <Maximize2 size={12} aria-hidden />}
        </IconButton>
      </div>
      <div
        role="group"
        aria-label={t.steps}
        // Without links in it, only the keyboard could not scroll it.
        tabIndex={0}
        data-focus="ladder"
        className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        <Ladder
          key={`${detail.row.exchange} ${detail.row.packet}`}
          {...ladder}
          places={lane && 3}
          selected={packet}
          onPacket={(chosen) => showPacketOfExchange(connectionId, chosen)}
        />
      </div>
      <VerdictLine connectionId={connectionId} detail={detail} onShow={onShowWords} />
    </section>
  );
}
