/** Writes and reads the faults of a packet in files: `drop lost-puback; …`. */
import { isFaultAction, type RowFault } from './rowFault.ts';

export function faultsText(faults: readonly RowFault[]): string {
  return faults.map(({ rule, action }) => `${action} ${rule}`).join('; ');
}

/** Skips texts that are not a fault. */
export function faultsIn(text: string): readonly RowFault[] {
  return text.split('; ').flatMap((part) => {
    const [action = ''] = part.split(' ', 1);
    const rule = part.slice(action.length + 1);
    return isFaultAction(action) && rule !== '' ? [{ rule, action }] : [];
  });
}

/** The same from JSON, which is untrusted. */
export function faultsOf(value: unknown): readonly RowFault[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null) return [];
    const rule = 'rule' in one ? one.rule : undefined;
    const action = 'action' in one ? one.action : undefined;
    return typeof rule === 'string' && isFaultAction(action) ? [{ rule, action }] : [];
  });
}
