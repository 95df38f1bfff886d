import { CircleCheck, CircleX, Clock, OctagonAlert, RotateCw } from 'lucide-react';
import { memo, useId, useMemo } from 'react';
import { classes, rowTime, useText } from '#kit';
import type { ExchangeDetail } from '../../../engine/exchanges/exchange.ts';
import type { Line, Mark } from '../../../engine/timeline/line.ts';
import { refusingCode } from '../../../engine/timeline/sides.ts';
import { type Verdict, verdict } from '../../../engine/timeline/verdict.ts';
import { useSetAgainBy } from '../../session/bothEnds/useSetAgainBy.ts';
import { useSelection } from '../../session/connection/selection.ts';
import { useNow, useOrigin } from '../../session/connection/useWindowPart.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import { StatementNote } from '../marks/StatementNote.tsx';
import { explain } from './explain.ts';
import { codeAt } from './explainStep.ts';
import { PacketLink } from './PacketLink.tsx';
import { readable } from './readable.ts';

/** Limit of explained lines. */
const LINES_SHOWN = 120;

const MARKS = {
  ok: { Icon: CircleCheck, tone: 'text-ok' },
  retry: { Icon: RotateCw, tone: 'text-warn' },
  refused: { Icon: CircleX, tone: 'text-err' },
  problem: { Icon: OctagonAlert, tone: 'text-err' },
  open: { Icon: Clock, tone: 'text-accent' },
} as const;

interface VerdictLineProps extends ExplanationProps {
  readonly onShow: () => void;
}

interface ExplanationProps {
  readonly connectionId: string;
  readonly detail: ExchangeDetail;
}

/** The exchange in words: each step with its statement in the standard, and the outcome. */
export const Explanation = memo(function Explanation({ connectionId, detail }: ExplanationProps) {
  const { handshakes: t, shell } = useText();
  const title = useId();
  const all = useMemo(() => explain(detail), [detail]);
  const lines = all.slice(0, LINES_SHOWN);
  const { row, version } = detail;
  const about = row.qos === undefined ? t.kinds[row.kind] : t.qos(row.qos);
  const { packet: selected } = useSelection(connectionId);
  return (
    <section aria-labelledby={title}>
      <div className="flex h-(--h-tabs) items-center gap-2 border-b border-line bg-bar px-3">
        <h2 id={title} className="text-base font-semibold whitespace-nowrap">
          {t.stepByStep(about)}
        </h2>
        <span className="ml-auto text-fg-2">{shell.mqttVersion(version)}</span>
      </div>
      <ol aria-labelledby={title} className="py-1">
        {lines.map(({ line, mark, statement }, at) => (
          <li
            key={`${line.key} ${at}`}
            aria-current={
              packetOf(line) !== undefined && packetOf(line) === selected ? 'step' : undefined
            }
            className="grid grid-cols-[20px_16px_minmax(0,1fr)] items-baseline gap-x-2 px-3 py-[3px] aria-current:bg-sel-2"
          >
            <span aria-hidden="true" className="text-right text-fg-3">
              {at + 1}
            </span>
            <MarkIcon mark={mark} />
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
                {readable(t.explained(line))}
                <Packet connectionId={connectionId} detail={detail} packet={packetOf(line)} />
              </span>
              {statement !== undefined && <StatementNote id={statement} version={version} />}
            </span>
          </li>
        ))}
      </ol>
      {all.length > lines.length && (
        <p className="px-3 pb-2 text-fg-2">{t.moreMoments(all.length - lines.length)}</p>
      )}
      <VerdictStrip connectionId={connectionId} detail={detail} />
      <Problems connectionId={connectionId} detail={detail} />
    </section>
  );
});

const packetOf = (line: Line): number | undefined =>
  'packet' in line ? line.packet : 'connect' in line ? line.connect : undefined;

/** µs since the capture's origin. undefined: it is not known. */
const timeOf = ({ steps, losses }: ExchangeDetail, packet: number): number | undefined =>
  steps.find((step) => step.packet === packet)?.time ??
  losses.find(({ next }) => next?.connect === packet)?.next?.connectedAt;

/** Number and time of the packet that a line is about. */
function Packet({
  connectionId,
  detail,
  packet,
}: ExplanationProps & { packet: number | undefined }) {
  const t = useText().handshakes;
  const origin = useOrigin(connectionId) ?? 0;
  if (packet === undefined) return null;
  const time = timeOf(detail, packet);
  return (
    <>
      {' · '}
      <PacketLink
        connectionId={connectionId}
        packet={packet}
        held={isHeld(detail, packet)}
        text={t.packet(packet)}
      />
      {time !== undefined && (
        <span className="font-mono text-xs text-fg-3"> {rowTime(origin, time)}</span>
      )}
    </>
  );
}

