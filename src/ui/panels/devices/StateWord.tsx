import { Circle, CircleAlert, CircleDashed, CircleDot, Clock, Loader, Moon } from 'lucide-react';
import { classes, useText } from '#kit';
import type { DeviceState } from '../../../engine/devices/device.ts';

const LOOKS = {
  online: { Sign: CircleDot, colour: 'text-ok' },
  offline: { Sign: Circle, colour: 'text-fg-2' },
  stale: { Sign: Clock, colour: 'text-warn' },
  asleep: { Sign: Moon, colour: 'text-fg-2' },
  starting: { Sign: Loader, colour: 'text-fg-2' },
  fault: { Sign: CircleAlert, colour: 'text-err' },
} as const;

/** Icon and word. @param state undefined: unknown */
export function StateWord({ state }: { state: DeviceState | undefined }) {
  const t = useText().devices;
  const { Sign, colour } = state === undefined ? UNKNOWN : LOOKS[state];
  return (
    <span className={classes('inline-flex items-center gap-1 font-sans whitespace-nowrap', colour)}>
      <Sign size={11} aria-hidden />
      {state === undefined ? t.unknown : t.states[state]}
    </span>
  );
}

const UNKNOWN = { Sign: CircleDashed, colour: 'text-fg-3' } as const;
