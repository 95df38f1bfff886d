import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { FIRST_TYPED } from '../../../payload/formats/written.ts';
import { parseAddress } from '../../../profiles/address.ts';
import type { AddressNote } from '../../../profiles/addressNotes.ts';
import { newClientId } from '../../../profiles/clientId.ts';
import { classes } from '../../kit/classes.ts';
import { IconButton } from '../../kit/IconButton.tsx';
import { useFirstText } from '../../kit/language/firstText.ts';
import { page } from '../../kit/page.ts';
import { Segments } from '../../kit/Segments.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { withPasted } from '../../session/profiles/draft.ts';
import { urlOf } from '../../session/profiles/settings.ts';
import { changeForm } from '../../session/publish/forms.ts';
import { noteTexts } from './platformNotes.ts';
import { Labelled, Pair, Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

interface AddressProps extends SectionProps {
  readonly connectionId: string;
  readonly onEnter: () => void;
}

export function AddressSection(props: AddressProps) {
  const { connectionId, draft, change, faults, notes, onEnter } = props;
  const { editor: t, facts } = useFirstText();
  const parsed = parseAddress(draft.url, page);
  const [pasted, setPasted] = useState<readonly AddressNote[]>([]);
  const fromDevice = draft.mode === 'alibaba' && draft.url.trim() === '';
  // A command line, or an address that holds a user name, says more than an address: its parts go
  // to their fields, so that no password stays in sight.
  const takeApart = (text: string): boolean => {
    const read = parseAddress(text, page);
    const { settings } = read;
    if (read.from !== 'mosquitto' && settings.userName === undefined) {
      return false;
    }
    const url = read.url ?? addressWithoutSecrets(text, read.host, read.port);
    change({ ...withPasted(draft, settings), url });
    // The notes that the address alone would give again are left to it.
    const again = new Set(parseAddress(url, page).notes.map((one) => one.key));
    setPasted(read.notes.filter((one) => !again.has(one.key)));
    if (settings.publish !== undefined) {
      changeForm(connectionId, { ...settings.publish, format: FIRST_TYPED.id });
    }
    return true;
  };
  const typed = (text: string) => {
    // More than a key press can bring was pasted; while somebody types, their text stays as it is.
    const isPasted = Math.abs(text.length - draft.url.length) > 1;
    if (!isPasted || !takeApart(text)) {
      setPasted([]);
      change({ url: text });
    }
  };
  return (
    <Section title={t.address}>
      <TextField
        label={t.url}
        mono
        value={draft.url}
        onChange={typed}
        onEnter={onEnter}
        onBlur={() => takeApart(draft.url)}
        placeholder={t.urlPlaceholder}
        error={faults.url}
      />
      {fromDevice ? (
        <p className="mt-1 text-xs text-fg-2">
          {t.urlFromDevice}{' '}
          <span className="font-mono break-all text-fg">{urlOf(draft, page).url ?? '…'}</span>
        </p>
      ) : (
        draft.url.trim() !== '' && (
          <div className="mt-1 text-xs">
            {[...pasted, ...parsed.notes].map((note) => (
              <p
                key={note.key}
                className={classes(
                  'break-words',
                  note.severity === 'error'
                    ? 'text-err'
                    : note.severity === 'warning'
                      ? 'text-warn'
                      : 'text-fg-2',
                )}
              >
                {facts.addressNote(note)}
              </p>
            ))}
            {parsed.suggestions.length > 0 && (
              <>
                <p className="mt-1 text-fg-2">{t.tryThese}</p>
                <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
                  {parsed.suggestions.slice(0, 6).map(({ url, broker }) => (
                    <li key={url}>
                      <button
                        type="button"
                        title={t.use(url)}
                        onClick={() => change({ url })}
                        className="font-mono break-all text-accent hover:underline"
                      >
                        {url}
                      </button>{' '}
                      <span className="text-fg-2">{t.usualAt(broker)}</span>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </div>
        )
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
            warnings={noteTexts(notes.clientIdBase, facts.platformNote)}
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

/** What may stay in the box of a text that a browser cannot open: host and port. */
function addressWithoutSecrets(text: string, host: string, port: number | undefined): string {
  if (host === '') {
    return text.replace(/(\s-P\s*)\S+/g, '$1…').replace(/(:\/\/[^:@/\s]*):[^@\s]*@/g, '$1@');
  }
  return `${host}${port === undefined ? '' : `:${port}`}`;
}
