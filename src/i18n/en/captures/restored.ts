import { counted } from '../../numbers.ts';

/** Texts of tabs that were restored after a reload. */
export const restored = {
  title: 'Restored after a reload',
  /** @param packets they are being read, or the number of those that had no room; undefined: not kept */
  packets: (packets: 'reading' | number | undefined): string => {
    if (packets === undefined) return 'The connection is closed, and its packets were not kept.';
    if (packets === 'reading') return 'The connection is closed. Reading the kept packets…';
    const shown = 'The connection is closed. Its newest packets are shown again, without secrets.';
    if (packets === 0) return shown;
    return `${shown} There was no room for ${counted(packets, 'other packet', 'other packets')}.`;
  },
  secretText: 'Its password or secret was not kept either: Connect asks for it.',
  secretMissing:
    'The password or secret was not kept across the reload. Enter it again, then connect.',
  connectAll: 'Connect all',
  others: (count: number): string =>
    count === 1 ? '1 connection was open.' : `${count} connections were open.`,
  notOpened: (name: string): string => `${name} is not opened yet`,
  notKept: 'The page was reloaded, and the browser does not keep access to the file.',
  chooseAgain: 'Choose the file again',
};
