import { Awaited, SelectField, Switch, useText, WaitsHere } from '#kit';
import { rowsOf } from '../../../profiles/settings/propertyRow.ts';
import { readRows, settableAt } from '../../../profiles/settings/propertyRows.ts';
import { PropertyRows } from '../../pieces/forms/PropertyRows.tsx';
import { LEVELS, type OptionsProps } from './options.ts';

/** Options of MQTT 5. */
export function MoreOptions({ options, onChange }: OptionsProps) {
  const t = useText().subscribing;
  return (
    <div className="mt-1">
      <div className="flex flex-wrap gap-x-4">
        <Switch
          label={t.noLocal}
          title={t.noLocalTitle}
          checked={options.noLocal}
          onChange={(noLocal) => onChange({ ...options, noLocal })}
        />
        <Switch
          label={t.retainAsPublished}
          title={t.retainAsPublishedTitle}
          checked={options.retainAsPublished}
          onChange={(retainAsPublished) => onChange({ ...options, retainAsPublished })}
        />
      </div>
      <SelectField
        label={t.retainHandling}
        value={options.retainHandling === 0 ? '0' : options.retainHandling === 1 ? '1' : '2'}
        options={[
          { value: '0', label: t.retainHandlings[0] },
          { value: '1', label: t.retainHandlings[1] },
          { value: '2', label: t.retainHandlings[2] },
        ]}
        onChange={(handling) => onChange({ ...options, retainHandling: LEVELS[handling] })}
      />
      <Awaited waits={<WaitsHere />}>
        <SubscribeProperties options={options} onChange={onChange} />
      </Awaited>
    </div>
  );
}

const NAMES = settableAt('subscribe');

/** Properties of the SUBSCRIBE packet: its identifier and the user properties. */
function SubscribeProperties({ options, onChange }: OptionsProps) {
  const t = useText().mqtt5Form;
  const rows = options.rows ?? rowsOf(options.properties ?? []);
  return (
    <div className="mt-2">
      <PropertyRows
        label={t.subscribe}
        names={NAMES}
        rows={rows}
        onChange={(changed) => {
          const { properties, errors } = readRows(changed);
          const { properties: _before, isWrong: _was, ...rest } = options;
          onChange({
            ...rest,
            rows: changed,
            ...(properties.length > 0 && { properties }),
            ...(errors.size > 0 && { isWrong: true }),
          });
        }}
      />
    </div>
  );
}
