import { useText } from '../kit/language/useText.ts';
import { Switch } from '../kit/Switch.tsx';

/** Whether `$SYS` is listed: whoever writes `$` means it. */
export function listsSys(search: string, withSys: boolean): boolean {
  return withSys || search.startsWith('$');
}

interface SysSwitchProps {
  readonly search: string;
  readonly withSys: boolean;
  readonly onChange: (withSys: boolean) => void;
}

/** The broker's own topics are many, and seldom what one looks for. */
export function SysSwitch({ search, withSys, onChange }: SysSwitchProps) {
  return (
    <Switch
      label={useText().broker.retained.withSys}
      checked={listsSys(search, withSys)}
      disabled={search.startsWith('$')}
      onChange={onChange}
    />
  );
}
