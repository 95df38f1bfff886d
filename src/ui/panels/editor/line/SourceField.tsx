import { FileUp, X } from 'lucide-react';
import { useState } from 'react';
import { announce, ChooseFile, IconButton, TextField, useText } from '#kit';
import type { TextOrFile } from '../../../../profiles/settings/lineSettings.ts';

/** Bytes; chains of certificates have some thousands. */
const LARGEST = 1024 * 1024;

interface SourceFieldProps {
  readonly label: string;
  readonly value: TextOrFile | undefined;
  readonly onChange: (value: TextOrFile) => void;
  /** No text: kept in Base64. */
  readonly isBinary?: boolean;
}

/** A certificate or a key: the content of a file here, or a path that the companion reads. */
export function SourceField({ label, value, onChange, isBinary = false }: SourceFieldProps) {
  const t = useText().line;
  const [error, setError] = useState<string>();
  const read = async (file: File): Promise<void> => {
    if (file.size > LARGEST) {
      setError(t.tooLarge);
      return;
    }
    setError(undefined);
    const text = isBinary ? base64(new Uint8Array(await file.arrayBuffer())) : await file.text();
    onChange({ text });
    announce(t.chosen(file.name));
  };
  const isHeld = value !== undefined && 'text' in value;
  return (
    <TextField
      label={label}
      mono
      value={isHeld ? t.held(value.text.length) : (value?.file ?? '')}
      onChange={(file) => onChange({ file })}
      disabled={isHeld}
      placeholder={t.path}
      error={error}
      suffix={
        isHeld ? (
          <IconButton small label={t.remove(label)} onClick={() => onChange({ file: '' })}>
            <X size={12} aria-hidden />
          </IconButton>
        ) : (
          <ChooseFile
            look="action"
            icon={<FileUp size={12} aria-hidden />}
            action={t.choose}
            label={t.chooseFor(label)}
            field={t.fileOf(label)}
            onFiles={([file]) => file && read(file)}
          />
        )
      }
    />
  );
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
