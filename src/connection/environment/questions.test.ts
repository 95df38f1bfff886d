import { expect, test } from 'vitest';
import { TestClient } from '../client.testkit.ts';
import { OpenQuestions } from './questions.ts';

test('passes an exception to the caller, and answers the next question', async () => {
  const client = new TestClient();
  const { capture } = client.dispatch;
  const window = capture.window.bind(capture);
  capture.window = () => {
    throw new Error('A row is broken.');
  };
  const asked = client.ask({ kind: 'window', request: {} });
  await expect(asked).rejects.toThrow('A row is broken.');
  capture.window = window;
  const { counters } = await client.ask({ kind: 'window', request: {} });
  expect(counters.packets).toBe(0);
});

test('rejects an answer of another kind, and ignores one without a question', async () => {
  const questions = new OpenQuestions();
  const asked = questions.ask({ kind: 'next-mark', after: 1 }, () => undefined);
  questions.hear({ kind: 'answered', id: 7, failed: 'Nobody asked.' });
  questions.hear({ kind: 'answered', id: 1, answer: { to: 'complete-topic', said: [] } });
  await expect(asked).rejects.toThrow('next-mark was answered with complete-topic');
});
