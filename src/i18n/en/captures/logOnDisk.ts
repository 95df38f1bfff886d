import type { SpillError } from '../../../engine/log/spill/spillPages.ts';
import { grouped } from '../../numbers.ts';

const faults: Readonly<Record<SpillError, string>> = {
  full: 'The disk is full.',
  unwritable: 'The packet log’s file could not be written; what was in it is lost.',
  unreadable: 'The packet log’s file could not be read; what was in it is lost.',
  unopened: 'The browser did not provide a file for the packet log.',
};

/** Texts about packet logs on disk, used when memory is full. */
export const logOnDisk = {
  discarded: (count: number, budget: number) =>
    `${count === 1 ? '1 older packet was' : `${grouped(count)} older packets were`} discarded: the packet log holds ${Math.round(budget / 1_048_576)} MiB.`,
  keep: 'Keep them on disk…',
  faults,
  action: 'Keep packets on disk when memory is full',
  title: 'Packets on disk',
  text: 'When a packet log is full, its oldest packets go to a private file of this browser instead of being discarded. They stay in the list, and filters find them. Passwords and other secrets are not written. The file is removed when the connection is closed; if the page or the browser ends first, its packets are offered until you delete them.',
  allow: 'Use the disk when memory is full',
  room: (size: string): string => `The browser allows this page ${size} more.`,
  none: 'The browser does not provide files to this page. Open it over HTTPS or from this machine, and not in a private window.',
  on: 'It applies to open and new connections and files.',
  memory: 'Memory of a packet log',
  memories: (mib: number): string => (mib === 0 ? '256 MiB, for a file 1.25 GiB' : `${mib} MiB`),
  memoryHint: 'With less memory, more packets are on disk, where filters take longer.',
  off: 'Packets on disk stay there until their connection is closed.',
  /** Packets of a page or worker that has ended. */
  left: {
    title: 'Packets still on disk',
    hint: 'Their page, browser or worker ended before they were removed. They stay here until you delete them.',
    about: (time: string, packets: number, size: string): string =>
      `since ${time}, ${packets === 1 ? '1 packet' : `${grouped(packets)} packets`}, ${size}`,
    unnamed: 'Connection without a name',
    open: 'Open as a capture',
    openOf: (name: string): string => `Open the packets of ${name} as a capture`,
    delete: 'Delete',
    deleteOf: (name: string): string => `Delete the packets of ${name}`,
    deleted: (name: string): string => `Packets of ${name} deleted`,
    takes: (size: string): string => `Packets of earlier connections take ${size} of it.`,
    show: 'Show them…',
  },
};
