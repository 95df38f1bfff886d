import { Segments } from '../../kit/controls/Segments.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { extras } from '../../panels/topics/later.tsx';
import { useShown } from '../../panels/topics/shown.ts';
import { useAbout } from '../../session/panel.ts';
import { showPanel, useView } from '../../session/view/tabView.ts';
import { panelBeside, showView } from './panels.ts';

/** Content of the pane at the left: topics as a tree or a list, or devices. */
export function PaneChoice({ connectionId }: { connectionId: string }) {
  const { topics: t, shell } = useFirstText();
  const about = useAbout(connectionId);
  const { panel } = useView(connectionId);
  const { isList } = useShown(connectionId);
  // Devices have a tab there.
  const isNarrow = useMedia(NARROW);
  const other = isNarrow ? undefined : panelBeside(about, panel);
  const isOther = other?.id === panel;
  const value = isOther ? 'devices' : isList ? 'list' : 'tree';
  const choose = (next: typeof value): void => {
    if (next === 'devices') {
      if (other !== undefined) showView(connectionId, other);
      return;
    }
    extras.with(({ changeShown }) => changeShown(connectionId, { isList: next === 'list' }));
    if (isOther) showPanel(connectionId, 'topic');
  };
  return (
    <span className="flex flex-wrap gap-1 [--segment-pad:7px]">
      <Segments<typeof value>
        label={t.as.label}
        value={value}
        options={[
          { value: 'tree', label: t.as.tree },
          { value: 'list', label: t.as.list },
          ...(other === undefined ? [] : [{ value: 'devices' as const, label: shell[other.id] }]),
        ]}
        onChange={choose}
        onPointed={(next) => focusTarget(next === 'devices' ? next : 'topics')}
      />
    </span>
  );
}
