import { X } from 'lucide-react';
import {
  COLOUR_MARKS,
  ConnectionDot,
  classes,
  IconButton,
  later,
  nothing,
  useFirstText,
} from '#kit';
import { useConnection } from '../../session/connection/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { shownName } from '../../session/shownName.ts';
import { useTabName } from '../../session/useTabName.ts';

const SheetTools = later(async () => (await import('./SheetTools.tsx')).SheetTools, {
  Waits: nothing,
});
const LastConnected = later(async () => (await import('./LastConnected.tsx')).LastConnected, {
  Waits: nothing,
});

interface SheetHeadProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly onClose: () => void;
}

/** Title of the connection form. */
export function SheetHead({ connectionId, draft, onClose }: SheetHeadProps) {
  const { kit } = useFirstText();
  const name = useTabName(connectionId);
  return (
    <div className="flex min-h-14 shrink-0 items-center gap-3 px-4">
      {draft.colour !== undefined && (
        <span
          aria-hidden="true"
          className={classes(
            'size-3.5 shrink-0 rounded-sm forced-color-adjust-none',
            COLOUR_MARKS[draft.colour],
          )}
        />
      )}
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3">
        <h2 className="min-w-0 truncate text-lg font-semibold">{shownName(draft.name) || name}</h2>
        <StateWord connectionId={connectionId} />
        <LastConnected draft={draft} />
      </div>
      <SheetTools draft={draft} />
      <IconButton label={kit.close} onClick={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}

function StateWord({ connectionId }: { connectionId: string }) {
  const t = useFirstText().shell;
  const state = useConnection(connectionId, 'state')?.state;
  if (state === undefined || (state.kind === 'closed' && state.failure === undefined)) {
    return null;
  }
  return (
    <span className="flex items-center gap-2 whitespace-nowrap text-fg-2">
      <ConnectionDot state={state} />
      {t.state(state)}
    </span>
  );
}
