/** Global actions on all topics. */
import { focusTarget } from '../../kit/focus.ts';
import { texts } from '../../kit/language/useText.ts';
import type { Action } from '../../session/action.ts';
import { connectionById } from '../../session/connections.ts';
import { select } from '../../session/selection.ts';
import { showPanel } from '../../session/tabView.ts';
import { chooseAboutTab } from './aboutTab.ts';

export function topicActions(connectionId: string): readonly Action[] {
  const kind = connectionById(connectionId)?.state.kind;
  if (kind === undefined || kind === 'file') return [];
  return [
    {
      id: 'retained-list',
      label: texts().topic.retainedList.show,
      run: () => {
        // A topic without subtopics has no list, so the list of all topics is shown.
        select(connectionId, { topic: undefined });
        chooseAboutTab(connectionId, 'retainedList');
        showPanel(connectionId, 'topic');
        requestAnimationFrame(() => focusTarget('topic-retained'));
      },
    },
  ];
}
