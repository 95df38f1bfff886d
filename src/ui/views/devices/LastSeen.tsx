import type { DeviceRow } from '../../../engine/devices/deviceRows.ts';
import { rowTime } from '../../kit/clock.ts';
import { useText } from '../../kit/language/useText.ts';

/** When a live message of the device came last, or why there is no such time. */
export function LastSeen({ row, origin }: { row: DeviceRow; origin: number }) {
  const { devices: t } = useText();
  if (row.lastSeen !== undefined) return <span>{rowTime(origin, row.lastSeen)}</span>;
  return <span className="font-sans text-fg-3">{row.messages > 0 ? t.retainedOnly : t.never}</span>;
}
