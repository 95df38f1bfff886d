import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '../../../mqtt/errorText.ts';
import type { KeptMessage } from '../../../profiles/keptMessage.ts';
import { newId } from '../../../profiles/newId.ts';
import { Button } from '../../kit/Button.tsx';
import { IconButton } from '../../kit/IconButton.tsx';
import { announce } from '../../kit/language/announcements.ts';
import { soonTexts, useSoonText } from '../../kit/language/soonText.ts';
import { TextField } from '../../kit/TextField.tsx';
import { offerUndo } from '../../session/asking.ts';
import type { Message } from '../../session/publish/form.ts';
import { loadMessage } from '../../session/publish/forms.ts';
import { shownName } from '../../session/shownName.ts';
import { messages, useKeptMessages } from '../../session/storage.ts';

interface KeptProps {
  readonly connectionId: string;
  /** undefined while the form has a fault. */
  readonly message: Message | undefined;
}

/** Messages that were named and kept in this browser; choosing one loads it. */
export function Kept({ connectionId, message }: KeptProps) {
  const t = useSoonText().publish;
  const { items, failure } = useKeptMessages();
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>();
  const keep = async () => {
    if (message === undefined || name.trim() === '') {
      return;
    }
    const before = items.find((one) => one.name === name.trim());
    try {
      await messages.save({ ...message, id: before?.id ?? newId(), name: name.trim() });
      announce(t.keptSaved(name.trim()));
      setName('');
      setFault(undefined);
    } catch (error) {
      setFault(soonTexts().editor.storageFailed(errorText(error)));
    }
  };
  return (
    <div>
      <div className="flex items-start gap-2">
        <TextField
          className="flex-1"
          label={t.keepName}
          value={name}
          onChange={setName}
          onEnter={() => void keep()}
          error={fault ?? failure}
        />
        <div className="pt-5">
          <Button
            disabled={message === undefined || name.trim() === ''}
            onClick={() => void keep()}
          >
            {t.keepSave}
          </Button>
        </div>
      </div>
      <h3 className="mt-2 text-xs font-semibold text-fg-2">{t.kept}</h3>
      {items.length === 0 && <p className="text-fg-2">{t.keptNone}</p>}
      <ul>
        {items.map((kept) => (
          <KeptRow key={kept.id} connectionId={connectionId} kept={kept} />
        ))}
      </ul>
    </div>
  );
}

function KeptRow({ connectionId, kept }: { connectionId: string; kept: KeptMessage }) {
  const t = useSoonText().publish;
  const remove = async () => {
    const gone = await messages.delete(kept.id);
    offerUndo(t.deletedKept(kept.name), () => messages.save(gone ?? kept));
  };
  return (
    <li className="flex h-(--h-small) items-center gap-2">
      <button
        type="button"
        title={shownName(kept.topic)}
        onClick={() => loadMessage(connectionId, kept)}
        className="min-w-0 flex-1 truncate text-left hover:text-accent"
      >
        {kept.name}
      </button>
      <span className="shrink-0 text-xs text-fg-2">
        QoS {kept.qos} · {t.size(kept.payload.length)}
      </span>
      <IconButton small label={t.deleteKept(kept.name)} onClick={() => void remove()}>
        <Trash2 size={12} aria-hidden />
      </IconButton>
    </li>
  );
}
