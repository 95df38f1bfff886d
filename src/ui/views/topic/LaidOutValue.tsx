import { Pin } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { FieldMeaning } from '../../../alibaba/alink/fieldMeanings.ts';
import {
  type FormatFault,
  type FormatReading,
  isHarmless,
  isMissing,
  type PayloadFormat,
} from '../../../payload/formats/format.ts';
import { readingOf } from '../../../payload/formats/formats.ts';
import { asText } from '../../../payload/text.ts';
import { visibleText } from '../../../payload/visibleText.ts';
import { classes } from '../../kit/classes.ts';
import { useText } from '../../kit/language/useText.ts';
import { ChartButton } from '../../pieces/ChartButton.tsx';
import { jsonPieces, TONE_LOOKS } from '../../pieces/highlight.ts';
import { MeaningNote } from '../../pieces/MeaningNote.tsx';
import { useFieldMeanings } from '../../session/alink/useFieldMeanings.ts';
import { meaningWords } from '../../session/alink/words.ts';
import { type PlottableLine, plottableLines } from '../../session/charts/plottableLines.ts';
import { LARGEST_COMPARED, type LineMark, marksByLine, type ValueChange } from './changes.ts';
import { FaultLine } from './FaultLine.tsx';
import { HexValue } from './HexValue.tsx';
import { ChangeSign, WasBefore } from './LineChange.tsx';
import { Lines } from './Lines.tsx';
import { TextValue } from './TextValue.tsx';
import { usePins } from './usePins.ts';

const NO_MARKS: ReadonlyMap<number, LineMark> = new Map();
/** Bytes of a payload whose lines can be charted: it is read once more for them. */
const LARGEST_CHARTED = 1 << 20;
const NO_LINES: ReadonlyMap<number, PlottableLine> = new Map();

interface LaidOutValueProps {
  readonly connectionId: string;
  readonly topic: string;
  readonly format: PayloadFormat;
  readonly layOut: NonNullable<FormatReading['layOut']>;
  readonly payload: Uint8Array;
  readonly change: ValueChange | undefined;
  readonly areFound: boolean;
}

/** Values laid out anew, with what changed at its line. */
export function LaidOutValue(props: LaidOutValueProps) {
  const { connectionId, topic, format, layOut, payload, change } = props;
  const laidOut = useMemo(
    () => (payload.length > LARGEST_COMPARED ? undefined : layOut(payload)),
    [payload, layOut],
  );
  const lines = useMemo(() => laidOut?.text.split('\n') ?? [], [laidOut]);
  const marks = useMemo(
    () =>
      change?.kind === 'values' && laidOut !== undefined
        ? marksByLine(change.diff, laidOut.lineOffsets)
        : NO_MARKS,
    [change, laidOut],
  );
  const fault = laidOut?.fault;
  const isOffered =
    props.areFound && laidOut !== undefined && (fault === undefined || isHarmless(fault));
  const charted = useMemo(() => {
    const tree =
      isOffered && payload.length <= LARGEST_CHARTED ? treeOf(format, payload) : undefined;
    return tree === undefined ? NO_LINES : plottableLines(tree, laidOut?.lineOffsets ?? []);
  }, [format, payload, laidOut, isOffered]);
  const pins = usePins(connectionId, topic, format, isOffered ? payload : undefined);
  const meanings = useFieldMeanings(topic, laidOut === undefined ? undefined : payload);
  if (laidOut === undefined) {
    return (
      <>
        {format.isText === true || asText(payload) !== undefined ? (
          <TextValue payload={payload} change={change} />
        ) : (
          <HexValue payload={payload} change={change} />
        )}
        <FaultLine fault={faultOf(format, payload)} />
      </>
    );
  }
  return (
    <>
      <Lines
        lines={lines}
        marked={(line) => marks.has(line)}
        draw={(text, line) => (
          <ValueLine
            text={text}
            mark={marks.get(line)}
            meaning={meanings.get(laidOut.lineOffsets[line] ?? -1)}
            isPinned={pins.pinned.has(laidOut.lineOffsets[line] ?? -1)}
            onPin={isOffered ? () => pins.toggle(laidOut.lineOffsets[line] ?? -1) : undefined}
          >
            <ChartOfLine connectionId={connectionId} topic={topic} at={charted.get(line)} />
          </ValueLine>
        )}
      />
      <FaultLine fault={laidOut.fault} />
    </>
  );
}

function treeOf(format: PayloadFormat, payload: Uint8Array) {
  const reading = readingOf(format);
  return isMissing(reading) ? undefined : reading.decode?.(payload).tree;
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

/** Why nothing of it can be laid out. */
function faultOf(format: PayloadFormat, payload: Uint8Array): FormatFault | undefined {
  if (payload.length > LARGEST_COMPARED) return undefined;
  const reading = readingOf(format);
  return isMissing(reading) ? undefined : reading.decode?.(payload).fault;
}

interface ValueLineProps {
  readonly text: string;
  readonly mark: LineMark | undefined;
  readonly meaning: FieldMeaning | undefined;
  /** Its value has a column in the history. */
  readonly isPinned: boolean;
  /** undefined: no column would find it. */
  readonly onPin: (() => void) | undefined;
  /** Behind it. */
  readonly children: ReactNode;
}

/** A line that begins the whole value, or only closes what lines above it began. */
const NO_VALUE = /^[[{]$|^\s*[\]}]/;

function ValueLine({ text, mark, meaning, isPinned, onPin, children }: ValueLineProps) {
  const { topic: t, alink } = useText();
  return (
    <>
      <ChangeSign mark={mark} />
      <span title={meaning && meaningWords(meaning, alink).long}>
        {jsonPieces(text).map((piece, at) => (
          // Pieces have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at} className={TONE_LOOKS[piece.tone]}>
            <bdi>{visibleText(piece.text)}</bdi>
          </span>
        ))}
      </span>
      {meaning !== undefined && <MeaningNote meaning={meaning} />}
      <WasBefore mark={mark} />
      {children}
      {onPin !== undefined && !NO_VALUE.test(text) && (
        <button
          type="button"
          // The menu of the history is the way by keys, and by fingers: these are many, and small.
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
