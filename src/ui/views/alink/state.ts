/** What the view Alink shows of each connection; it is as it was when somebody comes back from a packet. */
import type { PairShow } from '../../../engine/pairs/pair.ts';
import { perConnection } from '../../session/perConnection.ts';

interface AlinkPlace {
  readonly show: PairShow;
  readonly search: string;
  /** Number of the pair that is chosen. */
  readonly chosen: number | undefined;
}

const FIRST: AlinkPlace = { show: 'all', search: '', chosen: undefined };

const places = perConnection(FIRST);

export const useAlinkPlace = places.use;

export const setAlinkPlace = places.change;
