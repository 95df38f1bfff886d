/** Levels and sort order of the topics below a level, kept when the topic changes. */
import type { LevelOrder } from '../../../../engine/topics/tree/topicRow.ts';
import { perConnection } from '../../../session/connection/perConnection.ts';

interface LevelsPlace {
  /** Topics of all levels instead of the next levels. */
  readonly isDeep: boolean;
  readonly order: LevelOrder;
  readonly isReversed: boolean;
}

const places = perConnection<LevelsPlace>({ isDeep: false, order: 'name', isReversed: false });

export const useLevelsPlace = places.use;
export const setLevelsPlace = places.change;
