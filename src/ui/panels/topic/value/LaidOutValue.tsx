import { Pin } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { classes, useText } from '#kit';
import type { FieldMeaning } from '../../../../alibaba/alink/fieldMeanings.ts';
import { visibleText } from '../../../../base/visibleText.ts';
import type { PayloadFormat } from '../../../../payload/tree/format.ts';
import { jsonPieces, TONE_LOOKS } from '../../../pieces/bytes/highlight.ts';
import { Lines } from '../../../pieces/bytes/Lines.tsx';
import { ChartButton } from '../../../pieces/ChartButton.tsx';
import { MeaningNote } from '../../../pieces/marks/MeaningNote.tsx';
import { MomentNote } from '../../../pieces/marks/MomentNote.tsx';
import { useFieldMeanings } from '../../../session/alink/useFieldMeanings.ts';
import { meaningWords } from '../../../session/alink/words.ts';
import { type LineMark, marksByLine, type ValueChange } from '../../../session/reading/changes.ts';
import { lineText } from '../../../session/reading/lines.ts';
import type { PlottableLine } from '../../../session/reading/plottableLines.ts';
import type { ShownEnd } from '../../../session/reading/shownValue.ts';
import { ErrorLine } from './ErrorLine.tsx';
import { ChangeSign, WasBefore } from './LineChange.tsx';
import { usePins } from './usePins.ts';

const NO_MARKS: ReadonlyMap<number, LineMark> = new Map();
/** Largest message of the platform in bytes. */
const LARGEST_WITH_MEANINGS = 256 << 10;

interface LaidOutValueProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly format: PayloadFormat;
  readonly payload: Uint8Array;
  readonly laidOut: Extract<ShownEnd, { readonly kind: 'lines' }>;
  readonly change: ValueChange | undefined;
}

/** Formatted values, with changes marked on their lines. */
export function LaidOutValue(props: LaidOutValueProps) {
  const { connectionId, topic, format, payload, laidOut, change } = props;
  const { lines, areFound, charted, error } = laidOut;
  const marks = useMemo(
    () => (change?.kind === 'values' ? marksByLine(change.changes, lines.offsets) : NO_MARKS),
    [change, lines],
  );
  const pins = usePins({ connectionId, topic, format, payload, hasPins: areFound });
  const isMeant = laidOut.payload.length <= LARGEST_WITH_MEANINGS;
  const meanings = useFieldMeanings(topic, isMeant ? laidOut.payload : undefined);
  return (
    <>
      <Lines
        count={lines.starts.length}
        text={(line) => lineText(lines, line)}
        marked={(line) => marks.has(line)}
        draw={(text, line) => (
          <ValueLine
            text={text}
            mark={marks.get(line)}
            meaning={meanings.get(lines.offsets[line] ?? -1)}
            isPinned={pins.pinned.has(lines.offsets[line] ?? -1)}
            onPin={areFound ? () => pins.toggle(lines.offsets[line] ?? -1) : undefined}
          >
            <ChartOfLine connectionId={connectionId} topic={topic} at={charted.get(line)} />
          </ValueLine>
        )}
      />
      <ErrorLine error={error} />
    </>
  );
}

interface ChartOfLineProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly at: PlottableLine | undefined;
}

function ChartOfLine({ connectionId, topic, at }: ChartOfLineProps) {
  return (
    at && (
      <ChartButton
        connectionId={connectionId}
        topic={topic}
        path={at.path}
        ofLine={at.isNumber ? 'seen' : 'pointed-at'}
      />
    )
  );
}

interface ValueLineProps {
  readonly text: string;
  readonly mark: LineMark | undefined;
  readonly meaning: FieldMeaning | undefined;
  /** The value has a column in the history. */
  readonly isPinned: boolean;
  /** undefined: no column would find it. */
  readonly onPin: (() => void) | undefined;
  /** Behind it. */
  readonly children: ReactNode;
}

/** A line that opens the whole value, or closes a container. */
const NO_VALUE = /^[[{]$|^\s*[\]}]/;

function ValueLine({ text, mark, meaning, isPinned, onPin, children }: ValueLineProps) {
  const { topic: t, alink } = useText();
  return (
    <>
      <ChangeSign mark={mark} />
      <span className="min-w-0" title={meaning && meaningWords(meaning, alink).long}>
        {jsonPieces(text).map((piece, at) => (
          // Pieces have no identity but their place.
          <span key={at} className={TONE_LOOKS[piece.tone]}>
            <bdi>{visibleText(piece.text)}</bdi>
          </span>
        ))}
      </span>
      {meaning === undefined ? <MomentNote line={text} /> : <MeaningNote meaning={meaning} />}
      <WasBefore mark={mark} />
      {children}
      {onPin !== undefined && !NO_VALUE.test(text) && (
        <button
          type="button"
          // Keyboard and touch use the menu of the history instead, because there are many small buttons here.
          tabIndex={-1}
          aria-pressed={isPinned}
          aria-label={isPinned ? t.unpinValue : t.pinValue}
          title={isPinned ? t.unpinValue : t.pinValue}
          onClick={onPin}
          className={classes(
            'sticky right-1 ml-auto grid size-5 shrink-0 place-items-center rounded-sm bg-well max-[819.98px]:hidden hover:text-accent',
            isPinned
              ? 'text-accent'
              : 'text-fg-2 opacity-0 group-hover/line:opacity-100 max-md:opacity-100',
          )}
        >
          <Pin size={12} fill={isPinned ? 'currentColor' : 'none'} aria-hidden />
        </button>
      )}
    </>
  );
}
