import { Segments } from '../../kit/controls/Segments.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { focusTarget } from '../../kit/page/focus.ts';
import { NARROW, useMedia } from '../../kit/page/useMedia.ts';
import { useAbout } from '../../session/panel.ts';
import { showPanel, useView } from '../../session/view/tabView.ts';
import { panelsBeside, showView } from './panels.ts';

/** Content of the pane at the left: topics as a tree, or devices. Empty without devices. */
export function PaneChoice({ connectionId }: { connectionId: string }) {
  const { topics: t, shell } = useFirstText();
  const about = useAbout(connectionId);
  const { panel } = useView(connectionId);
  // Devices have a tab there.
  const isNarrow = useMedia(NARROW);
  const others = isNarrow ? [] : panelsBeside(about, panel);
  const [first] = others;
  const isOther = others.some(({ id }) => id === panel);
  if (first === undefined) return null;
  const value = isOther ? 'devices' : 'tree';
  return (
    <span className="flex flex-wrap gap-1 [--segment-pad:7px]">
      <Segments<typeof value>
        label={t.as.label}
        value={value}
        options={[
          { value: 'tree', label: t.as.tree },
          { value: 'devices', label: others.length > 1 ? shell.devices : shell[first.id] },
        ]}
        onChange={(next) => {
          if (next === 'devices') showView(connectionId, first);
          else showPanel(connectionId, 'topic');
        }}
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
