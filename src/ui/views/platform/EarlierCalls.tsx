import type { CallFacts } from '../../../broker/platform/devices/commands.ts';
import { useText } from '../../kit/language/useText.ts';
import { CallLine } from './CallOutcome.tsx';
import { Block } from './Facts.tsx';

interface EarlierCallsProps {
  /** Newest first. */
  readonly calls: readonly CallFacts[];
  readonly what: CallFacts['what'];
}

/** What was asked of the device before, by whomever. */
export function EarlierCalls({ calls, what }: EarlierCallsProps) {
  const t = useText().platform.services;
  const shown = calls.filter((one) => one.what === what);
  if (shown.length === 0) return null;
  return (
    <Block title={t.calls}>
      <ul>
        {shown.map((one) => (
          <li key={one.call} className="min-h-(--h-field)">
            <CallLine facts={one} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
