/** State of the Alink view per connection, kept when the user returns from a packet. */
import type { PairPlace } from '../../pieces/pairs/pairPlace.ts';
import { perConnection } from '../../session/connection/perConnection.ts';

const FIRST: PairPlace = { show: 'all', search: '', chosen: undefined };

const places = perConnection(FIRST);

export const useAlinkPlace = places.use;

export const setAlinkPlace = places.change;
