import { rowsOf } from '../../../profiles/settings/propertyRow.ts';
import { readRows, settableAt } from '../../../profiles/settings/propertyRows.ts';
import { useText } from '../../kit/language/useText.ts';
import { PropertyRows } from '../../pieces/forms/PropertyRows.tsx';
import type { OptionsProps } from './options.ts';

const NAMES = settableAt('subscribe');

/** Properties of the SUBSCRIBE packet: its identifier and the user properties. */
export function SubscribeProperties({ options, onChange }: OptionsProps) {
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
