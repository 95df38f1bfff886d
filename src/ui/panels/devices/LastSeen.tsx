import type { DeviceRow } from '../../../engine/devices/deviceRows.ts';
import { useText } from '../../kit/language/useText.ts';
import { rowTime } from '../../kit/page/clock.ts';

/** Time of the device's last live message, or the reason why there is none. */
export function LastSeen({ row, origin }: { row: DeviceRow; origin: number }) {
  const { devices: t } = useText();
  if (row.lastSeen !== undefined) return <span>{rowTime(origin, row.lastSeen)}</span>;
  return <span className="font-sans text-fg-3">{row.messages > 0 ? t.retainedOnly : t.never}</span>;
}
