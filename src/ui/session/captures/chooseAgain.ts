/** Reopens a capture file that the user chooses again, because browsers do not keep access to it. */
import { openFile } from './fileTabs.ts';

/** Must be called within a user click. @param id of the tab that expects the file. Undefined: a new tab */
export function chooseAgain(id?: string): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) openFile(file, [], id);
  });
  input.click();
}
