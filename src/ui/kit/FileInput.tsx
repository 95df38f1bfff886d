import type { Ref } from 'react';

interface FileInputProps {
  /** What opens the dialog clicks it: it is not drawn itself. */
  readonly ref: Ref<HTMLInputElement>;
  /** Accessible name. */
  readonly label: string;
  /** As the attribute; all without it. */
  readonly accept?: string | undefined;
  /** More than one can be chosen. */
  readonly several?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** The browser's own dialog for files. */
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
        if (files.length > 0) onFiles(files);
      }}
    />
  );
}
