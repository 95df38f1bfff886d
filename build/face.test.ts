/** Imports of the kit's face become imports of its files. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readKit, withFiles } from './face.ts';

const ROOT = path.dirname(import.meta.dirname);
const KIT = path.join(ROOT, 'src/ui/kit');
const face = new Map([
  ['Button', './controls/Button.tsx'],
  ['Keys', './controls/Button.tsx'],
  ['Menu', './overlays/Menu.tsx'],
  ['MenuPlace', './overlays/Menu.tsx'],
]);
const replaced = (text: string) => withFiles(text, 'src/ui/panels/lab/LabList.tsx', face);

describe('an import of the face', () => {
  test('becomes one import for each file', () => {
    expect(replaced("import { Button, Keys as Shortcut, Menu } from '#kit';")).toBe(
      "import { Button, Keys as Shortcut } from '../../kit/controls/Button.tsx';" +
        " import { Menu } from '../../kit/overlays/Menu.tsx';",
    );
  });

  test('keeps the numbers of the lines after it', () => {
    const text = replaced("import {\n  Button,\n  Menu,\n} from '#kit';\nconst after = 1;");
    expect(text.split('\n').indexOf('const after = 1;')).toBe(4);
  });

  test('does not load a file for its types', () => {
    const file = "'../../kit/overlays/Menu.tsx'";
    expect(replaced("import { type MenuPlace } from '#kit';")).toBe(
      `import type { MenuPlace } from ${file};`,
    );
    expect(replaced("import type { MenuPlace } from '#kit';")).toBe(
      `import type { MenuPlace } from ${file};`,
    );
    expect(replaced("import { Menu, type MenuPlace } from '#kit';")).toBe(
      `import { Menu, type MenuPlace } from ${file};`,
    );
  });

  test('fails for a name that the face does not have', () => {
    expect(() => replaced("import { Other } from '#kit';")).toThrow(
      'src/ui/panels/lab/LabList.tsx: src/ui/kit/kit.ts does not export Other.',
    );
  });

  test('leaves other imports as they are', () => {
    const text = "import { Button } from './Button.tsx';\nexport { Menu } from './Menu.tsx';";
    expect(replaced(text)).toBe(text);
  });
});

describe('the face of the kit', () => {
  const text = readFileSync(path.join(KIT, 'kit.ts'), 'utf8');

  test('has names only, each from the file that declares it', () => {
    const code = text.replaceAll(/\/\*\*.*?\*\//gs, '').trim();
    expect(code.replaceAll(/export \{[^}*]*\} from '\.\/[^']+';/g, '').trim()).toBe('');
    for (const [name, file] of readKit(ROOT)) {
      expect(readFileSync(path.join(KIT, file), 'utf8')).toMatch(
        new RegExp(`^export (?:async )?(?:const|function|class|interface|type) ${name}\\b`, 'm'),
      );
    }
  });

  test('is the only way of components to the kit', () => {
    const outside = readdirSync(path.dirname(KIT), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx') && !/^(?:kit|session)\b|\.test\./.test(file))
      .map((file) => readFileSync(path.join(path.dirname(KIT), file), 'utf8'));
    expect(outside.filter((one) => one.includes("from '#kit'")).length).toBeGreaterThan(300);
    expect(outside.filter((one) => /'(?:\.\.?\/)+kit\//.test(one))).toEqual([]);
  });
});
