import { FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../kit/Button.tsx';

interface ChooseFileProps {
  /** Accessible name of the field. */
  readonly label: string;
  /** What stands on the button. */
  readonly action: string;
  readonly onFile: (file: File) => void;
}

/** A button that opens the browser's own dialog. */
export function ChooseFile({ label, action, onFile }: ChooseFileProps) {
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
        aria-label={label}
        tabIndex={-1}
        className="hidden"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) onFile(file);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
