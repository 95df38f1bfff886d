/** Keys of rows whose only identity is their position. Removing a row keeps the keys of the others. */
import { useState } from 'react';

interface RowKeys {
  readonly keys: readonly number[];
  readonly removed: (at: number) => void;
}

export function useRowKeys(count: number): RowKeys {
  const [used, setUsed] = useState<ReadonlySet<number>>(new Set());
  const keys: number[] = [];
  for (let key = 0; keys.length < count; key += 1) if (!used.has(key)) keys.push(key);
  return {
    keys,
    removed: (at) => {
      const key = keys[at];
      if (key !== undefined) setUsed(new Set([...used, key]));
    },
  };
}
