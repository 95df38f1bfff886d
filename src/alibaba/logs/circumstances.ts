/** Facts from a log that decide which other reasons for a refusal are possible or likely. */
import type { SignInCircumstances } from '../otherReasons.ts';
import type { Speaker } from './logStatement.ts';
import type { LogReading } from './readLog.ts';

export function circumstancesOfLog({ outcome, broken, kind }: LogReading): SignInCircumstances {
  const keepAlive = broken.find((rule) => rule.key === 'keep-alive');
  const channel = broken.find(
    ({ key }) => key === 'plain-for-tls-mode' || key === 'tls-for-plain-mode',
  );
  return {
    stage: outcome?.stage === 'unknown' ? undefined : outcome?.stage,
    code: outcome?.code,
    isRegistration: kind.startsWith('registration'),
    hasBrokenRule: broken.length > 0,
    hasSmallBuffer: outcome === undefined || maybeSmallBuffer(outcome.by),
    ...(keepAlive?.key === 'keep-alive' && { keepAlive: keepAlive.args.seconds }),
    ...(channel !== undefined && { isSecure: channel.key === 'tls-for-plain-mode' }),
  };
}

/** Libraries for Arduino have small buffers. Modules and others that a log names have none of this size. */
function maybeSmallBuffer({ kind, name }: Speaker): boolean {
  return kind !== 'module' && (name === undefined || name === 'PubSubClient');
}
