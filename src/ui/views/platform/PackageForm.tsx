import { useState } from 'react';
import type { ProductFacts } from '../../../broker/platform/devices/commands.ts';
import type { SignMethod } from '../../../broker/platform/devices/fileCommands.ts';
import { bytes } from '../../../words/numbers.ts';
import { Button } from '../../kit/Button.tsx';
import { announce } from '../../kit/language/announcements.ts';
import { useText } from '../../kit/language/useText.ts';
import { Progress } from '../../kit/Progress.tsx';
import { Segments } from '../../kit/Segments.tsx';
import { SelectField } from '../../kit/SelectField.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { useProductName } from '../../session/platform/demoNames.ts';
import { shownName } from '../../session/shownName.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { order, refuse } from './orders.ts';
import { uploadFile } from './uploadFile.ts';

interface PackageFormProps {
  readonly connectionId: string;
  readonly products: readonly ProductFacts[];
}

/** A file becomes firmware of a product. */
export function PackageForm({ connectionId, products }: PackageFormProps) {
  const t = useText().firmware;
  const productName = useProductName();
  const [productKey, setProductKey] = useState<string>();
  const [version, setVersion] = useState('');
  const [module, setModule] = useState('');
  const [signMethod, setSignMethod] = useState<SignMethod>('Md5');
  const [file, setFile] = useState<File>();
  /** Bytes that have arrived, while it is on its way. */
  const [received, setReceived] = useState<number>();
  const [fault, setFault] = useState<string>();
  const chosen = productKey ?? products[0]?.productKey ?? '';
  const add = async (from: File): Promise<void> => {
    setFault(undefined);
    setReceived(0);
    const uploaded = await uploadFile(connectionId, from, setReceived);
    setReceived(undefined);
    if (uploaded === 'unreadable') {
      setFault(t.unreadable);
      return;
    }
    if ('refused' in uploaded) {
      refuse(connectionId, uploaded.refused);
      return;
    }
    const isAdded = await order(
      connectionId,
      {
        kind: 'add-package',
        productKey: chosen,
        file: uploaded.file.file,
        version: version.trim(),
        ...(module.trim() !== '' && { module: module.trim() }),
        signMethod,
        isDiff: false,
      },
      t.uploaded(shownName(from.name), shownName(version.trim())),
    );
    if (isAdded) setFile(undefined);
  };
  return (
    <form
      aria-label={t.add}
      className="flex flex-col gap-3 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== undefined) void add(file);
      }}
    >
      <h3 className="text-xs font-semibold text-fg-2">{t.add}</h3>
      <div className="flex flex-wrap items-start gap-3">
        <SelectField
          className="min-w-40 flex-1"
          label={t.product}
          value={chosen}
          options={products.map((one) => ({
            value: one.productKey,
            label: shownName(productName(one.name)),
          }))}
          onChange={setProductKey}
        />
        <TextField
          mono
          className="min-w-40 flex-1"
          label={t.version}
          value={version}
          hint={t.versionHint}
          onChange={setVersion}
        />
        <TextField
          mono
          className="min-w-40 flex-1"
          label={t.module}
          value={module}
          hint={t.moduleHint}
          onChange={setModule}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ChooseFile
          label={t.file}
          action={t.choose}
          onFile={(next) => {
            setFault(undefined);
            setFile(next);
            announce(shownName(next.name));
          }}
        />
        <span className="min-w-0 truncate text-fg-2">
          {file === undefined ? t.noFile : `${shownName(file.name)}, ${bytes(file.size)}`}
        </span>
        <Segments
          label={t.signMethod}
          value={signMethod}
          options={[
            { value: 'Md5', label: 'MD5' },
            { value: 'SHA256', label: 'SHA-256' },
          ]}
          onChange={setSignMethod}
        />
        <Button
          look="primary"
          type="submit"
          disabled={file === undefined || version.trim() === '' || received !== undefined}
        >
          {t.upload}
        </Button>
        {file !== undefined && received !== undefined && (
          <Progress label={t.uploading(shownName(file.name))} value={received} max={file.size} />
        )}
        {fault !== undefined && (
          <p role="alert" className="text-err">
            {fault}
          </p>
        )}
      </div>
    </form>
  );
}
