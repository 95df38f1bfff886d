import { Copy, List } from 'lucide-react';
import { memo } from 'react';
import { Button, copyAndSay, DirectionMark, IconButton, Tag, TopicName, useText } from '#kit';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import { Diagram } from '../../pieces/ladder/Diagram.tsx';
import { momentSentences, plain } from '../../pieces/ladder/momentSentences.ts';
import { StepList } from '../../pieces/ladder/StepList.tsx';
import { useLadderDrawing } from '../../pieces/ladder/useLadderDrawing.ts';
import { StateMark } from '../../pieces/marks/StateMark.tsx';
import { useSelection } from '../../session/connection/selection.ts';
import { showPacketOfExchange } from '../../session/handshakes/actions.ts';

interface ExchangePaneProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
}

/** The selected exchange: its packets as a diagram and as sentences. */
export const ExchangePane = memo(function ExchangePane({
  connectionId,
  detail,
}: ExchangePaneProps) {
  const t = useText().handshakes;
  const drawing = useLadderDrawing(connectionId, detail);
  const { layout } = drawing;
  const { packet } = useSelection(connectionId);
  const copy = async (): Promise<void> => {
    const sentences = layout.placed.flatMap(({ moment }) =>
      momentSentences(moment, t.sentences, drawing),
    );
    const text = [t.exchangeTitle(detail.row.kind, detail.row.packet), ...sentences.map(plain)];
    await copyAndSay(text.join('\n'), t.copied, t.notCopied);
  };
  return (
    <section aria-label={t.steps} className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-pane">
      <Head connectionId={connectionId} detail={detail} onCopy={() => void copy()} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <Diagram
          {...drawing}
          selected={packet}
          onPacket={(chosen) => showPacketOfExchange(connectionId, chosen)}
        />
        {layout.left > 0 && <p className="px-3 py-1 text-fg-2">{t.moreMoments(layout.left)}</p>}
        <StepList connectionId={connectionId} {...drawing} selected={packet} />
      </div>
      <p className="flex min-h-7 shrink-0 flex-wrap items-center gap-x-4 border-t border-line bg-bar px-3 text-xs text-fg-2">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="h-3 w-1.5 bg-dir-out" />
          {t.waits}
        </span>
        <span className="ml-auto">{t.legend}</span>
      </p>
    </section>
  );
});

function Head({ connectionId, detail, onCopy }: ExchangePaneProps & { onCopy: () => void }) {
  const t = useText().handshakes;
  const { row } = detail;
  return (
    <div className="flex min-h-(--h-tool) shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1.5 whitespace-nowrap">
      <h2 className="text-base font-semibold">{t.exchangeTitle(row.kind, row.packet)}</h2>
      <DirectionMark direction={row.direction} />
      {row.qos !== undefined && <Tag>{t.qos(row.qos)}</Tag>}
      <StateMark state={row.state} />
      <span className="flex min-w-0 flex-1 basis-36 items-center gap-2">
        {row.latency !== undefined && <span className="text-fg-2">{t.total(row.latency)}</span>}
        {row.topic !== undefined && row.topic !== '' && (
          <TopicName topic={row.topic} className="min-w-0 shrink" />
        )}
      </span>
      <span className="ml-auto flex gap-2">
        <Button
          icon={<List size={14} aria-hidden />}
          keys="X"
          onClick={() => showPacketOfExchange(connectionId)}
        >
          {t.showPackets}
        </Button>
        <IconButton bordered label={t.copyText} onClick={onCopy}>
          <Copy size={14} aria-hidden />
        </IconButton>
      </span>
    </div>
  );
}
