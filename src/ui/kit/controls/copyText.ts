import { confirm } from '../language/announcements.ts';

/** Copies a text and announces whether that succeeded. */
export async function copyAndSay(text: string, done: string, notDone: string): Promise<boolean> {
  const isDone = await copyText(text);
  confirm(isDone ? done : notDone);
  return isDone;
}

/**
 * Copies a text. Returns false if the browser refuses. Also works over plain HTTP, where there is no
 * clipboard object.
 */
export async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard === undefined) return copyBySelection(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Permission denied, or the page is not in front: the old way may still be allowed.
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  const before = document.activeElement;
  area.value = text;
  area.setAttribute('aria-hidden', 'true');
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
