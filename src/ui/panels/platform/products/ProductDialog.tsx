import { useState } from 'react';
import type { TopicClass } from '../../../../alibaba/product.ts';
import type { Refused } from '../../../../broker/core/commands/refusals.ts';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { useText } from '../../../kit/language/useText.ts';
import { Dialog } from '../../../kit/overlays/Dialog.tsx';
import { JsonField } from '../../../pieces/forms/JsonField.tsx';
import { shownName } from '../../../session/shownName.ts';
import { saveProduct } from '../calls/editing.ts';
import { EditForm } from '../parts/EditForm.tsx';

interface ProductDialogProps {
  readonly connectionId: string;
  /** undefined: a new one. */
  readonly product: ProductFacts | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A product's name, topic classes and thing model. */
export function ProductDialog(props: ProductDialogProps) {
  const t = useText().platformEdit.product;
  const { product } = props;
  return (
    <Dialog
      open={props.open}
      label={product === undefined ? t.addTitle : t.editTitle(shownName(product.name))}
      onClose={props.onClose}
      className="w-160 max-w-[calc(100vw-32px)]"
    >
      <ProductForm {...props} />
    </Dialog>
  );
}

function ProductForm({ connectionId, product, onClose }: ProductDialogProps) {
  const t = useText().platformEdit.product;
  const before = { topics: written(product?.topics ?? []), tsl: product?.tsl ?? '' };
  const [key, setKey] = useState('');
  const [name, setName] = useState(product?.name ?? '');
  const [topics, setTopics] = useState(before.topics);
  const [tsl, setTsl] = useState(() => laidOut(before.tsl));
  const read = readTopics(topics);
  const submit = (): Promise<Refused | undefined> => {
    const fields = {
      ...(name.trim() !== '' && { name: name.trim() }),
      ...(topics !== before.topics && read !== undefined && { topics: read }),
      ...(tsl !== laidOut(before.tsl) && { tsl }),
    };
    const productKey = product?.productKey ?? key.trim();
    return saveProduct(
      connectionId,
      product === undefined
        ? { kind: 'make-product', ...(productKey !== '' && { productKey }), ...fields }
        : { kind: 'change-product', productKey, ...fields },
    );
  };
  return (
    <EditForm
      title={product === undefined ? t.addTitle : t.editTitle(shownName(product.name))}
      action={t.save}
      isReady={read !== undefined}
      submit={submit}
      onClose={onClose}
    >
      {product === undefined && (
        <TextField mono label={t.key} value={key} hint={t.keyHint} onChange={setKey} />
      )}
      <TextField label={t.name} value={name} onChange={setName} />
      {product !== undefined && (
        <JsonField
          label={t.topics}
          rows={4}
          value={topics}
          hint={t.topicsHint}
          error={read === undefined ? t.topicsError : undefined}
          onChange={setTopics}
        />
      )}
      <JsonField label={t.model} rows={8} value={tsl} hint={t.modelHint} onChange={setTsl} />
    </EditForm>
  );
}

const written = (topics: readonly TopicClass[]): string =>
  topics.map(({ operation, topic }) => `${operation} ${topic}`).join('\n');

/** undefined: a line has another form. */
function readTopics(text: string): readonly TopicClass[] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map((line): TopicClass | undefined => {
    const [operation, topic, ...rest] = line.trim().split(/\s+/);
    const known = OPERATIONS.find((one) => one === operation?.toUpperCase());
    if (known === undefined || topic === undefined || rest.length > 0) return undefined;
    return { operation: known, topic };
  });
  const right = read.filter((topic) => topic !== undefined);
  return right.length < read.length ? undefined : right;
}

const OPERATIONS = ['PUB', 'SUB', 'ALL'] as const;

const laidOut = (tsl: string): string =>
  tsl === '' ? '' : JSON.stringify(JSON.parse(tsl), undefined, 2);
