import { useId } from 'react';
import { Button, COLOUR_MARKS, classes, Switch, TextField, useText } from '#kit';
import { foldersOf } from '../../../profiles/settings/arrangement.ts';
import { PROFILE_COLOURS } from '../../../profiles/settings/settings.ts';
import { renameConnection } from '../../session/connection/connections.ts';
import { askForRules } from '../../session/payloadRules/asked.ts';
import type { Draft } from '../../session/profiles/draft.ts';
import { followConnection } from '../../session/profiles/drafts.ts';
import { shownName } from '../../session/shownName.ts';
import { useProfiles } from '../../session/storage.ts';
import { Folded } from './fields/Folded.tsx';
import { Labelled, Pair, Section } from './fields/Section.tsx';
import type { OptionsProps } from './fields/sectionProps.ts';

/** Name, folder, appearance and automatic actions of a profile. */
export function ProfileSection({ connectionId, draft, change }: OptionsProps) {
  const { editor, profiles: t } = useText();
  const id = useId();
  // The settings of the current connection do not change.
  const note = (part: Partial<Draft>): void => followConnection(connectionId, part);
  const folders = foldersOf(useProfiles().items).flatMap(({ name }) => name || []);
  // The tab takes the name at once. A name needs no new connection.
  const rename = (name: string): void => {
    note({ name });
    renameConnection(connectionId, name);
  };
  return (
    <Folded
      connectionId={connectionId}
      section="profile"
      title={t.title}
      now={t.now({
        name: shownName(draft.name),
        folder: shownName(draft.folder),
        colour: draft.colour,
        isReadOnly: draft.readOnly,
        isAtStart: draft.connectAtStart,
      })}
    >
      <Section>
        <Pair>
          <TextField
            label={editor.name}
            value={draft.name}
            onChange={rename}
            placeholder={editor.namePlaceholder}
          />
          <TextField
            label={t.folder}
            value={draft.folder}
            onChange={(folder) => note({ folder })}
            hint={
              folders.length === 0
                ? t.folderHint
                : folders.map((name) => (
                    <button
                      key={name}
                      type="button"
                      onClick={() => note({ folder: name })}
                      className="mr-3 max-w-full truncate rounded-sm align-bottom text-action"
                    >
                      {shownName(name)}
                    </button>
                  ))
            }
          />
          <Labelled label={t.colour}>
            {() => (
              <div
                role="radiogroup"
                aria-label={t.colour}
                className="flex min-h-(--h-ctl) flex-wrap items-center gap-1"
              >
                {[undefined, ...PROFILE_COLOURS].map((colour) => (
                  <span
                    key={colour ?? ''}
                    title={colour === undefined ? t.noColour : t.colours[colour]}
                    className={classes(
                      'relative grid size-(--h-ctl) shrink-0 place-items-center rounded-md border has-focus-visible:outline-2 has-focus-visible:outline-accent',
                      colour === draft.colour ? 'border-accent bg-sel' : 'border-transparent',
                    )}
                  >
                    <span
                      aria-hidden="true"
                      className={classes(
                        'size-3.5 rounded-full forced-color-adjust-none',
                        colour === undefined ? 'border border-ctl' : COLOUR_MARKS[colour],
                      )}
                    />
                    <input
                      type="radio"
                      className="overlay-control"
                      name={id}
                      aria-label={colour === undefined ? t.noColour : t.colours[colour]}
                      checked={colour === draft.colour}
                      onChange={() => note({ colour })}
                    />
                  </span>
                ))}
              </div>
            )}
          </Labelled>
          <Labelled label={t.payloads}>
            {() => (
              <div className="flex items-center gap-2">
                <Button onClick={() => askForRules(connectionId)}>{t.payloadsEdit}</Button>
                <span className="text-fg-2">
                  {t.payloadsCount(draft.payloads.chains.length, draft.payloads.files.length)}
                </span>
              </div>
            )}
          </Labelled>
          <div>
            <Switch
              label={t.readOnlySwitch}
              describedBy={`${id}-read-only`}
              checked={draft.readOnly}
              onChange={(readOnly) => change({ readOnly })}
            />
            <p id={`${id}-read-only`} className="text-xs text-fg-2">
              {t.readOnlyHint}
            </p>
          </div>
          <div>
            <Switch
              label={t.atStartSwitch}
              describedBy={`${id}-start`}
              checked={draft.connectAtStart}
              onChange={(connectAtStart) => note({ connectAtStart })}
            />
            <p id={`${id}-start`} className="text-xs text-fg-2">
              {t.atStartHint}
            </p>
          </div>
        </Pair>
      </Section>
    </Folded>
  );
}
