/** Charts a topic without a chosen value. */
import type { TopicMessage } from '../../../engine/topics/tree/topicRow.ts';
import { isMissing } from '../../../payload/tree/format.ts';
import { askWindow } from '../connection/askWindow.ts';
import { chosenFor } from '../payloadRules/rules.ts';
import type { PlottablePaths } from '../reading/plottablePaths.ts';
import { whenReadAside } from '../reading/whenReadAside.ts';
import { showBoard } from './board.ts';
import { addToChart } from './charting.ts';
import { changeChartPlace } from './place.ts';

/** Determines the values of a topic's message that can be charted. */
export function withPaths(
  connectionId: string,
  topic: string,
  message: TopicMessage,
  tell: (found: PlottablePaths) => void,
): void {
  const of = [{ ...message, chosen: chosenFor(connectionId, topic, message) }];
  whenReadAside({ task: 'plottable', of, how: null }, (found) => {
    if (!isMissing(found)) tell(found);
  });
}

export async function lastMessage(
  connectionId: string,
  topic: string,
): Promise<TopicMessage | undefined> {
  const request = { topic: { name: topic, history: { first: 0, count: 0 } } };
  return (await askWindow(connectionId, request))?.topic?.last;
}

/** Charts a single value at once. With several, the user chooses. */
export async function chartTopic(connectionId: string, topic: string): Promise<void> {
  const last = await lastMessage(connectionId, topic);
  if (last === undefined) return;
  withPaths(connectionId, topic, last, ({ paths }) => {
    const numbers = paths.filter(({ isNumber }) => isNumber);
    const [only] = paths.length === 1 ? paths : numbers;
    if (only !== undefined && (paths.length === 1 || numbers.length === 1))
      addToChart(connectionId, topic, only.path);
    else changeChartPlace(connectionId, { choosing: topic });
    showBoard(connectionId);
  });
}
