/** Payloads as the page reads them. If code is missing, they are read again once it is loaded. */

import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { loadFormat, loadFormats } from '../../../payload/formats/formats.ts';
import { isMissing, type Missing, type PayloadFormat } from '../../../payload/tree/format.ts';
import { Loading } from '../../kit/language/loading.ts';
import { loadedLater } from '../../kit/loading/loadedLater.ts';

loadedLater(loadFormats);

/** Number of awaited formats that were loaded. */
const useCame = create<{ readonly times: number }>()(() => ({ times: 0 }));

const loadingOf = (format: PayloadFormat) =>
  new Loading(async () => {
    await loadFormat(format);
    return format;
  });

/** For displayed values, perhaps in many places: a failure is reported once. */
const awaited = new Map<PayloadFormat, Loading<PayloadFormat>>();

function showWhenThere(format: PayloadFormat): void {
  const loading = awaited.get(format) ?? loadingOf(format);
  awaited.set(format, loading);
  loading.whenThere(() => {
    awaited.delete(format);
    useCame.setState(({ times }) => ({ times: times + 1 }));
  });
}

/**
 * Result of `read`, renewed once the parts that it misses are loaded. A failed load is reported.
 * @param read must be another function when it reads something else
 */
export function useReading<T>(read: () => T): T {
  const times = useCame((came) => came.times);
  const said = useMemo(() => ({ times, is: read() }), [times, read]).is;
  const missing = isMissing(said) ? said.missing : undefined;
  useEffect(() => {
    if (missing !== undefined) showWhenThere(missing);
  }, [missing]);
  return said;
}

/** Runs an action with the result once all parts are loaded. A failed load is reported. */
export function whenRead<T>(read: () => T | Missing, run: (said: T) => void): void {
  const said = read();
  if (isMissing(said)) loadingOf(said.missing).with(() => whenRead(read, run));
  else run(said);
}
