import { List } from 'lucide-react';
import { IconButton } from '../../kit/IconButton.tsx';
import { useText } from '../../kit/language/useText.ts';
import { changeShown } from './keptShown.ts';
import { useShown } from './shown.ts';

/** Switch between a sortable list of topics and the tree. */
export function ListSwitch({ connectionId }: { connectionId: string }) {
  const t = useText().topicActions;
  const { isList } = useShown(connectionId);
  return (
    <IconButton
      small
      label={t.asList}
      pressed={isList}
      onClick={() => changeShown(connectionId, { isList: !isList })}
    >
      <List size={14} aria-hidden />
    </IconButton>
  );
}
