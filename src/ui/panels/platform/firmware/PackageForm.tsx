import { FileUp } from 'lucide-react';
import { useState } from 'react';
import type { ProductFacts } from '../../../../broker/platform/devices/commands.ts';
import type { SignMethod } from '../../../../broker/platform/devices/fileCommands.ts';
import { bytes } from '../../../../i18n/numbers.ts';
import { Button } from '../../../kit/controls/Button.tsx';
import { ChooseFile } from '../../../kit/controls/ChooseFile.tsx';
import { Segments } from '../../../kit/controls/Segments.tsx';
import { SelectField } from '../../../kit/controls/SelectField.tsx';
import { TextField } from '../../../kit/controls/TextField.tsx';
import { Progress } from '../../../kit/display/Progress.tsx';
import { announce } from '../../../kit/language/announcements.ts';
import { useText } from '../../../kit/language/useText.ts';
import { useKeptText } from '../../../session/keptForms.ts';
import { useProductName } from '../../../session/platform/demoNames.ts';
import { shownName } from '../../../session/shownName.ts';
import { order, refuse } from '../calls/orders.ts';
import { uploadFile } from './uploadFile.ts';

interface PackageFormProps {
  readonly connectionId: string;
  readonly products: readonly ProductFacts[];
}

const namesOf = (files: readonly File[]): string =>
  files.map(({ name }) => shownName(name)).join(', ');

/** Turns files into firmware of a product: usually a single file. */
export function PackageForm({ connectionId, products }: PackageFormProps) {
  const t = useText().firmware;
  const productName = useProductName();
  const [productKey, setProductKey] = useState<string>();
  const [version, setVersion] = useKeptText(connectionId, 'package/version', '');
  const [module, setModule] = useKeptText(connectionId, 'package/module', '');
  const [signMethod, setSignMethod] = useState<SignMethod>('Md5');
  const [files, setFiles] = useState<readonly File[]>([]);
  /** The file that is on its way. */
  const [sending, setSending] = useState<{ readonly file: File; readonly received: number }>();
  const [fault, setFault] = useState<string>();
  const chosen = productKey ?? products[0]?.productKey ?? '';
  /** Numbers of the uploaded files. undefined: an upload failed, and the error is shown. */
  const upload = async (): Promise<readonly number[] | undefined> => {
    const numbers: number[] = [];
    for (const file of files) {
      setSending({ file, received: 0 });
      const uploaded = await uploadFile(connectionId, file, (received) =>
        setSending({ file, received }),
      );
      if (uploaded === 'unreadable') {
        setFault(t.unreadable);
        return undefined;
      }
      if ('refused' in uploaded) {
        refuse(connectionId, uploaded.refused);
        return undefined;
      }
      numbers.push(uploaded.file.file);
    }
    return numbers;
  };
  const add = async (): Promise<void> => {
    const empty = files.find(({ size }) => size === 0);
    setFault(empty && t.emptyFile(shownName(empty.name)));
    if (empty !== undefined) return;
    const numbers = await upload();
    setSending(undefined);
    const [file, ...others] = numbers ?? [];
    if (file === undefined) return;
    const isAdded = await order(
      connectionId,
      {
        kind: 'add-package',
        productKey: chosen,
        file,
        ...(others.length > 0 && { others }),
        version: version.trim(),
        ...(module.trim() !== '' && { module: module.trim() }),
        signMethod,
        isDiff: false,
      },
      t.uploaded(namesOf(files), shownName(version.trim())),
    );
    if (isAdded) setFiles([]);
  };
  return (
    <form
      aria-label={t.add}
      className="flex flex-col gap-3 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
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
          icon={<FileUp size={14} aria-hidden />}
          action={t.choose}
          field={t.file}
          label={`${t.choose} ${t.file}`}
          several
          onFiles={(next) => {
            setFault(undefined);
            setFiles(next);
            announce(namesOf(next));
          }}
        />
        <span className="min-w-0 text-fg-2">
          {files.length === 0
            ? t.noFile
            : files.map(({ name, size }) => (
                <span key={name} className="block truncate">
                  {`${shownName(name)}, ${bytes(size)}`}
                </span>
              ))}
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
          disabled={files.length === 0 || version.trim() === '' || sending !== undefined}
        >
          {t.upload}
        </Button>
        {sending !== undefined && (
          <Progress
            label={t.uploading(shownName(sending.file.name))}
            value={sending.received}
            max={sending.file.size}
          />
        )}
        <p className="basis-full text-xs text-fg-2">{t.filesHint}</p>
        {fault !== undefined && (
          <p role="alert" className="text-err">
            {fault}
          </p>
        )}
      </div>
    </form>
  );
}
