/** What can be done with topics as a whole, from everywhere. */
import { focusTarget } from '../../kit/focus.ts';
import { texts } from '../../kit/language/useText.ts';
import type { Action } from '../../session/action.ts';
import { connectionById } from '../../session/connections.ts';
import { select } from '../../session/selection.ts';
import { showCentre } from '../../session/tabView.ts';
import { chooseAboutTab } from './aboutTab.ts';

export function topicActions(connectionId: string): readonly Action[] {
  const kind = connectionById(connectionId)?.state.kind;
  if (kind === undefined || kind === 'file') return [];
  return [
    {
      id: 'retained-list',
      label: texts().topic.retainedList.show,
      run: () => {
        // Of all topics: a topic below which there is nothing has no list.
        select(connectionId, { topic: undefined });
        chooseAboutTab(connectionId, 'retainedList');
        showCentre(connectionId, 'topic');
        requestAnimationFrame(() => focusTarget('topic-retained'));
      },
    },
  ];
}
