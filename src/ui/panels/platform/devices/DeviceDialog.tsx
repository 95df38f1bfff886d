import { useState } from 'react';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import { SecretField } from '../../../kit/controls/SecretField.tsx';
import { SelectField } from '../../../kit/controls/SelectField.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { Dialog } from '../../../kit/overlays/Dialog.tsx';
import { useProductName } from '../../../session/platform/demoNames.ts';
import { shownName } from '../../../session/shownName.ts';
import { makeDevice } from '../calls/editing.ts';
import { EditForm } from '../parts/EditForm.tsx';

interface DeviceDialogProps {
  readonly connectionId: string;
  readonly products: readonly ProductFacts[];
  /** Product key to begin with; empty: the first. */
  readonly product: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Dialog for a new device of a product. */
export function DeviceDialog(props: DeviceDialogProps) {
  const t = useText().platformEdit.device;
  return (
    <Dialog
      open={props.open}
      label={t.title}
      onClose={props.onClose}
      className="w-110 max-w-[calc(100vw-32px)]"
    >
      <DeviceForm {...props} />
    </Dialog>
  );
}

function DeviceForm({ connectionId, products, product, onClose }: DeviceDialogProps) {
  const t = useText().platformEdit.device;
  const productName = useProductName();
  const [picked, setPicked] = useState<string>();
  // Products may be added or removed while the form is open.
  const chosen = picked ?? (product || (products[0]?.productKey ?? ''));
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  return (
    <EditForm
      title={t.title}
      action={t.apply}
      isReady={products.length > 0}
      submit={() =>
        makeDevice(connectionId, {
          kind: 'make-device',
          productKey: chosen,
          ...(name.trim() !== '' && { deviceName: name.trim() }),
          ...(secret !== '' && { deviceSecret: secret }),
        })
      }
      onClose={onClose}
    >
      {products.length === 0 ? (
        <p className="text-fg-2">{t.noProduct}</p>
      ) : (
        <>
          <SelectField
            label={t.product}
            value={chosen}
            options={products.map((one) => ({
              value: one.productKey,
              label: shownName(productName(one.name)),
            }))}
            onChange={setPicked}
          />
          <TextField mono label={t.name} value={name} hint={t.nameHint} onChange={setName} />
          <SecretField label={t.secret} value={secret} hint={t.secretHint} onChange={setSecret} />
        </>
      )}
    </EditForm>
  );
}
