import { useEffect, useRef, useState } from 'react';
import type { TopicRow } from '../../../engine/topics/topicRow.ts';

/** Seconds that a trail reaches back. */
const LENGTH = 5;

/** Messages a second of the rows on screen, one value for each of the last seconds, newest last. */
export type Trails = ReadonlyMap<string, readonly number[]>;

export function nextTrails(before: Trails, rows: readonly TopicRow[]): Trails {
  return new Map(
    rows.map(({ path, rate }) => [path, [...(before.get(path) ?? []), rate].slice(-LENGTH)]),
  );
}

export function useTrails(rows: readonly TopicRow[]): Trails {
  const [trails, setTrails] = useState<Trails>(new Map());
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  });
  useEffect(() => {
    const timer = setInterval(
      () => setTrails((before) => nextTrails(before, latest.current)),
      1000,
    );
    return () => clearInterval(timer);
  }, []);
  return trails;
}