function MarkIcon({ mark }: { mark: Mark }) {
  const { handshakes: t, kit } = useText();
  const { Icon, tone } = MARKS[mark];
  return (
    <span className={classes('self-start pt-0.5', tone)} title={t.marks[mark]}>
      <Icon size={12} aria-hidden />
      <span className="sr-only">
        {t.marks[mark]}
        {kit.colon}
      </span>
    </span>
  );
}

function isHeld({ steps }: ExchangeDetail, packet: number): boolean {
  return steps.find((step) => step.packet === packet)?.held ?? true;
}

const VERDICT_MARKS: Readonly<Record<Verdict['kind'], Mark>> = {
  conforms: 'ok',
  problems: 'problem',
  refused: 'refused',
  open: 'open',
  abandoned: 'retry',
};

const GROUNDS: Readonly<Record<Mark, string>> = {
  ok: 'bg-ok-bg',
  retry: 'bg-warn-bg',
  refused: 'bg-err-bg',
  problem: 'bg-err-bg',
  open: 'bg-sel-2',
};

function VerdictStrip({ connectionId, detail }: ExplanationProps) {
  const t = useText().handshakes;
  const found = verdict(detail);
  const now = useNow(connectionId, found.kind === 'open') ?? 0;
  const mark = VERDICT_MARKS[found.kind];
  const { Icon, tone } = MARKS[mark];
  const step = found.kind === 'refused' ? found.step : undefined;
  const code = step && codeAt(step, detail.version, refusingCode(step));
  return (
    <p
      role="note"
      aria-label={t.verdict}
      className={classes('flex items-start gap-2 border-y border-line px-3 py-2', GROUNDS[mark])}
    >
      <Icon size={14} aria-hidden className={classes('mt-px shrink-0', tone)} />
      <span className="min-w-0 wrap-anywhere">
        <span className={classes('font-semibold', tone)}>{t.verdicts(found, now, code)}</span>
        {step?.reasonString !== undefined && step.reasonString !== '' && (
          <> {readable(t.explained({ key: 'reason', text: step.reasonString }))}</>
        )}
      </span>
    </p>
  );
}

/** The outcome on one line. @param onShow shows it step by step */
export function VerdictLine({ connectionId, detail, onShow }: VerdictLineProps) {
  const { handshakes: t, kit } = useText();
  const found = verdict(detail);
  const now = useNow(connectionId, found.kind === 'open') ?? 0;
  const mark = VERDICT_MARKS[found.kind];
  const { Icon, tone } = MARKS[mark];
  const step = found.kind === 'refused' ? found.step : undefined;
  const code = step && codeAt(step, detail.version, refusingCode(step));
  const statements = useMemo(
    () => new Set(explain(detail).flatMap(({ statement }) => statement ?? [])).size,
    [detail],
  );
  return (
    <p className="flex min-h-9 shrink-0 items-center gap-2 border-t border-line px-3 py-1">
      <Icon size={14} aria-hidden className={classes('shrink-0', tone)} />
      <span className="min-w-0">
        <span className={tone}>{t.verdicts(found, now, code)}</span>
        {kit.gap}
        <NotesAt connectionId={connectionId} detail={detail} />
        {kit.gap}
        {statements > 0 && <span className="text-fg-2">{t.statements(statements)}</span>}
      </span>
      <button
        type="button"
        aria-label={t.showWordsName}
        onClick={onShow}
        className="ml-auto shrink-0 text-action"
      >
        {t.showWords}
      </button>
    </p>
  );
}

/** Number of notes on its packets, and the first of these packets. */
function NotesAt({ connectionId, detail }: ExplanationProps) {
  const t = useText().handshakes;
  const notes = detail.problems.filter(({ severity }) => severity === 'note');
  const [first] = notes;
  if (first === undefined) return null;
  const { before, after } = t.notesAt(notes.length);
  return (
    <span className="text-fg-2">
      {before}
      <PacketLink
        connectionId={connectionId}
        packet={first.packet}
        held={isHeld(detail, first.packet)}
        text={t.packet(first.packet)}
      />
      {after}
    </span>
  );
}

/** Problems in the packets of the exchange. */
function Problems({ connectionId, detail }: ExplanationProps) {
  const { handshakes: t, explain: words } = useText();
  const { version } = detail;
  const problems = useSetAgainBy(connectionId, detail.problems);
  if (problems.length === 0) return null;
  return (
    <section aria-label={t.problems} className="border-b border-line px-3 py-2">
      <h3 className="pb-1 font-semibold">{t.problems}</h3>
      <ul>
        {problems.map((problem) => {
          const { rule, severity, packet, statement } = problem;
          return (
            <li key={`${rule} ${packet}`} className="flex flex-wrap items-baseline gap-x-2 py-0.5">
              <SeverityMark severity={severity} />
              <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
                {readable(words.foundWrong(problem))}
                {' · '}
                <PacketLink
                  connectionId={connectionId}
                  packet={packet}
                  held={isHeld(detail, packet)}
                  text={t.packet(packet)}
                />
              </span>
              <StatementNote id={statement} version={version} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
