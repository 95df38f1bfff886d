import { expect, test } from 'vitest';
import { settingsWith } from '../../profiles/settings.testkit.ts';
import { zh } from '../../words/zh/texts.ts';
import { failureWords } from './failureWords.ts';

const SETTINGS = settingsWith({
  url: 'tab:broker',
  version: 4,
});

const NO_TOKEN = { kind: 'pre-auth', url: 'tab:broker', code: undefined } as const;

test('why a device got no token: the broker of this app says it in the person’s language, others in theirs', () => {
  const reason = 'The broker is down.';
  const fact = { key: 'down', args: {} } as const;
  const own = failureWords(
    { ...NO_TOKEN, why: 'no-platform', said: { reason, fact } },
    SETTINGS,
    zh,
  );
  expect(own.said).toBe('Broker 已停止。');
  const other = failureWords({ ...NO_TOKEN, why: 'relay', said: { reason } }, SETTINGS, zh);
  expect(other.said).toBe(reason);
});
