/** Capture files that a person chooses or drops: each in a tab of its own. */
import { openFile } from '../state/connections.ts';

/** The one input for files; it stands hidden in the page. */
let input: HTMLInputElement | null = null;

export function registerInput(element: HTMLInputElement | null): void {
  input = element;
}

export function chooseCapture(): void {
  input?.click();
}

export function openCaptures(files: Iterable<File>): void {
  for (const file of files) openFile(file);
}
