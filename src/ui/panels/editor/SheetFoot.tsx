import { Plug, Save, Trash2, TriangleAlert, Unplug } from 'lucide-react';
import { Button, useFirstText, useText } from '#kit';
import { useRemedies } from '../../pieces/strips/Remedies.tsx';
import { disconnect } from '../../session/captures/leave.ts';
import { useConnection } from '../../session/connection/connections.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { noteTried } from '../../session/profiles/drafts.ts';
import { deleteProfile } from '../../session/profiles/profiles.ts';
import { reading } from '../../session/profiles/reading.ts';
import { plainAddress } from '../../session/profiles/searches.ts';
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
  const { asDevice } = useText().editor;
  const connection = useConnection(connectionId, 'state', 'failure');
  const { items } = useProfiles();
  const hasRemedy = useRemedies(connectionId).some(({ isBest }) => isBest === true);
  const isAsking = plainAddress.use(connectionId) !== undefined;
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
      {draft.mode === 'alibaba' ? (
        <span className="flex min-w-0 flex-1 basis-60 items-center gap-2 text-warn">
          <TriangleAlert size={14} aria-hidden className="shrink-0" />
          {asDevice(draft.cleanStart)}
        </span>
      ) : (
        <span className="min-w-0 flex-1 text-fg-2 max-sm:hidden">
          {profile === undefined ? words.unsaved : words.savedAs(shownName(profile.name))}
        </span>
      )}
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
          // A remedy or a question above has the one accent. Retries need none.
          look={isByForm || isAsking || (again && hasRemedy) ? 'plain' : 'primary'}
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
