import { useState } from 'react';
import { Button, Dialog, SelectField, useText, Warnings } from '#kit';
import { propertyValue } from '../../../mqtt/tables/properties.ts';
import { clientReasonCodes } from '../../../mqtt/tables/reasonCodes.ts';
import type { PropertyRow } from '../../../profiles/settings/propertyRow.ts';
import { readRows, settableAt } from '../../../profiles/settings/propertyRows.ts';
import { PropertyRows } from '../../pieces/forms/PropertyRows.tsx';
import { activeConnection } from '../../session/connection/connections.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';

const NAMES = settableAt('disconnect');
const CODES = clientReasonCodes('disconnect');

/** Dialog for a DISCONNECT with the user's options. */
export function FarewellDialog() {
  const t = useText().mqtt5Form;
  const isOpen = useOverlay(({ open }) => open === 'farewell');
  return (
    <Dialog
      open={isOpen}
      label={t.farewell}
      onClose={closeOverlay}
      className="w-150 max-w-[calc(100vw-32px)]"
    >
      <Body />
    </Dialog>
  );
}

function Body() {
  const { failures, mqtt5Form: t, shell } = useText();
  const [code, setCode] = useState('0');
  const [rows, setRows] = useState<readonly PropertyRow[]>([]);
  const { properties, errors } = readRows(rows);
  const isRaised =
    activeConnection()?.settings?.sessionExpiry === 0 &&
    (propertyValue(properties, 'sessionExpiryInterval') ?? 0) > 0;
  const send = (): void => {
    closeOverlay();
    const farewell = { reasonCode: Number(code), properties };
    activeConnection()?.handle.send({ kind: 'disconnect', farewell });
  };
  return (
    <form
      className="grid gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (errors.size === 0) send();
      }}
    >
      <h2 className="text-base font-semibold">{t.farewell}</h2>
      <p className="text-fg-2">{t.farewellText}</p>
      <SelectField
        label={t.reason}
        mono
        value={code}
        options={CODES.map((one) => ({
          value: String(one),
          label: failures.reasonCode({ place: 'disconnect', code: one, version: 5 }),
        }))}
        onChange={setCode}
      />
      <PropertyRows label={t.disconnect} names={NAMES} rows={rows} onChange={setRows} />
      {isRaised && <Warnings texts={[t.expiryRaised]} />}
      <div className="flex justify-end gap-2">
        <Button onClick={closeOverlay}>{shell.cancel}</Button>
        <Button type="submit" look="primary" disabled={errors.size > 0}>
          {t.disconnectDo}
        </Button>
      </div>
    </form>
  );
}
