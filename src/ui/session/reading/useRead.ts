/** Hooks that read payloads for drawing. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useReading } from '../connection/payloads.ts';
import { type Outcome, readAside } from './aside.ts';
import type { Valued } from './changes.ts';
import { isReadHere } from './readHere.ts';
import { type Asked, runTask, type TaskName, type Told } from './tasks.ts';

interface Read<K extends TaskName, Of> {
  readonly told: Told<K>;
  /** Input of the result. The current request may differ. */
  readonly of: Of;
}

type Settled<K extends TaskName, Of> = Outcome<K> & {
  readonly asked: Asked<K>;
  readonly of: Of;
};

/** The latest result. Undefined before the first. @param of returned with the result */
export function useRead<K extends TaskName, Of>(latest: Asked<K>, of: Of): Read<K, Of> | undefined {
  const [asked, setAsked] = useState(latest);
  const [settled, setSettled] = useState<Settled<K, Of>>();
  if (asked !== latest && !isSame(asked, latest)) setAsked(latest);
  const isCurrent = settled?.asked === asked;
  // Measures the payloads once instead of at every render.
  const isSmall = useMemo(() => isReadHere(asked), [asked]);
  const isHere = isSmall || (isCurrent && settled.kind === 'unloaded');
  if (isHere && settled !== undefined && !isCurrent) setSettled(undefined);
  const told = useReading(
    useCallback(() => (isHere ? runTask(asked) : undefined), [isHere, asked]),
  );
  const ofAsked = useRef(of);
  useEffect(() => {
    ofAsked.current = of;
  });
  useEffect(() => {
    if (isHere) return undefined;
    return readAside(asked, (outcome) => setSettled({ ...outcome, asked, of: ofAsked.current }));
  }, [isHere, asked]);
  if (settled?.kind === 'error') throw new Error(settled.message);
  if (isHere) return told === undefined ? undefined : { told, of };
  if (settled?.kind !== 'told') return undefined;
  return { told: settled.told, of: isCurrent ? of : settled.of };
}

function isSame(a: Asked, b: Asked): boolean {
  return (
    a.of.length === b.of.length &&
    a.of.every((one, at) => isSameValue(one, b.of[at])) &&
    JSON.stringify(a.how) === JSON.stringify(b.how)
  );
}

const isSameValue = (a: Valued | undefined, b: Valued | undefined): boolean =>
  a?.payload === b?.payload && a?.contentType === b?.contentType && a?.chosen === b?.chosen;
