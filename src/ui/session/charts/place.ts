/** State of the Charts view while its connection is open. */
import type { Span } from '../../../engine/series/chartedValue.ts';
import { perConnection } from '../connection/perConnection.ts';

interface ChartPlace {
  /** µs since the capture's origin; undefined: follows the newest. */
  readonly held: Span | undefined;
  /** The topic whose values can be chosen; empty: a topic is chosen first. undefined: the chooser is closed. */
  readonly choosing: string | undefined;
}

const places = perConnection<ChartPlace>({ held: undefined, choosing: undefined });

export const useChartPlace = places.use;
export const chartPlaceOf = places.of;
export const changeChartPlace = places.change;
