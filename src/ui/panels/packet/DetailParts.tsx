import { X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Boundary, classes, IconButton, Tabs, tabPanelProps, useText } from '#kit';
import type { PacketDetail } from '../../../engine/window/window.ts';
import { AllAtMostOnce } from '../../pieces/ladder/AllAtMostOnce.tsx';
import { Explanation } from '../../pieces/ladder/Explanation.tsx';
import { LadderPane } from '../../pieces/ladder/LadderPane.tsx';
import { setBase, useBase } from '../../session/packet/compareWith.ts';
import { setLadder, useLadder } from '../../session/packet/ladderView.ts';
import { type DetailPart, setLayout, useLayout } from '../../session/view/layout.ts';
import { useLiveExchange } from './useLiveExchange.ts';

/** Widths from which ladder, one part and bytes are side by side, or two of them. px */
const THREE = 860;
const LADDER_BESIDE = 660;
const BYTES_BESIDE = 430;

interface DetailPartsProps {
  readonly connectionId: string;
  readonly detail: PacketDetail;
  /** px */
  readonly width: number;
  readonly bytesWidth: number;
  /** Size of the selected field and of the packet. */
  readonly says: string;
  readonly payload: ReactNode | undefined;
  /** Meaning of the message, above payload and fields. */
  readonly above: ReactNode;
  readonly fields: ReactNode;
  readonly delivery: ReactNode | undefined;
  readonly bytes: ReactNode;
}

/**
 * The ladder of the packet's exchange, a part of the packet, and its bytes. With less room, ladder and bytes become
 * tabs. A packet without an exchange, such as a message at QoS 0, leaves the ladder's room to its payload.
 */
export function DetailParts(props: DetailPartsProps) {
  const { connectionId, detail, width, bytesWidth } = props;
  const t = useText().detail;
  const { isWhole } = useLadder(connectionId);
  const { withheld, number } = detail.row;
  const exchange = useLiveExchange(connectionId, detail.exchange, withheld && number);
  const hasLadder = exchange !== undefined;
  const isBeside = { ladder: width >= LADDER_BESIDE, bytes: bytesFit(width, hasLadder) };
  const chosen = useLayout((layout) => layout.detailPart);
  const show = (part: DetailPart): void => setLayout({ detailPart: part });
  const ladder = exchange && (
    <Boundary part="steps" of={exchange.row.packet}>
      <LadderPane
        connectionId={connectionId}
        detail={exchange}
        onShowWords={() => {
          setLadder(connectionId, { isWhole: false });
          show('words');
        }}
      />
    </Boundary>
  );
  // Without a ladder, there is no button that brings back the list.
  useEffect(() => {
    setLadder(connectionId, { isThere: hasLadder, ...(!hasLadder && { isWhole: false }) });
  }, [connectionId, hasLadder]);
  if (isWhole && hasLadder)
    return <div className="flex min-h-0 flex-1 flex-col max-md:min-h-64">{ladder}</div>;

  const words = exchange && (
    <Boundary part="explanation" of={exchange.row.exchange}>
      <Explanation connectionId={connectionId} detail={exchange} />
    </Boundary>
  );
  const withAbove = (content: ReactNode): ReactNode => (
    <div className="flex h-full min-h-0 flex-col">
      <div className="max-h-1/2 shrink-0 overflow-y-auto">{props.above}</div>
      <div className="min-h-24 flex-1">{content}</div>
    </div>
  );
  const payload = props.payload && (
    <div className="flex h-full min-h-0 flex-col">
      <div className={classes('min-h-0 flex-1', withheld && 'italic')}>{props.payload}</div>
      <Since connectionId={connectionId} detail={detail} />
    </div>
  );
  const parts: readonly (readonly [DetailPart, string, ReactNode])[] = [
    ['ladder', t.ladder, isBeside.ladder ? undefined : ladder],
    ['payload', t.payload, payload && withAbove(payload)],
    ['fields', t.fields, withAbove(props.fields)],
    ['delivery', t.delivery.title, props.delivery && scrolling(props.delivery)],
    ['words', t.words, words && scrolling(words)],
    ['bytes', t.bytes, isBeside.bytes ? undefined : props.bytes],
  ];
  const there = parts.filter(([, , content]) => content !== undefined);
  const shown =
    there.find(([part]) => part === chosen) ??
    there.find(([part]) => part === (props.payload === undefined ? 'fields' : 'payload'));
  const hasOwnHeight = shown?.[0] === 'payload' || shown?.[0] === 'fields';
  return (
    // In a low window, the detail scrolls as a whole. On a phone, values have their whole height in it.
    <div
      className={classes('flex min-h-0 flex-1 max-md:min-h-64', hasOwnHeight && 'max-sm:flex-none')}
    >
      {isBeside.ladder && ladder !== undefined && (
        <div className="flex w-[42%] min-w-0 shrink-0 border-r border-line">{ladder}</div>
      )}
      <div className="flex min-w-0 flex-1 flex-col">
        {!hasLadder && <AllAtMostOnce connectionId={connectionId} />}
        <div className="flex h-(--h-tabs) shrink-0 items-stretch border-b border-line pr-3">
          <Tabs
            label={t.parts}
            value={shown?.[0] ?? 'fields'}
            tabs={there.map(([value, label]) => ({ value, label }))}
            onChange={show}
            more={t.parts}
          />
        </div>
        <div
          {...tabPanelProps('packet', shown?.[1] ?? t.fields)}
          className={classes('min-h-0 flex-1', hasOwnHeight && 'max-sm:[--most-dump:50vh]')}
        >
          {shown?.[2]}
        </div>
      </div>
      {isBeside.bytes && (
        <div className="flex shrink-0 flex-col border-l border-line" style={{ width: bytesWidth }}>
          <p
            aria-hidden="true"
            className="flex h-(--h-tabs) shrink-0 items-center gap-2 border-b border-line px-3 text-xs"
          >
            <b className="font-semibold">{t.bytes}</b>
            <span className="ml-auto truncate text-fg-2">{props.says}</span>
          </p>
          <div className="min-h-0 flex-1">{props.bytes}</div>
        </div>
      )}
    </div>
  );
}

