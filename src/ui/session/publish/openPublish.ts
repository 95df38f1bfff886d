import { loadedLater } from '../../kit/loading/loadedLater.ts';
import { focusInPane } from '../view/focusInPane.ts';

const offering = loadedLater(async () => (await import('./offeredTopic.ts')).offerTopic, {
  idle: 'first',
});

/** Fills in the selected topic, as soon as the code of the form is loaded. */
export const offerTopic = (connectionId: string): void =>
  offering.with((offer) => offer(connectionId));

/** Shows the publish pane. An unused form begins with the selected topic. */
export function openPublish(connectionId: string): void {
  offerTopic(connectionId);
  focusInPane(connectionId, 'publish', 'publish-topic');
}
