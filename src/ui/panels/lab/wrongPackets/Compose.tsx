import { Button, SelectField, useText } from '#kit';
import {
  GOOD_TYPES,
  type GoodType,
  goodPacket,
  placeOf,
} from '../../../../engine/workshop/goodPackets.ts';
import type { ProtocolVersion } from '../../../../mqtt/tables/packet.ts';
import { packetName } from '../../../../mqtt/tables/packetNames.ts';
import type { PropertyRow } from '../../../../profiles/settings/propertyRow.ts';
import { readRows, settableAt } from '../../../../profiles/settings/propertyRows.ts';
import { PropertyRows } from '../../../pieces/forms/PropertyRows.tsx';
import { keptForms } from '../../../session/keptForms.ts';
import { hexText } from '../../../session/workshop/hexText.ts';
import { clientName, setWorkshop } from '../../../session/workshop/workshop.ts';

interface ComposeProps {
  readonly connectionId: string;
  readonly version: ProtocolVersion;
}

interface Composed {
  readonly type: GoodType;
  readonly rows: readonly PropertyRow[];
}

const FIRST: Composed = { type: 'publish', rows: [] };

const useComposed = keptForms<Composed>();

/** A valid packet with any properties, as bytes for editing. */
export function Compose({ connectionId, version }: ComposeProps) {
  const t = useText().workshop;
  const [composed, setComposed] = useComposed(connectionId, 'compose', FIRST);
  const { type, rows } = composed;
  const place = version === 5 ? placeOf(type) : undefined;
  const names = place === undefined ? [] : settableAt(place);
  const own = rows.filter(({ name }) => names.includes(name));
  const { properties, errors } = readRows(own);
  const types = GOOD_TYPES.filter((one) => version === 5 || one !== 'auth');
  const write = (): void => {
    const bytes = goodPacket(type, version, clientName(), properties);
    const isFirst = type === 'connect';
    setWorkshop(connectionId, { text: hexText(bytes), ...(isFirst && { own: true, first: true }) });
  };
  return (
    <section aria-label={t.compose} className="grid gap-2 rounded-md border border-line p-3">
      <div className="flex flex-wrap items-end gap-2">
        <SelectField
          label={t.compose}
          className="w-56"
          value={type}
          options={types.map((one) => ({ value: one, label: packetName(one) }))}
          onChange={(next) => setComposed({ ...composed, type: next })}
        />
        <Button disabled={errors.size > 0} onClick={write}>
          {t.write}
        </Button>
      </div>
      {names.length > 0 && (
        <PropertyRows
          label={t.composeProperties}
          names={names}
          rows={own}
          onChange={(next) => setComposed({ ...composed, rows: next })}
        />
      )}
    </section>
  );
}
