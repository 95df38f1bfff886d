import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Boundary, EmptyState, Tabs, tabPanelProps, useListLayout, useText, useWidth } from '#kit';
import type { PacketDetail, WindowReply } from '../../../engine/window/window.ts';
import { AllAtMostOnce } from '../../pieces/ladder/AllAtMostOnce.tsx';
import { Explanation } from '../../pieces/ladder/Explanation.tsx';
import { type ShownExchange, useExchange } from '../../pieces/ladder/useExchange.ts';
import { Pairs } from '../../pieces/pairs/Pairs.tsx';
import { ReplySection } from '../../pieces/pairs/ReplySection.tsx';
import { select, useSelection } from '../../session/connection/selection.ts';
import { useWindowPart } from '../../session/connection/useWindowPart.ts';
import {
  type HandshakePart,
  setHandshakes,
  useHandshakes,
} from '../../session/handshakes/state.ts';
import { ExchangeGrid } from './ExchangeGrid.tsx';
import { ExchangePane } from './ExchangePane.tsx';
import { InFlight } from './InFlight.tsx';
import { Latency } from './Latency.tsx';
import { ReplyGrid } from './ReplyGrid.tsx';
import { Toolbar } from './Toolbar.tsx';
import { usePairs } from './usePairs.ts';

/** Pixels that the view needs to show list, diagram and explanation side by side, or the latter two below the list. */
const THREE_COLUMNS = 1120;
const TWO_ROWS = 840;

/** The packet of the newest row in the list of requests. */
function useNewestRequest(connectionId: string): number | undefined {
  const { list } = useHandshakes(connectionId);
  const replies = useWindowPart(connectionId, 'replies', undefined);
  const pairs = useWindowPart(connectionId, 'pairs', undefined);
  if (list === 'exchanges') return undefined;
  const row = (list === 'replies' ? replies : pairs)?.rows.at(-1);
  return row?.request ?? row?.reply;
}

/** All exchanges, and for the selected one its course, explanation and duration. */
export function HandshakesView({ connectionId }: { connectionId: string }) {
  const t = useText().kit.failed;
  const [width, measure] = useWidth();
  const shown = useExchange(connectionId, useNewestRequest(connectionId));
  const exchange = shown.kind === 'there' ? shown.detail.row.exchange : undefined;
  const parts: Parts = {
    list: (
      <Boundary part="list" name={t.list}>
        <List connectionId={connectionId} shown={shown} />
      </Boundary>
    ),
    steps: (
      <Boundary part="steps" of={exchange}>
        <Steps connectionId={connectionId} shown={shown} />
      </Boundary>
    ),
    explanation:
      shown.kind === 'there' ? (
        <Boundary part="explanation" of={exchange}>
          <Explanation connectionId={connectionId} detail={shown.detail} />
        </Boundary>
      ) : undefined,
    latency: (
      <Boundary part="latency">
        <Latency
          connectionId={connectionId}
          marked={shown.kind === 'there' ? shown.detail.row.latency : undefined}
        />
      </Boundary>
    ),
    inFlight: (
      <Boundary part="in flight">
        <InFlight connectionId={connectionId} />
      </Boundary>
    ),
  };
  return (
    <div ref={measure} className="flex h-full min-h-0 min-w-0 flex-1 bg-pane">
      {width >= THREE_COLUMNS ? (
        <ThreeColumns parts={parts} />
      ) : width >= TWO_ROWS ? (
        <TwoRows parts={parts} />
      ) : (
        <Tabbed connectionId={connectionId} parts={parts} />
      )}
    </div>
  );
}

interface Parts {
  readonly list: ReactNode;
  readonly steps: ReactNode;
  /** undefined: nothing is selected. */
  readonly explanation: ReactNode | undefined;
  readonly latency: ReactNode;
  readonly inFlight: ReactNode;
}

function ThreeColumns({ parts }: { parts: Parts }) {
  return (
    <>
      <div className="flex w-[clamp(460px,40%,640px)] min-w-0 shrink-0 flex-col border-r border-line">
        {parts.list}
        <div className="flex max-h-[34%] min-h-36 flex-col border-t border-line">
          {parts.inFlight}
        </div>
      </div>
      <div className="flex min-w-0 flex-1 flex-col border-r border-line">{parts.steps}</div>
      <Scrolling className="w-[clamp(320px,25%,400px)] shrink-0">
        {parts.explanation}
        {parts.latency}
      </Scrolling>
    </>
  );
}

function TwoRows({ parts }: { parts: Parts }) {
  return (
    // In a low window the two scroll together: the list keeps five rows.
    <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
      <div className="flex min-h-60 flex-[0.42] border-b border-line">
        <div className="flex min-w-0 flex-1 flex-col border-r border-line">{parts.list}</div>
        <div className="flex w-[clamp(240px,32%,320px)] shrink-0 flex-col">{parts.inFlight}</div>
      </div>
      <div className="flex min-h-60 flex-[0.58]">
        <div className="flex min-w-0 flex-1 flex-col border-r border-line">{parts.steps}</div>
        <Scrolling className="w-[clamp(300px,38%,360px)] shrink-0">
          {parts.explanation}
          {parts.latency}
        </Scrolling>
      </div>
    </div>
  );
}

