/** Numbers that the broker publishes below `$SYS/broker/`, asked over its control interface. */
import { useMemo } from 'react';
import { useAsked } from './brokers.ts';

export interface SysNumbers {
  /** @param name without `$SYS/broker/` */
  of(name: string): number | undefined;
}

const ROOT = '$SYS/broker/';

export function useSysNumbers(connectionId: string): SysNumbers {
  const reply = useAsked(connectionId, { kind: 'statistics' }, 2000);
  const sys = reply?.kind === 'statistics' ? reply.sys : undefined;
  return useMemo(() => {
    const values = new Map(sys?.map(({ topic, value }) => [topic, value]));
    return {
      of: (name) => {
        const value = values.get(ROOT + name);
        return value === undefined ? undefined : Number(value);
      },
    };
  }, [sys]);
}
