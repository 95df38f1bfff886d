import { useState } from 'react';
import { Button } from '../../kit/controls/Button.tsx';
import { CopyButton } from '../../kit/controls/CopyButton.tsx';
import { TextField } from '../../kit/controls/TextField.tsx';
import { useText } from '../../kit/language/useText.ts';
import { Dialog } from '../../kit/overlays/Dialog.tsx';
import { isOfThisComputer, phoneAddress } from '../../session/address/phoneAddress.ts';
import { activeConnection } from '../../session/connection/connections.ts';
import { closeOverlay, useOverlay } from '../../session/dialogs/overlay.ts';
import { qrPath } from './qrPath.ts';

/** Dialog with the address of this page for a phone, as a QR code. */
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
      {address !== undefined && <Code address={address} />}
      <div className="flex justify-end">
        <Button onClick={closeOverlay}>{t.close}</Button>
      </div>
    </div>
  );
}

function Code({ address }: { readonly address: string }) {
  const t = useText().phone;
  const code = qrPath(address);
  return (
    <>
      <p className="text-fg-2">{t.scan}</p>
      {code === undefined ? (
        <p className="text-warn">{t.tooLong}</p>
      ) : (
        // Dark on light in both themes: not every reader accepts inverted codes.
        <svg
          role="img"
          aria-label={t.code(address)}
          viewBox={`0 0 ${code.size} ${code.size}`}
          shapeRendering="crispEdges"
          className="mx-auto w-full max-w-64 rounded-md bg-white forced-color-adjust-none"
        >
          <path d={code.path} fill="black" />
        </svg>
      )}
      <p className="flex items-start gap-1">
        <bdi className="min-w-0 flex-1 font-mono text-base break-all">{address}</bdi>
        <CopyButton what={t.address} text={() => address} />
      </p>
    </>
  );
}