function Tabbed({ connectionId, parts }: { connectionId: string; parts: Parts }) {
  const t = useText().handshakes;
  const { part } = useHandshakes(connectionId);
  const names: Readonly<Record<HandshakePart, string>> = {
    steps: t.steps,
    explanation: t.explanation,
    latency: t.latency.title,
    'in-flight': t.inFlight.title,
  };
  return (
    // In a low window, or with large text, both scroll together, so that each keeps some rows.
    <div className="flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
      <div className="flex min-h-72 flex-[0.42] flex-col max-sm:min-h-112">{parts.list}</div>
      <div className="flex h-11 shrink-0 items-stretch border-y border-line bg-bar">
        <Tabs
          label={t.parts}
          stretched
          value={part}
          tabs={[
            { value: 'steps', label: names.steps },
            { value: 'explanation', label: names.explanation },
            { value: 'latency', label: names.latency },
            { value: 'in-flight', label: names['in-flight'] },
          ]}
          onChange={(chosen) => setHandshakes(connectionId, { part: chosen })}
        />
      </div>
      <div {...tabPanelProps('handshake', names[part])} className="flex min-h-40 flex-[0.58]">
        {part === 'steps' && parts.steps}
        {part === 'explanation' && (
          <Scrolling className="flex-1">
            {parts.explanation ?? <EmptyState title={t.empty.chosen} />}
          </Scrolling>
        )}
        {part === 'latency' && <Scrolling className="flex-1">{parts.latency}</Scrolling>}
        {part === 'in-flight' && parts.inFlight}
      </div>
    </div>
  );
}

/** A column of sections that scroll together. */
function Scrolling({ children, className }: { children: ReactNode; className: string }) {
  return <div className={`min-h-0 min-w-0 overflow-y-auto ${className}`}>{children}</div>;
}

interface PartProps {
  readonly connectionId: string;
  readonly shown: ShownExchange;
}

function List({ connectionId, shown }: PartProps) {
  const t = useText().handshakes;
  const layout = useListLayout();
  const chosen = useSelection(connectionId).exchange;
  const reply = useWindowPart(connectionId, 'exchanges', undefined);
  const { list } = useHandshakes(connectionId);
  useNewestExchange(connectionId, shown, list === 'exchanges' ? reply : undefined);
  if (list === 'pairs') return <PairList connectionId={connectionId} />;
  if (list === 'replies')
    return (
      <>
        <Toolbar connectionId={connectionId} />
        <ReplyGrid connectionId={connectionId} layout={layout} />
      </>
    );
  return (
    <>
      <Toolbar connectionId={connectionId} />
      <AllAtMostOnce connectionId={connectionId} />
      {reply !== undefined && reply.forgotten > 0 && (
        <p className="shrink-0 border-b border-line bg-warn-bg px-3 py-1 text-xs text-fg-2">
          {t.forgotten(reply.forgotten)}
        </p>
      )}
      {reply?.unexamined !== undefined && (
        <p className="shrink-0 border-b border-line px-3 py-1 text-xs text-fg-2 tabular-nums">
          {t.searching(reply.unexamined)}
        </p>
      )}
      <ExchangeGrid
        connectionId={connectionId}
        layout={layout}
        selected={chosen ?? (shown.kind === 'there' ? shown.detail.row.exchange : undefined)}
      />
    </>
  );
}

/**
 * Selects the newest exchange once, so that the view does not open empty. A packet that the user selected stays
 * selected.
 */
function useNewestExchange(
  connectionId: string,
  { kind }: ShownExchange,
  reply: WindowReply['exchanges'],
): void {
  const { packet, isNewest } = useSelection(connectionId);
  const doneFor = useRef<string>(undefined);
  useEffect(() => {
    if (doneFor.current === connectionId) return;
    const isChosen = packet !== undefined && !isNewest;
    const isAtEnd = reply !== undefined && reply.first + reply.rows.length === reply.total;
    const newest = isAtEnd ? reply.rows.at(-1) : undefined;
    const isEmpty = kind === 'none' || kind === 'gone';
    if (!isChosen && isEmpty && newest !== undefined)
      select(connectionId, {
        packet: newest.packet,
        exchange: newest.exchange,
        isNewest: true,
        isFirst: true,
      });
    else if (!isChosen && kind !== 'there') return;
    doneFor.current = connectionId;
  }, [connectionId, kind, packet, isNewest, reply]);
}

function Steps({ connectionId, shown }: PartProps) {
  const { list } = useHandshakes(connectionId);
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col">
      {list === 'replies' && <RequestLine connectionId={connectionId} />}
      <Exchange connectionId={connectionId} shown={shown} />
    </div>
  );
}

function Exchange({ connectionId, shown }: PartProps) {
  const t = useText().handshakes;
  switch (shown.kind) {
    case 'there':
      return (
        <>
          {shown.isInstead && (
            <p className="shrink-0 border-b border-line px-3 py-1 text-xs text-fg-2">{t.instead}</p>
          )}
          <ExchangePane connectionId={connectionId} detail={shown.detail} />
        </>
      );
    case 'none':
      return <EmptyState title={t.empty.chosen} />;
    case 'gone':
      return <EmptyState title={t.empty.gone} text={t.empty.goneText} />;
    case 'loading':
      return null;
  }
}

/** Requests with their replies, as paired by conventions of all ecosystems. */
function PairList({ connectionId }: { connectionId: string }) {
  const t = useText().pairs;
  const pairs = usePairs(connectionId);
  return (
    <>
      <Toolbar connectionId={connectionId} />
      <Pairs {...pairs} empty={<EmptyState title={t.empty.title} text={t.empty.text} />} />
    </>
  );
}

/**
 * Replies to the selected request, and a button to reply. The request is loaded once, because it may be
 * large.
 */
function RequestLine({ connectionId }: { connectionId: string }) {
  const { packet } = useSelection(connectionId);
  const [held, setHeld] = useState<PacketDetail>();
  const have = held !== undefined && held.row.number === packet;
  const reply = useWindowPart(connectionId, 'packet', have ? undefined : packet);
  if (!have && reply && reply.row.number === packet) setHeld(reply);
  return have ? <ReplySection connectionId={connectionId} detail={held} /> : null;
}
