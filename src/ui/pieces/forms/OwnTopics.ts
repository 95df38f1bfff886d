/** The chips of a device's own topics, loaded for connections of devices only. */
import { later } from '../../kit/loading/later.tsx';

export const OwnTopics = later(async () => (await import('./OwnTopicChips.tsx')).OwnTopicChips, {
  Waits: () => null,
});
