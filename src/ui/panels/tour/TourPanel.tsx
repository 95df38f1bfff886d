import { Check, Footprints, Hourglass, Play, Plug, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, focusTarget, IconButton, NARROW, useMedia, useText } from '#kit';
import { TOUR_STEPS, type TourStep } from '../../../i18n/tourSteps.ts';
import type { PacketType } from '../../../mqtt/tables/packet.ts';
import { packetName } from '../../../mqtt/tables/packetNames.ts';
import { reconnect } from '../../session/captures/leave.ts';
import { useConnection, useConnections } from '../../session/connection/connections.ts';
import { endStep, letNextGo } from '../../session/faults/stepping.ts';
import { steps } from '../../session/faults/steps.ts';
import { useTour } from '../../session/tour/state.ts';
import { goToStep, leaveTour, takeBeginning } from '../../session/tour/tour.ts';
import { DOING } from './doing.ts';
import { type Progress, useProgress } from './useProgress.ts';

/** The focus would be lost with the panel. */
function leave(): void {
  leaveTour();
  focusTarget('capture');
}

/** The tour's panel, below everything so that it covers nothing. Shown on the tour's own connection. */
export function TourPanel() {
  const { connection, step, since } = useTour();
  const isInFront = useConnections(({ active }) => active === connection);
  if (connection === undefined || !isInFront) return null;
  return <Panel key={step} connectionId={connection} step={step} since={since} />;
}

/** Steps about recorded packets. */
const READS: ReadonlySet<TourStep> = new Set(['watch', 'inspect', 'read']);

interface PanelProps {
  readonly connectionId: string;
  readonly step: TourStep;
  readonly since: number;
}

function Panel({ connectionId, step, since }: PanelProps) {
  const { tour: t, kit } = useText();
  const progress = useProgress(connectionId, step, since);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const isConnected = useConnection(connectionId, 'state')?.state.kind === 'connected';
  const at = TOUR_STEPS.indexOf(step);
  const heading = useRef<HTMLHeadingElement>(null);
  const words = t.steps[step];
  const { isDone, isUnderWay, next } = progress;
  const isAway = progress.isAway && next === undefined;
  useEffect(() => {
    // Focus for reading. Escape leaves the tour.
    if (takeBeginning()) heading.current?.focus({ preventScroll: true });
  }, []);
  const waits = next !== undefined;
  useEffect(() => {
    // The pressed button was removed, so the focus moves to the heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [isDone, isUnderWay, isAway, waits]);
  useEndOfWalk(connectionId, step, isDone);
  usePointer(step, isDone);
  const isNarrow = useMedia(NARROW);
  const doIt = DOING[step];
  const action = doIt === undefined || isDone || isUnderWay ? undefined : t.doing[step];
  return (
    // Escape is for whatever in it has the focus.
    <section
      aria-label={t.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave();
      }}
      className="flex max-h-[45vh] items-center gap-x-3 gap-y-1.5 overflow-auto border-t border-accent bg-sel-2 px-3 py-2 max-md:max-h-[30vh] max-md:flex-wrap"
    >
      <Footprints size={16} aria-hidden className="shrink-0 text-accent max-md:hidden" />
      <div className="min-w-0 flex-[1_1_24rem] leading-5 max-md:basis-full">
        <h2 ref={heading} tabIndex={-1} className="mr-2 inline font-semibold outline-none">
          <span className="font-normal text-fg-2">{t.counter(at + 1, TOUR_STEPS.length)}</span>{' '}
          {words.title}
        </h2>
        {/* In little room, completed steps need no explanation. */}
        <p className={isDone ? 'inline max-md:hidden' : 'inline'}>
          {words.text}
          {action !== undefined && `${kit.gap}${t.byButton(action, isNarrow)}`}
        </p>
        <p role="status" className="min-h-5">
          <State step={step} progress={progress} refusal={refusal} />
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2 md:max-w-1/2 md:shrink-0 md:justify-end">
        {doIt !== undefined && action !== undefined && (
          <Button
            look="primary"
            disabled={!isConnected && !READS.has(step)}
            onClick={() => {
              void doIt(connectionId).then(setRefusal);
            }}
          >
            {action}
          </Button>
        )}
        {isAway && (
          <Button
            look="primary"
            icon={<Plug size={14} aria-hidden />}
            onClick={() => reconnect(connectionId)}
          >
            {t.connect}
          </Button>
        )}
        {next !== undefined && (
          <Button
            look="primary"
            icon={<Play size={14} aria-hidden />}
            keys="G"
            onClick={() => void letNextGo(connectionId)}
          >
            {t.letGo}
          </Button>
        )}
        {at > 0 && <StepButton step={TOUR_STEPS[at - 1]} label={t.back} />}
        {at < TOUR_STEPS.length - 1 ? (
          <StepButton
            step={TOUR_STEPS[at + 1]}
            label={isDone ? t.next : t.skip}
            isPrimary={isDone}
          />
        ) : (
          <Button look={isDone ? 'primary' : 'plain'} onClick={leave}>
            {t.finish}
          </Button>
        )}
        <IconButton label={t.leave} onClick={leave}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}

interface StepButtonProps {
  readonly step: TourStep | undefined;
  readonly label: string;
  readonly isPrimary?: boolean;
}

function StepButton({ step, label, isPrimary = false }: StepButtonProps) {
  return (
    <Button
      look={isPrimary ? 'primary' : 'plain'}
      onClick={() => {
        if (step !== undefined) goToStep(step);
      }}
    >
      {label}
    </Button>
  );
}

interface StateProps {
  readonly step: TourStep;
  readonly progress: Progress;
  readonly refusal: string | undefined;
}

function State({ step, progress, refusal }: StateProps) {
  const t = useText().tour;
  if (progress.isDone) {
    return (
      <span className="text-ok">
        <Check size={14} aria-hidden className="mr-1 inline" />
        {t.steps[step].done}
      </span>
    );
  }
  if (refusal !== undefined) return <span className="text-err">{refusal}</span>;
  if (!progress.isUnderWay) return null;
  const { next, isAway } = progress;
  return (
    <span>
      <Hourglass size={14} aria-hidden className="mr-1 inline text-warn" />
      {next?.type === undefined ? t[isAway ? 'away' : 'underWay'] : whatWaits(next.type, t)}
    </span>
  );
}

function whatWaits(type: PacketType, t: ReturnType<typeof useText>['tour']): string {
  return t.waits[type] ?? t.waitsToo(packetName(type));
}

/** Ends step mode once the handshake is complete. */
function useEndOfWalk(connectionId: string, step: TourStep, isDone: boolean): void {
  const { client } = steps.use(connectionId);
  useEffect(() => {
    if (step === 'qos2' && isDone && client !== undefined) void endStep(connectionId, client);
  }, [connectionId, step, isDone, client]);
}

/** Outlines the part of the page that the step is about, until the step is done. */
function usePointer(step: TourStep, isDone: boolean): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (isDone) return undefined;
    dataset['tour'] = step;
    return () => {
      delete dataset['tour'];
    };
  }, [step, isDone]);
}
