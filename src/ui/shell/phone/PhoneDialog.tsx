import { useState } from 'react';
import { Button, CopyButton, Dialog, TextField, useText } from '#kit';
import { isOfThisComputer, phoneAddress } from '../../session/address/phoneAddress.ts';
import { activeConnection } from '../../session/connection/connections.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';

/** Dialog with the address of this page for a phone. */
export function PhoneDialog() {
  const t = useText().phone;
  const isOpen = useOverlay(({ open }) => open === 'phone');
  return (
    <Dialog
      open={isOpen}
      label={t.title}
      onClose={closeOverlay}
      className="w-110 max-w-[calc(100vw-32px)]"
    >
      <Body />
    </Dialog>
  );
}

function Body() {
  const t = useText().phone;
  const [name, setName] = useState('');
  const isLocal = isOfThisComputer(location);
  const address = phoneAddress(location, name, activeConnection());
  return (
    <div className="grid gap-3 p-4">
      <h2 className="text-base font-semibold">{t.title}</h2>
      {isLocal && (
        <>
          <p className="text-fg-2">{t.local}</p>
          <TextField
            label={t.host}
            mono
            takesFocus
            value={name}
            placeholder={t.hostExample}
            error={name.trim() !== '' && address === undefined ? t.wrong : undefined}
            onChange={setName}
          />
        </>
      )}
      {address !== undefined && <Address address={address} />}
      <div className="flex justify-end">
        <Button onClick={closeOverlay}>{t.close}</Button>
      </div>
    </div>
  );
}

function Address({ address }: { readonly address: string }) {
  const t = useText().phone;
  return (
    <>
      <p className="text-fg-2">{t.intro}</p>
      <p className="flex items-start gap-1">
        <bdi className="min-w-0 flex-1 font-mono text-base break-all">{address}</bdi>
        <CopyButton what={t.address} text={() => address} />
      </p>
    </>
  );
}
