import { Plug, Save, Trash2, Unplug } from 'lucide-react';
import { Button, useFirstText } from '#kit';
import { disconnect } from '../../session/captures/leave.ts';
import { useConnection } from '../../session/connection/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { noteTried } from '../../session/profiles/drafts.ts';
import { deleteProfile } from '../../session/profiles/profiles.ts';
import { reading } from '../../session/profiles/reading.ts';
import { shownName } from '../../session/shownName.ts';
import { useProfiles } from '../../session/storage.ts';

interface SheetFootProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly isByForm: boolean;
  readonly isAsSet: boolean;
  readonly isChanged: boolean;
  readonly onConnect: () => void;
}

/** Buttons that save, delete, disconnect and connect. */
export function SheetFoot({
  connectionId,
  draft,
  isByForm,
  isAsSet,
  isChanged,
  onConnect,
}: SheetFootProps) {
  const words = useFirstText().editor;
  const connection = useConnection(connectionId, 'state', 'failure');
  const { items } = useProfiles();
  if (connection === undefined) return null;
  const { state, failure } = connection;
  const profile = items.find(({ id }) => id === draft.profileId);
  const save = () =>
    reading.with(({ saveDraft }) => {
      void saveDraft(connectionId).then((wrong) => {
        if (wrong !== undefined) noteTried(connectionId);
      });
    });
  const again = state.kind === 'closed' && failure !== undefined && !isChanged;
  return (
    <div className="flex min-h-13 shrink-0 flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-2">
      <span className="min-w-0 flex-1 text-fg-2 max-sm:hidden">
        {profile === undefined ? words.unsaved : words.savedAs(shownName(profile.name))}
      </span>
      {profile !== undefined && (
        <Button
          look="quiet"
          icon={<Trash2 size={14} aria-hidden />}
          onClick={() => void deleteProfile(connectionId, profile)}
        >
          {words.deleteProfile}
        </Button>
      )}
      <Button icon={<Save size={14} aria-hidden />} onClick={save}>
        {words.save}
      </Button>
      {state.kind !== 'closed' && (
        <Button icon={<Unplug size={14} aria-hidden />} onClick={() => disconnect(connectionId)}>
          {state.kind === 'connected' ? words.disconnect : words.stopConnecting}
        </Button>
      )}
      {!isAsSet && (
        <Button
          // A shown error has the one accent button, its remedy. Retries need none.
          look={isByForm || again ? 'plain' : 'primary'}
          icon={<Plug size={14} aria-hidden />}
          onClick={onConnect}
        >
          {state.kind === 'connected' && isChanged
            ? words.reconnectChanged
            : again
              ? words.tryAgain
              : words.connect}
        </Button>
      )}
    </div>
  );
}
