import { RefreshCw } from 'lucide-react';
import { newClientId } from '../../../profiles/settings/ids.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { Segments } from '../../kit/Segments.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { renameConnection } from '../../session/connections.ts';
import { followConnection } from '../../session/profiles/drafts.ts';
import { AddressField } from './AddressField.tsx';
import { Labelled, Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

interface AddressProps extends SectionProps {
  readonly connectionId: string;
  /** The address stands above, where the screen begins. */
  readonly isAddressAbove: boolean;
}

export function AddressSection(props: AddressProps) {
  const { connectionId, draft, change, errors, notes, isAddressAbove } = props;
  const t = useFirstText().editor;
  // The tab has it at once: no new connection is needed for a name.
  const rename = (name: string): void => {
    followConnection(connectionId, { name });
    renameConnection(connectionId, name);
  };
  return (
    <Section title={isAddressAbove ? t.connection : t.address}>
      {!isAddressAbove && (
        <div className="mb-3">
          <AddressField connectionId={connectionId} draft={draft} change={change} errors={errors} />
        </div>
      )}
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
          error={errors.clientId}
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
          onChange={rename}
          placeholder={t.namePlaceholder}
        />
      </Pair>
    </Section>
  );
}
