import type { Ref } from 'react';
import { type TakesFiles, takeFiles } from './takeFiles.ts';

interface FileInputProps {
  /** The input is not drawn. The button that opens the dialog clicks it. */
  readonly ref: Ref<HTMLInputElement>;
  /** Accessible name. */
  readonly label: string;
  /** The `accept` attribute. Without it, all files can be chosen. */
  readonly accept?: string | undefined;
  /** More than one can be chosen. */
  readonly several?: boolean;
  readonly onFiles: TakesFiles;
}

/** The browser's file dialog. */
export function FileInput({ ref, label, accept, several = false, onFiles }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      hidden
      multiple={several}
      accept={accept}
      aria-label={label}
      onChange={({ target }) => {
        const files = [...(target.files ?? [])];
        // The same file can be chosen again.
        target.value = '';
        if (files.length > 0) void takeFiles(files, onFiles);
      }}
    />
  );
}
