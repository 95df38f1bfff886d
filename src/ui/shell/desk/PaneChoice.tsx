import { focusTarget, NARROW, Segments, useFirstText, useMedia } from '#kit';
import { useAbout } from '../../session/panel.ts';
import { showPanel, useView } from '../../session/view/tabView.ts';
import { panelBeside, showView } from './panels.ts';

/** Content of the pane at the left: topics as a tree, or devices. Empty without devices. */
export function PaneChoice({ connectionId }: { connectionId: string }) {
  const { topics: t, shell } = useFirstText();
  const about = useAbout(connectionId);
  const { panel } = useView(connectionId);
  // Devices have a tab there.
  const isNarrow = useMedia(NARROW);
  const other = isNarrow ? undefined : panelBeside(about, panel);
  if (other === undefined) return null;
  const value = other.id === panel ? 'devices' : 'tree';
  return (
    <span className="flex flex-wrap gap-1 [--segment-pad:7px]">
      <Segments<typeof value>
        label={t.as.label}
        value={value}
        options={[
          { value: 'tree', label: t.as.tree },
          { value: 'devices', label: shell[other.id] },
        ]}
        onChange={(next) => {
          if (next === 'devices') showView(connectionId, other);
          else showPanel(connectionId, 'topic');
        }}
        onPointed={(next) => focusTarget(next === 'devices' ? next : 'topics')}
      />
    </span>
  );
}
