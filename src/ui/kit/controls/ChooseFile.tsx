import { type ComponentProps, useRef } from 'react';
import { Button } from './Button.tsx';
import { FileInput } from './FileInput.tsx';

interface ChooseFileProps
  extends Pick<ComponentProps<typeof FileInput>, 'accept' | 'several' | 'onFiles'>,
    Pick<ComponentProps<typeof Button>, 'icon' | 'look' | 'label'> {
  /** Label of the button. */
  readonly action: string;
  /** Accessible name of the field, where the action says too little. */
  readonly field?: string;
}

/** Button that opens the browser's file dialog. */
export function ChooseFile({ action, field = action, ...props }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const { accept, several = false, onFiles, ...button } = props;
  return (
    <>
      <Button {...button} onClick={() => input.current?.click()}>
        {action}
      </Button>
      <FileInput ref={input} label={field} accept={accept} several={several} onFiles={onFiles} />
    </>
  );
}
