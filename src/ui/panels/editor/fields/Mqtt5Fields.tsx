import { SelectField, useText, Warnings } from '#kit';
import { SCRAM_METHOD } from '../../../../mqtt/scram/scramMethod.ts';
import { settableAt } from '../../../../profiles/settings/propertyRows.ts';
import { PropertyRows } from '../../../pieces/forms/PropertyRows.tsx';
import { OWN_CONNECT_FIELDS, OWN_WILL_FIELDS } from '../../../session/profiles/draft.ts';
import { Section } from './Section.tsx';
import type { SectionProps } from './sectionProps.ts';

const OF_CONNECT = settableAt('connect', OWN_CONNECT_FIELDS);
const OF_WILL = settableAt('will', OWN_WILL_FIELDS);

/** Warning that the password is sent although SCRAM was chosen to avoid that. */
export function ScramUnused({ draft }: SectionProps) {
  const t = useText().mqtt5Form;
  return (
    <div className="border-b border-line px-4 py-2">
      <Warnings texts={[t.scramUnused(draft.scram)]} />
    </div>
  );
}

/** Use of the password, and the properties of CONNECT and of its will. */
export function Mqtt5Fields({ draft, change }: SectionProps) {
  const t = useText().mqtt5Form;
  const { will } = draft;
  return (
    <Section>
      <div className="grid gap-4">
        {draft.mode === 'password' && (
          <SelectField
            label={t.signIn}
            className="max-w-120"
            value={draft.scram}
            options={[
              { value: '', label: t.plain },
              { value: SCRAM_METHOD, label: t.scram(SCRAM_METHOD) },
            ]}
            onChange={(scram) => change({ scram })}
            hint={draft.scram === '' ? undefined : t.scramHint}
          />
        )}
        <div>
          <p className="mb-2 text-xs text-fg-2">{t.connectHint}</p>
          <PropertyRows
            label={t.connect}
            names={OF_CONNECT}
            rows={draft.properties}
            onChange={(properties) => change({ properties })}
          />
        </div>
        {will.on && (
          <div>
            <h3 className="mb-2 text-xs text-fg-2">{t.will}</h3>
            <PropertyRows
              label={t.will}
              names={OF_WILL}
              rows={will.properties}
              onChange={(properties) => change({ will: { ...will, properties } })}
            />
          </div>
        )}
      </div>
    </Section>
  );
}
