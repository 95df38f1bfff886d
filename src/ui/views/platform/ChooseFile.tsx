import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../kit/Button.tsx';

interface ChooseFileProps {
  /** Accessible name of the field. */
  readonly label: string;
  /** What stands on the button. */
  readonly action: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** More than one can be chosen. */
  readonly several?: boolean;
}

/** A button that opens the browser's own dialog. */
export function ChooseFile({ label, action, onFiles, several = false }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        icon={<FileUp size={14} aria-hidden />}
        label={action === label ? action : `${action} ${label}`}
        onClick={() => input.current?.click()}
      >
        {action}
      </Button>
      <input
        ref={input}
        type="file"
        multiple={several}
        aria-label={label}
        tabIndex={-1}
        className="hidden"
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          if (files.length > 0) onFiles(files);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
