import type { Counters } from '../../../engine/window/window.ts';
import { useCounter } from '../connection/useWindowPart.ts';

export const useProblemCount = (connectionId: string, name: keyof Counters['problems']): number =>
  useCounter(connectionId, ({ problems }) => problems[name]) ?? 0;
