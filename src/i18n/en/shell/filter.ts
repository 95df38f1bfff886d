/** Texts of the display filter’s box and the buttons beside it. */
import { grouped } from '../../numbers.ts';

export const filter = {
  box: 'Display filter',
  placeholder: 'Filter: type == publish and topic ~ "sensors/#"',
  /** Scripts rely on the plural. */
  shown: (count: number) => `${count} packets shown`,
  shownText: (count: number) =>
    count === 1 ? '1 packet shown' : `${grouped(count)} packets shown`,
  clear: 'Clear the filter',
  invalid: 'error',
  cancelled: 'Filtering cancelled; all packets are shown',
  nowFilter: (text: string) => `Display filter is now ${text}`,
  menu: 'Filters',
  selected: 'Filter by selected packet',
  arm: 'Arm',
  armTitle: 'Arm a filter',
};
