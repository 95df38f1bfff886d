import { rowTime, useText } from '#kit';
import type { DeviceRow } from '../../../engine/devices/deviceRows.ts';

/** Time of the device's last live message, or the reason why there is none. */
export function LastSeen({ row, origin }: { row: DeviceRow; origin: number }) {
  const { devices: t } = useText();
  if (row.lastSeen !== undefined) return <span>{rowTime(origin, row.lastSeen)}</span>;
  return <span className="font-sans text-fg-3">{row.messages > 0 ? t.retainedOnly : t.never}</span>;
}
