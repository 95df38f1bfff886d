import { useState } from 'react';
import type { Refused } from '../../../broker/core/refusals.ts';
import type { ProductFacts } from '../../../broker/platform/devices/commands.ts';
import { Button } from '../../kit/Button.tsx';
import { Dialog } from '../../kit/Dialog.tsx';
import { useText } from '../../kit/language/useText.ts';
import { SecretField } from '../../kit/SecretField.tsx';
import { SelectField } from '../../kit/SelectField.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useProductName } from '../../session/platform/demoNames.ts';
import { shownName } from '../../session/shownName.ts';
import { makeDevice } from './editing.ts';
import { RefusalLine } from './RefusalLine.tsx';

interface DeviceDialogProps {
  readonly connectionId: string;
  readonly products: readonly ProductFacts[];
  /** Product key to begin with; empty: the first. */
  readonly product: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A new device of a product. */
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
  const texts = useText().platformEdit;
  const t = texts.device;
  const productName = useProductName();
  const [chosen, setChosen] = useState(product || (products[0]?.productKey ?? ''));
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [refused, setRefused] = useState<Refused>();
  const submit = async (): Promise<void> => {
    const why = await makeDevice(connectionId, {
      kind: 'make-device',
      productKey: chosen,
      ...(name.trim() !== '' && { deviceName: name.trim() }),
      ...(secret !== '' && { deviceSecret: secret }),
    });
    if (why === undefined) onClose();
    else setRefused(why);
  };
  return (
    <form
      className="flex flex-col gap-3 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2 className="text-base font-semibold">{t.title}</h2>
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
            onChange={setChosen}
          />
          <TextField mono label={t.name} value={name} hint={t.nameHint} onChange={setName} />
          <SecretField label={t.secret} value={secret} hint={t.secretHint} onChange={setSecret} />
          <RefusalLine refused={refused} />
        </>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button look="primary" type="submit" disabled={products.length === 0}>
          {t.apply}
        </Button>
      </div>
    </form>
  );
}
