/** Theme: dark, light, or the system's. */
import { create } from 'zustand';
import { remember, remembered } from '../language/remembered.ts';

export const THEMES = ['dark', 'light', 'system'] as const;
export type Theme = (typeof THEMES)[number];

function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}

export const useTheme = create<{ readonly theme: Theme }>()(() => {
  const kept = remembered('theme');
  return { theme: isTheme(kept) ? kept : 'system' };
});

const LIGHT = '(prefers-color-scheme: light)';

function apply(): void {
  const { theme } = useTheme.getState();
  const shown = theme === 'system' ? (matchMedia(LIGHT).matches ? 'light' : 'dark') : theme;
  document.documentElement.dataset['theme'] = shown;
}

export function setTheme(theme: Theme): void {
  useTheme.setState({ theme });
  remember('theme', theme);
  apply();
}

/** Called before the first paint. */
export function startTheme(): void {
  apply();
  matchMedia(LIGHT).addEventListener('change', apply);
}
