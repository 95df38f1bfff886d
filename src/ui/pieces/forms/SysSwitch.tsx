import { Switch, useText } from '#kit';

/** True if `$SYS` is listed. A search for `$` includes it. */
export function listsSys(search: string, withSys: boolean): boolean {
  return withSys || search.startsWith('$');
}

interface SysSwitchProps {
  readonly search: string;
  readonly withSys: boolean;
  readonly onChange: (withSys: boolean) => void;
}

/** The broker's own topics are numerous and rarely wanted. */
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
