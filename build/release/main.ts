/**
 * Texts of a release on standard output, for `.github/workflows/release.yml`:
 * `notes`; `formula PACKAGE`; `release NOTES`, the request for the forge.
 * VERSION, FORGE and IMAGE are in the environment.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formulaOf, notesOf, sectionOf } from './texts.ts';

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set.`);
  return value;
}

const version = variable('VERSION');
const place = () => ({ version, forge: variable('FORGE'), image: variable('IMAGE') });

function notes(): string {
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const section = sectionOf(changelog, version);
  if (section === undefined) throw new Error(`CHANGELOG.md has no section [${version}].`);
  return notesOf(section, place());
}

const COMMANDS: Readonly<Record<string, (file: string) => string>> = {
  notes,
  formula: (file) =>
    formulaOf(place(), createHash('sha256').update(readFileSync(file)).digest('hex')),
  release: (file) =>
    JSON.stringify({
      tag_name: `v${version}`,
      name: `mqttscope ${version}`,
      body: readFileSync(file, 'utf8'),
      prerelease: version.includes('-'),
    }),
};

const [name = '', file = ''] = process.argv.slice(2);
const command = COMMANDS[name];
if (command === undefined) throw new Error(`The commands are ${Object.keys(COMMANDS).join(', ')}.`);
process.stdout.write(command(file));
