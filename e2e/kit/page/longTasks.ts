/** Measures the page's main thread. */
import type { Browser, Page } from '@playwright/test';

/**
 * Trace event format: times in µs; `tdur` is the thread's processor time, which a busy machine does not
 * increase.
 */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function isTraceEvent(value: unknown): value is TraceEvent {
  return typeof value === 'object' && value !== null && 'tid' in value && 'pid' in value;
}

function eventsOf(trace: string): readonly TraceEvent[] {
  const parsed: unknown = JSON.parse(trace);
  const events: unknown = Reflect.get(Object(parsed), 'traceEvents');
  return Array.isArray(events) ? events.filter(isTraceEvent) : [];
}

/** Attempts of a measurement that should be below a limit. */
const TRIES = 3;

/**
 * The lowest of some measurements, which end with the first one below `most`. Other load of the machine
 * only increases them, by varying amounts, even of processor time (virtual processors that are taken away).
 */
export async function lowest(
  most: number,
  measure: (attempt: number) => Promise<number>,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 1; attempt <= TRIES && least >= most; attempt += 1) {
    least = Math.min(least, await measure(attempt));
  }
  return least;
}

/** The longest task of the page's main thread while `act` runs, in ms of processor time. */
export async function longestTask(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await act();
  const events = eventsOf(String(await browser.stopTracing()));
  const renderers = events.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const isRenderers = ({ pid, tid }: TraceEvent) =>
    renderers.some((one) => one.pid === pid && one.tid === tid);
  const tasks = events.filter((event) => event.name.endsWith('RunTask') && isRenderers(event));
  if (tasks.length === 0) throw new Error('The trace has no task of the page');
  return Math.max(...tasks.map(({ tdur }) => tdur ?? 0)) / 1000;
}
