/** Facts from a log that decide which other reasons for a refusal are possible or likely. */
import type { SignInCircumstances } from '../otherReasons.ts';
import type { LogReading } from './readLog.ts';

export function circumstancesOfLog(reading: LogReading): SignInCircumstances {
  const { outcome, broken, kind, isAlibaba, isTlsOn1883, isPubSubClient } = reading;
  const keepAlive = broken.find((rule) => rule.key === 'keep-alive');
  const channel = broken.find(
    ({ key }) => key === 'plain-for-tls-mode' || key === 'tls-for-plain-mode',
  );
  return {
    stage: outcome?.stage,
    code: outcome?.code,
    isRegistration: kind.startsWith('registration'),
    hasBrokenRule: broken.length > 0,
    isAlibaba,
    isTlsOn1883,
    isPubSubClient,
    ...(keepAlive?.key === 'keep-alive' && { keepAlive: keepAlive.args.seconds }),
    ...(channel !== undefined && { isSecure: channel.key === 'tls-for-plain-mode' }),
  };
}
