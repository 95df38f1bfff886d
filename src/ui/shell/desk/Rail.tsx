import { PanelLeft, PanelRight } from 'lucide-react';
import { classes, IconButton, useFirstText } from '#kit';

type Side = 'left' | 'right';

function SideIcon({ side }: { side: Side }) {
  return side === 'left' ? (
    <PanelLeft size={14} aria-hidden />
  ) : (
    <PanelRight size={14} aria-hidden />
  );
}

interface RailProps {
  readonly name: string;
  readonly side: Side;
  readonly onExpand: () => void;
}

/** A collapsed pane: its name upright, and a button that restores it. */
export function Rail({ name, side, onExpand }: RailProps) {
  const t = useFirstText().shell;
  return (
    <div
      className={classes(
        'flex w-8 shrink-0 flex-col items-center gap-2 border-line bg-bar pt-1 text-fg-2',
        side === 'left' ? 'border-r' : 'border-l',
      )}
    >
      <IconButton small label={t.expand(name)} onClick={onExpand}>
        <SideIcon side={side} />
      </IconButton>
      <span aria-hidden="true" className="[writing-mode:vertical-rl]">
        {name}
      </span>
    </div>
  );
}

interface CollapseProps {
  readonly name: string;
  readonly side: Side;
  readonly onCollapse: () => void;
}

export function CollapseButton({ name, side, onCollapse }: CollapseProps) {
  const t = useFirstText().shell;
  return (
    <IconButton small label={t.collapse(name)} onClick={onCollapse}>
      <SideIcon side={side} />
    </IconButton>
  );
}
