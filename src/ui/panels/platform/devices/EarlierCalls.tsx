import { timeOfDay, useText } from '#kit';
import type { CallFacts } from '../../../../broker/platform/devices/commands.ts';
import { Block } from '../parts/Facts.tsx';
import { CallLine, CallParams } from './CallOutcome.tsx';

interface EarlierCallsProps {
  /** Newest first. */
  readonly calls: readonly CallFacts[];
  readonly what: CallFacts['what'];
  /** Wall-clock time at which the broker's clock was 0, ms since 1970. */
  readonly origin: number;
}

/** Earlier calls to the device from all sources. */
export function EarlierCalls({ calls, what, origin }: EarlierCallsProps) {
  const t = useText().platform.services;
  const shown = calls.filter((one) => one.what === what);
  if (shown.length === 0) return null;
  return (
    <Block title={t.calls}>
      <ul>
        {shown.map((one) => (
          <li key={one.call} className="flex min-h-(--h-field) min-w-0 flex-wrap gap-x-2">
            <span className="font-mono text-fg-2">{timeOfDay(origin + one.began)}</span>
            <CallLine facts={one} />
            <CallParams params={one.params} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
