import { CircleAlert, CircleCheck, CircleSlash2 } from 'lucide-react';
import { useText } from '../../../kit/language/useText.ts';
import { classes } from '../../../kit/page/classes.ts';
import type { Compared } from './compared.ts';

/** Equal or different, next to the compared field. */
export function ComparedWord({ compared }: { compared: Compared }) {
  const t = useText().signIn;
  if (compared.kind === 'unknown') return null;
  if (compared.kind === 'same') {
    return (
      <span className="flex items-center gap-1 text-ok">
        <CircleCheck size={12} aria-hidden />
        {t.same}
      </span>
    );
  }
  const Icon = compared.isWrong ? CircleAlert : CircleSlash2;
  return (
    <span
      className={classes('flex items-center gap-1', compared.isWrong ? 'text-err' : 'text-fg-2')}
    >
      <Icon size={12} aria-hidden />
      {compared.parts.length === 0 ? t.differs : t.differsIn(compared.parts)}
    </span>
  );
}
