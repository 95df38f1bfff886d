import { ArrowLeft, Play } from 'lucide-react';
import { useEffect } from 'react';
import {
  Boundary,
  Button,
  EmptyState,
  focusIfAwaited,
  focusTarget,
  Strip,
  useText,
  useWidth,
} from '#kit';
import { AskForToken, Lost, OPENED_FOCUS, Opening } from '../../pieces/strips/ClosedBroker.tsx';
import { useBroker } from '../../session/broker/brokerStates.ts';
import {
  type FaultsPart,
  setFaultsPlace,
  showFaults,
  useFaultsPlace,
} from '../../session/faults/place.ts';
import { askToReplay } from '../../session/replay/replays.ts';
import { AnswersPart } from './AnswersPart.tsx';
import { BreakpointsPart } from './BreakpointsPart.tsx';
import { useRules } from './forms/rules.ts';
import { LabList } from './LabList.tsx';
import { NetworkPart } from './NetworkPart.tsx';
import { LabTitle, PartHead } from './PartHead.tsx';
import { RecipePart } from './RecipePart.tsx';
import { RulesPart } from './RulesPart.tsx';
import { StepPart } from './StepPart.tsx';
import { WorkshopView } from './wrongPackets/WorkshopView.tsx';

/** Pixels from which the list is beside the experiment. */
const BESIDE = 760;

interface OfConnection {
  readonly connectionId: string;
}

/** Experiments with the connection and its broker: a list, and the chosen one. */
export function LabView({ connectionId }: OfConnection) {
  const t = useText().lab;
  const { part, isOpen } = useFaultsPlace(connectionId);
  const [width, measure] = useWidth();
  const isBeside = width >= BESIDE;
  return (
    <div ref={measure} className="flex h-full min-h-0 min-w-0">
      {(isBeside || !isOpen) && (
        <div className={isBeside ? 'w-[296px] shrink-0 border-r border-line' : 'min-w-0 flex-1'}>
          <Boundary part="lab list" name={t.list}>
            <LabList connectionId={connectionId} />
          </Boundary>
        </div>
      )}
      {(isBeside || isOpen) && (
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {!isBeside && (
            <div className="shrink-0 border-b border-line bg-bar p-1">
              <Button
                look="quiet"
                icon={<ArrowLeft size={14} aria-hidden />}
                onClick={() => {
                  setFaultsPlace(connectionId, { isOpen: false });
                  requestAnimationFrame(() => focusTarget('capture'));
                }}
              >
                {t.back}
              </Button>
            </div>
          )}
          <Boundary key={part} part={`lab ${part}`} name={t.groups[part]}>
            <Part connectionId={connectionId} part={part} />
          </Boundary>
        </div>
      )}
    </div>
  );
}

/** The former view for wrong packets, which a stored layout may name. Shows that group of the Lab instead. */
export function WrongPackets({ connectionId }: OfConnection): null {
  useEffect(() => showFaults(connectionId, 'packets'), [connectionId]);
  return null;
}

function Part({ connectionId, part }: OfConnection & { readonly part: FaultsPart }) {
  const t = useText().lab;
  switch (part) {
    case 'packets':
      return (
        <div className="flex h-full min-h-0 flex-col">
          <LabTitle title={t.groups.packets} />
          <div className="min-h-0 flex-1">
            <WorkshopView connectionId={connectionId} />
          </div>
        </div>
      );
    case 'replay':
      return <ReplayPart connectionId={connectionId} />;
    case 'answers':
      return <AnswersPart connectionId={connectionId} />;
    case 'recipes':
    case 'breakpoints':
    case 'step':
    case 'network':
    case 'rules':
      return <FaultPart connectionId={connectionId} part={part} />;
  }
}

interface FaultPartProps extends OfConnection {
  readonly part: Exclude<FaultsPart, 'packets' | 'replay' | 'answers'>;
}

/** Faults at the connection's broker, which must have a control interface. */
function FaultPart({ connectionId, part }: FaultPartProps) {
  const t = useText().faults;
  const broker = useBroker(connectionId, 'host');
  switch (broker.kind) {
    case 'elsewhere':
      return <EmptyState title={t.closed.title} text={t.closed.text} />;
    case 'needs-token':
      return <AskForToken connectionId={connectionId} state={broker} />;
    case 'opening':
      return <Opening />;
    case 'lost':
      return <Lost said={broker.said} />;
    case 'open':
      return <OpenFaults connectionId={connectionId} part={part} />;
  }
}

function OpenFaults({ connectionId, part }: FaultPartProps) {
  const t = useText().faults;
  useEffect(() => focusIfAwaited(OPENED_FOCUS), []);
  return (
    <section
      aria-label={t.title}
      data-focus={OPENED_FOCUS}
      className="flex h-full min-h-0 flex-col"
    >
      {part !== 'recipes' && <PartHead connectionId={connectionId} part={part} />}
      <div className="min-h-0 flex-1 overflow-auto">
        <Unreadable connectionId={connectionId} />
        {part === 'recipes' && <RecipePart connectionId={connectionId} />}
        {part === 'rules' && <RulesPart connectionId={connectionId} />}
        {part === 'step' && <StepPart connectionId={connectionId} />}
        {part === 'breakpoints' && <BreakpointsPart connectionId={connectionId} />}
        {part === 'network' && <NetworkPart connectionId={connectionId} />}
      </div>
    </section>
  );
}

/** Replays the messages of this capture. */
function ReplayPart({ connectionId }: { connectionId: string }) {
  const t = useText().lab.replay;
  return (
    <section aria-label={t.title}>
      <LabTitle title={t.title} text={t.text}>
        <Button
          look="primary"
          icon={<Play size={12} aria-hidden />}
          onClick={() => askToReplay(connectionId)}
        >
          {t.this}
        </Button>
      </LabTitle>
      <p className="px-4 py-3 text-fg-2">{t.hint}</p>
    </section>
  );
}

/** Warning that rules have no effect, which would otherwise stay unnoticed. */
function Unreadable({ connectionId }: { connectionId: string }) {
  const t = useText().badNetwork;
  const { unreadable } = useRules(connectionId);
  if (unreadable === 0) return null;
  return (
    <Strip tone="warn" title={t.unreadable(unreadable)}>
      <p>{t.unreadableText}</p>
    </Strip>
  );
}
