/** The faults of a packet in files: as text, `drop lost-puback; …`, and from JSON. */
import { isFaultAction, type RowFault } from './rowFault.ts';

export function faultsText(faults: readonly RowFault[]): string {
  return faults.map(({ rule, action }) => `${action} ${rule}`).join('; ');
}

/** Faults from JSON, which is untrusted. Skips values that are not a fault. */
export function faultsOf(value: unknown): readonly RowFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const rule = 'rule' in one ? one.rule : undefined;
    const action = 'action' in one ? one.action : undefined;
    return typeof rule === 'string' && isFaultAction(action) ? [{ rule, action }] : [];
  });
}
