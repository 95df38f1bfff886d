/** Global actions on topics. */

import { visibleText } from '../../../base/visibleText.ts';
import { texts } from '../../kit/language/useText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import type { Action } from '../../session/action.ts';
import { addingAlert } from '../../session/charts/alerts.ts';
import { connectionById } from '../../session/connection/connections.ts';
import { selectionOf, showAllTopics } from '../../session/connection/selection.ts';
import { showPanel } from '../../session/view/tabView.ts';
import { chooseAboutTab } from './about/aboutTab.ts';
import { setLevelsPlace } from './about/levelsPlace.ts';

export function topicActions(connectionId: string): readonly Action[] {
  const connection = connectionById(connectionId);
  const kind = connection?.state.kind;
  if (kind === undefined || kind === 'file') return [];
  const { topic } = selectionOf(connectionId);
  // The page of a topic without messages has no alerts.
  const hasPage = topic !== undefined && (connection?.loop.counters()?.topics ?? 0) > 0;
  const alert = {
    id: 'add-alert',
    label: texts().charts.alerts.addTo(visibleText(topic ?? '')),
    run: () => {
      addingAlert.set(connectionId, true);
      showPanel(connectionId, 'topic');
    },
  };
  return [
    ...(hasPage ? [alert] : []),
    {
      id: 'all-levels',
      label: texts().topic.below.showAll,
      run: () => {
        showAllTopics(connectionId);
        chooseAboutTab(connectionId, 'below');
        setLevelsPlace(connectionId, { isDeep: true });
        showPanel(connectionId, 'topic');
        requestAnimationFrame(() => focusTarget('topic-below'));
      },
    },
    {
      id: 'retained-list',
      label: texts().topic.retainedList.show,
      run: () => {
        // A topic without subtopics has no list, so the list of all topics is shown.
        showAllTopics(connectionId);
        chooseAboutTab(connectionId, 'retainedList');
        showPanel(connectionId, 'topic');
        requestAnimationFrame(() => focusTarget('topic-retained'));
      },
    },
  ];
}
