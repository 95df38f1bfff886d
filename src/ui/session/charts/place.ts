/** State of the Charts view while its connection is open. */
import type { Span } from '../../../engine/series/chartedValue.ts';
import { perConnection } from '../connection/perConnection.ts';

interface ChartPlace {
  /** µs since the capture's origin; undefined: the newest, as it comes. */
  readonly held: Span | undefined;
  /** The topic whose values are to be chosen from; empty: one is to be found first. undefined: nobody chooses. */
  readonly choosing: string | undefined;
}

const places = perConnection<ChartPlace>({ held: undefined, choosing: undefined });

export const useChartPlace = places.use;
export const chartPlaceOf = places.of;
export const changeChartPlace = places.change;
