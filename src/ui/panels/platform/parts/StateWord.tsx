import { Ban, Circle, CircleDashed, CircleDot } from 'lucide-react';
import { classes, useText } from '#kit';
import type { DeviceRow } from '../../../../broker/platform/devices/commands.ts';

const LOOKS = {
  online: { Sign: CircleDot, colour: 'text-ok' },
  offline: { Sign: Circle, colour: 'text-fg-2' },
  disabled: { Sign: Ban, colour: 'text-warn' },
  never: { Sign: CircleDashed, colour: 'text-fg-3' },
} as const;

/** Icon and word. */
export function StateWord({ state }: { state: DeviceRow['state'] }) {
  const t = useText().platform;
  const { Sign, colour } = LOOKS[state];
  return (
    <span className={classes('inline-flex items-center gap-1 font-sans whitespace-nowrap', colour)}>
      <Sign size={10} aria-hidden />
      {t.state(state)}
    </span>
  );
}
