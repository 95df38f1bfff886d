/** Saves captures from the page and opens them in it. */
import path from 'node:path';
import { type Download, expect, type FileChooser, type Locator, type Page } from '@playwright/test';
import { findings } from './axe.ts';

export class Captures {
  readonly page: Page;
  readonly dialog: Locator;
  readonly #path: (name: string) => string;
  #isLookedAt = false;

  constructor(page: Page, path: (name: string) => string) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: 'Save as', exact: true });
    this.#path = path;
  }

  /** Saves through the dialog. Returns the file's path. */
  async save(format: string, secrets = false): Promise<string> {
    await this.page.getByRole('button', { name: 'Save as', exact: true }).click();
    await this.dialog.getByRole('combobox', { name: 'Format' }).selectOption(format);
    if (secrets) {
      await this.dialog.getByRole('switch', { name: 'Keep secrets', exact: true }).click();
      await expect(this.dialog.getByRole('alert')).toContainText('can read the passwords');
      // The dialog is the same each time.
      if (!this.#isLookedAt) expect(await findings(this.page)).toEqual([]);
      this.#isLookedAt = true;
    }
    const coming = this.page.waitForEvent('download');
    await this.dialog.getByRole('button', { name: 'Save', exact: true }).click();
    return this.keep(await coming);
  }

  /** Saves by a button that saves everything at once. */
  async saveBy(button: Locator): Promise<string> {
    const coming = this.page.waitForEvent('download');
    await button.click();
    return this.keep(await coming);
  }

  async keep(download: Download): Promise<string> {
    const file = this.#path(download.suggestedFilename());
    await download.saveAs(file);
    return file;
  }

  async open(file: Parameters<FileChooser['setFiles']>[0]): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open capture', exact: true }).click();
    await (await choosing).setFiles(file);
  }

  /** Waits until its tab is in front. */
  async openFile(file: string): Promise<void> {
    await this.open(file);
    const tabs = this.page.getByRole('tablist', { name: 'Connections' });
    const front = tabs.getByRole('tab', { selected: true });
    await expect(front).toContainText(path.basename(file));
  }

  /** Drops a file onto the window. */
  async drop(name: string, bytes: Buffer): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([fileName, base64]) => {
        const data = new DataTransfer();
        const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([content], fileName));
        return data;
      },
      [name, bytes.toString('base64')] as const,
    );
    await this.page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await expect(this.page.getByText('Drop the file to open it as a capture')).toBeVisible();
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }
}
