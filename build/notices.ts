/** Writes THIRD-PARTY-NOTICES: the licences of all third-party code, each text once. */
import type { Component } from './component.ts';

const RULE = '-'.repeat(80);

/** @param components in the order of the notices */
export function noticesOf(components: readonly Component[]): string {
  const byText = new Map<string, Component[]>();
  for (const component of components) {
    const text = component.texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), component]);
  }
  const parts = [...byText].map(([text, of]) => {
    const names = of.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${RULE}\n${names.join('\n')}\n\n${text}\n`;
  });
  return `mqttscope contains code of the packages named here, on the terms that follow each.\n\n${parts.join('\n')}`;
}