/** The bytes stay beside the fields unless the ladder needs their room. */
const bytesFit = (width: number, hasLadder: boolean): boolean =>
  width >= THREE || (width >= BYTES_BESIDE && !(hasLadder && width >= LADDER_BESIDE));

const scrolling = (content: ReactNode): ReactNode => (
  <div tabIndex={0} role="group" className="h-full overflow-y-auto focus-visible:-outline-offset-2">
    {content}
  </div>
);

/** Time of the previous message, and whether anything changed since. */
function Since({ connectionId, detail }: { connectionId: string; detail: PacketDetail }) {
  const { detail: t, taps } = useText();
  const { before, row } = detail;
  const { packet: base } = useBase(connectionId);
  if (row.withheld === true)
    return (
      <p className="shrink-0 border-t border-line px-3 py-1 text-xs text-warn">{taps.notValue}</p>
    );
  if (before === undefined) return null;
  if (base !== undefined && (before?.packet === base || base === row.number))
    return (
      <p className="flex shrink-0 items-center border-t border-line px-3 py-0.5 text-xs text-chg">
        <span>{base === row.number ? t.chooseCompared(base) : t.comparedWith(base)}</span>
        <IconButton
          small
          label={t.endComparison}
          onClick={() => setBase(connectionId, { packet: undefined })}
        >
          <X size={12} aria-hidden />
        </IconButton>
      </p>
    );
  const age = before === null ? 0 : row.time - before.time;
  const text =
    before === null ? t.noneBefore : before.changes?.total === 0 ? t.unchanged(age) : t.since(age);
  const isChanged = before !== null && before.changes?.total !== 0;
  return (
    <p
      className={`shrink-0 border-t border-line px-3 py-1 text-xs ${isChanged ? 'text-chg' : 'text-fg-2'}`}
    >
      {text}
    </p>
  );
}
