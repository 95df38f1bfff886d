/** The form of a connection, and the list of saved ones. */
import type { Page } from '@playwright/test';
import { expect } from '../test.ts';
import type { App } from './app.ts';

export const box = (app: App, name: string) =>
  app.connection.getByRole('textbox', { name, exact: true });
export const toggle = (app: App, name: string) =>
  app.connection.getByRole('switch', { name, exact: true });
export const list = (page: Page) => page.getByRole('complementary', { name: 'Profiles' });
export const row = (page: Page, name: string) =>
  list(page).getByRole('button', { name: new RegExp(`^${name} `) });

/** Saves the connection of the form as a profile. */
export async function save(app: App, name: string, url: string): Promise<void> {
  await app.openForm('Appearance and profile');
  await box(app, 'URL').fill(url);
  await box(app, 'Name').fill(name);
  await app.button('Save profile').click();
  await app.openProfiles();
  await expect(row(app.page, name)).toBeVisible();
}
