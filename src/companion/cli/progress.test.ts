import { describe, expect, it } from 'vitest';
import { progress as texts } from '../../i18n/cli/en/prompts.ts';
import { Progress } from './progress.ts';

function watched(isTTY: boolean): {
  progress: Progress;
  written: () => string;
  pass: (ms: number) => void;
} {
  let [now, written] = [0, ''];
  const terminal = { isTTY, write: (text: string) => (written += text) };
  const pass = (ms: number): void => {
    now += ms;
  };
  return { progress: new Progress(terminal, () => now), written: () => written, pass };
}

describe('progress', () => {
  it('is shown on a terminal after a second, and removed at the end', () => {
    const { progress, written, pass } = watched(true);
    progress.begin('Reading a', 40_000_000, texts.far);
    pass(900);
    progress.advance(10_000_000);
    expect(written()).toBe('');
    pass(200);
    progress.advance(10_000_000);
    expect(written()).toBe('\r\u001B[KReading a: 50 % of 40.0 MB');
    progress.advance(1);
    expect(written().match(/Reading/g)).toHaveLength(1);
    progress.clear();
    progress.clear();
    expect(written().endsWith('MB\r\u001B[K')).toBe(true);
  });

  it('shows the bytes read if the size is unknown', () => {
    const { progress, written, pass } = watched(true);
    progress.begin('Reading standard input', undefined, texts.far);
    pass(2000);
    progress.advance(1_500_000);
    expect(written()).toContain('Reading standard input: 1.5 MB');
  });

  it('writes nothing without a terminal', () => {
    const { progress, written, pass } = watched(false);
    progress.begin('Reading a', 1, texts.far);
    pass(5000);
    progress.advance(1);
    progress.clear();
    expect(written()).toBe('');
  });
});
