import { ListFilter, TriangleAlert } from 'lucide-react';
import { Button, classes, useText, VisibleText } from '#kit';
import { visibleText } from '../../../base/visibleText.ts';
import { isOrderly } from '../../../engine/disconnectCause/orderly.ts';
import type { StreamRow } from '../../../engine/streams/streamFacts.ts';
import { endOf } from './cellText.ts';
import { LifeStrip } from './LifeStrip.tsx';
import { settingRows } from './settingRows.ts';

interface StreamDetailProps {
  readonly connectionId: string;
  readonly row: StreamRow;
  /** When the capture began, µs since its origin. */
  readonly first: number;
  /** ms since 1970. */
  readonly origin: number;
  readonly onShowPackets: () => void;
}

/** A connection: why it ended, its life in the capture, the notes of its file, and its settings. */
export function StreamDetail(props: StreamDetailProps) {
  const { connectionId, row, first, origin, onShowPackets } = props;
  const { streams: t, explain } = useText();
  const ends = endOf(row, explain);
  const title = t.connection(row.stream);
  return (
    <section
      aria-label={title}
      // Scrollable areas must be reachable by keyboard.
      tabIndex={0}
      className="flex max-h-1/2 shrink-0 flex-col gap-2 overflow-y-auto border-t border-line bg-pane px-3 py-2 focus-visible:-outline-offset-2"
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="min-w-0 text-base font-semibold">
          {title}{' '}
          <bdi className="font-mono font-normal wrap-anywhere text-fg-2">
            {visibleText(row.clientId ?? '')}
          </bdi>
        </h2>
        <Button icon={<ListFilter size={14} aria-hidden />} keys="Enter" onClick={onShowPackets}>
          {t.showPackets}
        </Button>
      </div>
      {ends.map((text) => (
        <Sentence key={text} text={text} isWarning={!isOrderly(row.cause)} />
      ))}
      {row.notes.map((note) => {
        const text = explain.note(note);
        return <Sentence key={text} text={text} isWarning />;
      })}
      <LifeStrip connectionId={connectionId} row={row} first={first} origin={origin} />
      <Settings row={row} />
    </section>
  );
}

function Sentence({ text, isWarning }: { readonly text: string; readonly isWarning: boolean }) {
  return (
    <p className={classes('flex max-w-[90ch] gap-1.5 text-base', isWarning && 'text-warn')}>
      {isWarning && <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />}
      <bdi className="min-w-0 wrap-anywhere">
        <VisibleText text={visibleText(text)} />
      </bdi>
    </p>
  );
}

/** Characters of a value that are drawn. */
const LONGEST = 500;

/** Settings of a connection, from its file or its own tab. */
function Settings({ row }: { readonly row: StreamRow }) {
  const texts = useText();
  const entries = settingRows(row.settings ?? {}, texts);
  if (entries.length === 0) return null;
  return (
    <dl className="grid grid-cols-[fit-content(72%)_minmax(0,1fr)] gap-x-4 text-base max-sm:grid-cols-1">
      {entries.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="wrap-anywhere text-fg-2">{visibleText(name)}</dt>
          <dd className="font-mono break-all max-sm:pl-4">
            <bdi>{visibleText(value.slice(0, LONGEST))}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
