import { Check, OctagonX } from 'lucide-react';
import { classes, useText } from '#kit';
import type { SignInFacts } from '../../../../broker/platform/devices/commands.ts';

/** Outcome of a sign-in as a word. */
export function Verdict({ facts }: { facts: Pick<SignInFacts, 'ok' | 'returnCode'> }) {
  const t = useText().platform.signIn;
  const Sign = facts.ok ? Check : OctagonX;
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 font-sans whitespace-nowrap',
        facts.ok ? 'text-ok' : 'text-err',
      )}
    >
      <Sign size={12} aria-hidden />
      {facts.ok ? t.accepted : t.refusedWith(facts.returnCode)}
    </span>
  );
}
