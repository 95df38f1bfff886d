import { Copy, Save, Unplug } from 'lucide-react';
import type { ConnectionState } from '../../../connection/protocol.ts';
import { Button } from '../../kit/Button.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { disconnect } from '../../session/captures/leave.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { duplicate, noteTried } from '../../session/profiles/drafts.ts';
import { reading } from '../../session/profiles/reading.ts';

interface EditorToolsProps {
  readonly connectionId: string;
  readonly draft: Draft;
  readonly state: ConnectionState;
}

/** What can be done with what was filled in, beside connecting. */
export function EditorTools({ connectionId, draft, state }: EditorToolsProps) {
  const t = useFirstText().editor;
  const save = () =>
    reading.with(({ saveDraft }) => {
      void saveDraft(connectionId).then((wrong) => {
        if (wrong !== undefined) noteTried(connectionId);
      });
    });
  return (
    <>
      <Button
        look="quiet"
        className="max-md:hidden"
        icon={<Copy size={14} aria-hidden />}
        onClick={() => duplicate(draft)}
      >
        {t.duplicate}
      </Button>
      <Button icon={<Save size={14} aria-hidden />} onClick={save}>
        {t.save}
      </Button>
      {state.kind !== 'closed' && (
        <Button icon={<Unplug size={14} aria-hidden />} onClick={() => disconnect(connectionId)}>
          {state.kind === 'connected' ? t.disconnect : t.stopConnecting}
        </Button>
      )}
    </>
  );
}
