import { expect, test } from 'vitest';
import { filesOf, fromOwnFiles } from './icons.ts';

const LIST = `/** License */
export { default as AlertTriangle, default as TriangleAlert } from './icons/triangle.mjs';
export { default as X, default as XIcon } from './icons/x.mjs';
export { default as createLucideIcon } from './createLucideIcon.mjs';
`;

test('imports an icon from its own file, by any of its names', () => {
  const files = filesOf(LIST);
  expect([...files.keys()]).toEqual(['AlertTriangle', 'TriangleAlert', 'X', 'XIcon']);
  const code =
    "import { type LucideIcon, TriangleAlert, X } from 'lucide-react';\nimport { useState } from 'react';\n";
  expect(fromOwnFiles(code, (name) => files.get(name) ?? '', '/esm')).toBe(
    "import TriangleAlert from '/esm/icons/triangle.mjs'; import X from '/esm/icons/x.mjs';\nimport { useState } from 'react';\n",
  );
});
