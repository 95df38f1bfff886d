import { grouped } from '../../numbers.ts';

/** Texts about the memory of a packet log. */
export const packetLog = {
  discarded: (count: number, budget: number) =>
    `${count === 1 ? '1 older packet was' : `${grouped(count)} older packets were`} discarded: the packet log holds ${Math.round(budget / 1_048_576)} MiB.`,
  /** Precedes a button that copies the command. */
  toKeep: 'To keep all, record to files:',
};
