import { expect, it } from 'vitest';
import { formulaOf, notesOf, sectionOf } from './texts.ts';

const CHANGELOG = `# Changelog

## [Unreleased]

- Later.

## [1.2.0] - 2026-12-01

### Added

- A page ([docs/a.md](docs/a.md)).

## [1.2.0-rc.1] - 2026-11-01

- A candidate.

[1.2.0]: https://forge.example/compare
`;

const PLACE = {
  version: '1.2.0',
  forge: 'https://forge.example/Ann/mqttscope',
  image: 'forge.example/ann/mqttscope',
};

it('takes the section of exactly this version from the changelog', () => {
  expect(sectionOf(CHANGELOG, '1.2.0')).toBe('### Added\n\n- A page ([docs/a.md](docs/a.md)).');
  expect(sectionOf(CHANGELOG, '1.2.0-rc.1')).toBe('- A candidate.');
  expect(sectionOf(CHANGELOG, '1.2')).toBeUndefined();
});

it('names the image of the release, and links to the files of its tag', () => {
  const notes = notesOf('See [a](docs/a.md) and [b](https://other.example/b).', PLACE);
  expect(notes).toContain(' forge.example/ann/mqttscope:1.2.0\n');
  expect(notes).toContain('add the repository `https://forge.example/Ann/mqttscope`');
  expect(notes).toContain('brew tap Ann/mqttscope https://forge.example/Ann/mqttscope ');
  expect(notes).toContain('[a](https://forge.example/Ann/mqttscope/src/tag/v1.2.0/docs/a.md)');
  expect(notes).toContain('[b](https://other.example/b)');
  const github = notesOf('[a](docs/a.md)', { ...PLACE, forge: 'https://github.com/ann/mqttscope' });
  expect(github).toContain('(https://github.com/ann/mqttscope/blob/v1.2.0/docs/a.md)');
});

it('publishes ports of the container for this machine only', () => {
  const published = notesOf('', PLACE).match(/ -p \S+/g) ?? [];
  expect(published).toHaveLength(2);
  for (const port of published) expect(port).toMatch(/^ -p 127\.0\.0\.1:/);
});

it('writes the formula of the package', () => {
  const formula = formulaOf(PLACE, 'ab12');
  expect(formula).toContain('url "https://registry.npmjs.org/mqttscope/-/mqttscope-1.2.0.tgz"');
  expect(formula).toContain('sha256 "ab12"');
  expect(formula).toContain('homepage "https://forge.example/Ann/mqttscope"');
});
