import { grouped } from '../../numbers.ts';

/** Texts about the memory of a packet log, and about packets that are kept over a reload. */
export const packetLog = {
  discarded: (count: number, budget: number) =>
    `${count === 1 ? '1 older packet was' : `${grouped(count)} older packets were`} discarded: the packet log holds ${Math.round(budget / 1_048_576)} MiB.`,
  /** Precedes a button that copies the command. */
  toKeep: 'To keep all, record to files:',
  kept: {
    action: 'Keep packets over a reload',
    title: 'Kept packets',
    text: 'The newest packets of each connection, up to 8 MiB, are kept in private files of this browser, without passwords and other secrets. After a reload or a crash, the tab shows them again. If you close the page, they are offered for a day, and deleted at the next visit after that. Clear deletes them, and so does closing a connection.',
    allow: 'Keep the newest packets',
    none: 'The browser does not provide files to this page. Open it over HTTPS or from this machine, and not in a private window.',
    off: 'Nothing is kept, and the packets that were kept are deleted.',
    closedTabs: 'Packets of closed tabs',
    hint: 'Deleted at the next visit after a day',
    about: (time: string, packets: number): string =>
      `${packets === 1 ? '1 packet' : `${grouped(packets)} packets`}, until ${time}`,
    unnamed: 'Unknown broker',
    open: 'Open',
    openOf: (name: string): string => `Open the packets of ${name}`,
    delete: 'Delete now',
    deleteAll: 'Delete all now',
    deleteOf: (name: string): string => `Delete now the packets of ${name}`,
    ended: 'Packets are no longer kept over a reload',
    endedText:
      'The disk is full, or the browser has removed the files. The packets are in this tab only: save the capture to keep them.',
  },
};
