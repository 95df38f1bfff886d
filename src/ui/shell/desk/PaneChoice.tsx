import { focusTarget, NARROW, Segments, useFirstText, useMedia } from '#kit';
import { extras } from '../../panels/topics/later.tsx';
import { useShown } from '../../panels/topics/shown.ts';
import { useAbout } from '../../session/panel.ts';
import { showPanel, useView } from '../../session/view/tabView.ts';
import { panelsBeside, showView } from './panels.ts';

/** Content of the pane at the left: topics as a tree or a list, or devices. */
export function PaneChoice({ connectionId }: { connectionId: string }) {
  const { topics: t, shell } = useFirstText();
  const about = useAbout(connectionId);
  const { panel } = useView(connectionId);
  const { isList } = useShown(connectionId);
  // Devices have a tab there.
  const isNarrow = useMedia(NARROW);
  const others = isNarrow ? [] : panelsBeside(about, panel);
  const [first] = others;
  const isOther = others.some(({ id }) => id === panel);
  const value = isOther ? 'devices' : isList ? 'list' : 'tree';
  const choose = (next: typeof value): void => {
    if (next === 'devices') {
      if (first !== undefined) showView(connectionId, first);
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
          ...(first === undefined
            ? []
            : [
                {
                  value: 'devices' as const,
                  label: others.length > 1 ? shell.devices : shell[first.id],
                },
              ]),
        ]}
        onChange={choose}
        onPointed={(next) => focusTarget(next === 'devices' ? next : 'topics')}
      />
      {isOther && others.length > 1 && (
        <Segments
          label={shell.devices}
          value={panel}
          options={others.map(({ id }) => ({
            value: id,
            label: id === 'devices' ? t.as.all : shell[id],
          }))}
          onChange={(id) => showPanel(connectionId, id)}
        />
      )}
    </span>
  );
}
