import { RefreshCw } from 'lucide-react';
import { Boundary, IconButton, Segments, TextField, useText } from '#kit';
import { newClientId } from '../../../profiles/settings/ids.ts';
import { AddressField } from './fields/AddressField.tsx';
import { Row } from './fields/Section.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';
import { PasswordSection } from './PasswordSection.tsx';

/** The broker, the sign-in there, and the client. */
export function AddressSection(props: OptionsProps) {
  const { connectionId, draft, change, errors, notes } = props;
  const t = useText().editor;
  return (
    <section aria-label={t.address} className="grid gap-2.5 px-4 pt-3 pb-2.5">
      <Row label={t.broker}>
        <AddressField connectionId={connectionId} draft={draft} change={change} errors={errors} />
      </Row>
      {draft.mode === 'password' && (
        <Boundary part="password" of={draft}>
          <PasswordSection {...props} />
        </Boundary>
      )}
      <Row label={t.version}>
        <Segments
          label={t.protocol}
          value={draft.version}
          options={[
            { value: 3, label: '3.1' },
            { value: 4, label: '3.1.1' },
            { value: 5, label: '5' },
          ]}
          onChange={(version) => change({ version })}
        />
        {draft.mode === 'alibaba' && draft.version === 5 && (
          <p className="mt-1 text-xs text-fg-2">{t.protocolDevice}</p>
        )}
      </Row>
      <Row label={t.clientId}>
        <TextField
          label={t.clientId}
          hidesLabel
          mono
          value={draft.clientId}
          onChange={(clientId) => change({ clientId })}
          {...(draft.mode === 'alibaba' && { hint: t.deviceClientId })}
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
      </Row>
    </section>
  );
}
