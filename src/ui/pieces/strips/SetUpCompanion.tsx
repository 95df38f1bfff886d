import { Button, CopyButton, Dialog, useText } from '#kit';

/** On separate lines, because older shells of Windows do not know `&&`. */
const COMMANDS = ['npm ci', 'npm start'];

interface SetUpCompanionProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Instructions for getting a companion, and its purpose. */
export function SetUpCompanion({ open, onClose }: SetUpCompanionProps) {
  const { companionSetUp: t, kit } = useText();
  return (
    <Dialog
      open={open}
      label={t.title}
      onClose={onClose}
      className="w-120 max-w-[calc(100vw-32px)] text-base"
    >
      <div className="flex flex-col gap-3 p-4">
        <h2 className="text-base font-semibold">{t.title}</h2>
        <p>{t.what}</p>
        <p>{t.run}</p>
        <div className="flex items-start gap-2 rounded-md border border-line bg-well p-2">
          <pre className="min-w-0 flex-1 overflow-auto font-mono text-base/5">
            {COMMANDS.join('\n')}
          </pre>
          <CopyButton what={t.commands} text={() => `${COMMANDS.join('\n')}\n`} />
        </div>
        <p>{t.afterwards}</p>
        <p className="text-fg-2">{t.profiles}</p>
        <div className="flex justify-end">
          <Button onClick={onClose}>{kit.close}</Button>
        </div>
      </div>
    </Dialog>
  );
}
