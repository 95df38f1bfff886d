import { short } from '../../../i18n/numbers.ts';
import { Chips } from './Chips.tsx';

interface CountedChipsProps<T extends string> {
  /** Accessible name of the group. */
  readonly label: string;
  readonly value: T;
  readonly values: readonly T[];
  readonly labels: Readonly<Record<T, string>>;
  /** undefined: not known yet. */
  readonly counts: Readonly<Record<T, number>> | undefined;
  readonly onChange: (value: T) => void;
}

/** Filter chips with the number of list entries of each kind. */
export function CountedChips<T extends string>({
  values,
  labels,
  counts,
  ...chips
}: CountedChipsProps<T>) {
  return (
    <Chips
      {...chips}
      options={values.map((value) => ({
        value,
        label: labels[value],
        ...(counts && { count: short(counts[value]) }),
      }))}
    />
  );
}
