/** Texts of the display filter and its buttons. */
import { grouped } from '../../numbers.ts';

export const filter = {
  box: 'Display filter',
  placeholder: 'Words, or payload.t > 30',
  /** Always plural, because scripts rely on it. */
  shown: (count: number) => `${count} packets shown`,
  shownText: (count: number) =>
    count === 1 ? '1 packet shown' : `${grouped(count)} packets shown`,
  clear: 'Clear the filter',
  cancelled: 'Filtering cancelled; all packets are shown',
  nowFilter: (text: string) => `Display filter is now ${text}`,
  menu: 'Filters',
  arm: 'Wait for…',
  armTitle: 'Wait for a packet',
};
