/** Filters and selection of a list of requests. */
import type { PairShow, RequestPair } from '../../../engine/requestResponse/pair.ts';

export interface PairPlace {
  readonly show: PairShow;
  readonly search: string;
  /** The first packet of the selected pair. */
  readonly chosen: number | undefined;
}

/** Key of a pair. */
export const packetOf = ({ request, reply }: RequestPair): number => request ?? reply ?? 0;
