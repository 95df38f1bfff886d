import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { AddressNote } from '../../../profiles/addressNotes.ts';
import { newClientId } from '../../../profiles/clientId.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { drawnLater } from '../../kit/later.tsx';
import { loadedSoon } from '../../kit/loadedSoon.ts';
import { Segments } from '../../kit/Segments.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { nothing } from '../../kit/Waits.tsx';
import { useConnection } from '../../session/connections.ts';
import { draftFor } from '../../session/profiles/drafts.ts';
import { reading } from '../../session/profiles/reading.ts';
import { Labelled, Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

const addressNotes = loadedSoon(async () => (await import('./AddressNotes.tsx')).AddressNotes);
const AddressNotes = drawnLater(addressNotes, nothing, nothing);

interface AddressProps extends SectionProps {
  readonly connectionId: string;
}

export function AddressSection(props: AddressProps) {
  const { connectionId, draft, change, faults, notes } = props;
  const t = useFirstText().editor;
  const [pasted, setPasted] = useState<readonly AddressNote[]>([]);
  const connection = useConnection(connectionId, 'failure', 'settings', 'wasConnected');
  // Nothing is loaded while the first connection is made to an address that nobody has typed.
  const isOnItsWay =
    addressNotes.found === undefined &&
    connection?.settings?.url === draft.url &&
    connection.failure === undefined &&
    !connection.wasConnected;
  const takeApart = (text: string) =>
    reading.with((read) => {
      if (draftFor(connectionId).url !== text) return;
      const notes = read.takeApart(connectionId, text);
      if (notes !== undefined) setPasted(notes);
    });
  const typed = (text: string) => {
    setPasted([]);
    change({ url: text });
    // More than a key press can bring was pasted; while somebody types, their text stays as it is.
    if (Math.abs(text.length - draft.url.length) > 1) takeApart(text);
  };
  return (
    <Section title={t.address}>
      <TextField
        label={t.url}
        mono
        value={draft.url}
        onChange={typed}
        onBlur={() => {
          if (draft.url.trim() !== '') takeApart(draft.url);
        }}
        placeholder={t.urlPlaceholder}
        error={faults.url}
      />
      {(draft.url.trim() !== '' || draft.mode === 'alibaba') && !isOnItsWay && (
        <AddressNotes draft={draft} pasted={pasted} onUse={(url) => change({ url })} />
      )}
      <div className="mt-3">
        <Pair>
          <Labelled
            label={t.protocol}
            {...(draft.mode === 'alibaba' && draft.version === 5 ? { hint: t.protocolDevice } : {})}
          >
            {(describedBy) => (
              <Segments
                label={t.protocol}
                value={draft.version}
                options={[
                  { value: 3, label: '3.1' },
                  { value: 4, label: '3.1.1' },
                  { value: 5, label: '5' },
                ]}
                onChange={(version) => change({ version })}
                describedBy={describedBy}
              />
            )}
          </Labelled>
          <TextField
            label={t.clientId}
            mono
            value={draft.clientId}
            onChange={(clientId) => change({ clientId })}
            hint={draft.mode === 'alibaba' ? t.deviceClientId : t.clientIdHint}
            error={faults.clientId}
            warnings={notes.clientIdBase}
            suffix={
              <IconButton
                small
                label={t.newClientId}
                onClick={() => change({ clientId: newClientId() })}
              >
                <RefreshCw size={12} aria-hidden />
              </IconButton>
            }
          />
          <TextField
            label={t.name}
            value={draft.name}
            onChange={(name) => change({ name })}
            placeholder={t.namePlaceholder}
          />
        </Pair>
      </div>
    </Section>
  );
}
