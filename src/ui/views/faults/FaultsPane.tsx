import { EmptyState } from '../../kit/EmptyState.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { AskForToken, Lost, Opening } from '../../pieces/ClosedBroker.tsx';
import { useBroker } from '../../session/brokerStates.ts';
import { setFaultsPlace, useFaultsPlace } from '../../session/faults/place.ts';
import { BreakpointsPart } from './BreakpointsPart.tsx';
import { ClientField } from './ClientField.tsx';
import { NetworkPart } from './NetworkPart.tsx';
import { PlaceField } from './PlaceField.tsx';
import { RecipesPart } from './RecipesPart.tsx';
import { RulesPart } from './RulesPart.tsx';
import { StepPart } from './StepPart.tsx';
import { Unreadable } from './Unreadable.tsx';

/** Fault injection at the connection's broker: by recipe, by rules, or packet by packet. */
export function FaultsPane({ connectionId }: { connectionId: string }) {
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
      return <OpenFaults connectionId={connectionId} />;
  }
}

function OpenFaults({ connectionId }: { connectionId: string }) {
  const t = useText().faults;
  const { part } = useFaultsPlace(connectionId);
  return (
    <section aria-label={t.title} className="flex h-full min-h-0 flex-col">
      <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1">
        <PlaceField connectionId={connectionId} />
        <div className="max-w-full overflow-x-auto max-sm:[--segment-pad:5px]">
          <Segments
            label={t.parts.label}
            value={part}
            options={[
              { value: 'recipes', label: t.parts.recipes },
              { value: 'rules', label: t.parts.rules },
              { value: 'step', label: t.parts.step },
              { value: 'breakpoints', label: t.parts.breakpoints },
              { value: 'network', label: t.parts.network },
            ]}
            onChange={(next) => setFaultsPlace(connectionId, { part: next })}
          />
        </div>
        {(part === 'recipes' || part === 'step') && (
          <ClientField connectionId={connectionId} withAnybody={part === 'recipes'} />
        )}
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        <Unreadable connectionId={connectionId} />
        {part === 'recipes' && <RecipesPart connectionId={connectionId} />}
        {part === 'rules' && <RulesPart connectionId={connectionId} />}
        {part === 'step' && <StepPart connectionId={connectionId} />}
        {part === 'breakpoints' && <BreakpointsPart connectionId={connectionId} />}
        {part === 'network' && <NetworkPart connectionId={connectionId} />}
      </div>
    </section>
  );
}
