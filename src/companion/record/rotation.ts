/** Options for files that follow each other. */
import { UsageError } from '../cli/errors.ts';
import type { Kind } from '../cli/options.ts';
import { STANDARD_OUTPUT } from '../cli/replacedFile.ts';

const UNITS: Readonly<Record<string, number>> = { k: 1e3, M: 1e6, G: 1e9 };
const LEAST_FILE = 10_000;

/** Sizes such as `100MB`, `64k`, `1G`. */
export const fileSize: Kind<number> = {
  read: (text, option) => {
    const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([kMG])B?$/.exec(text) ?? [];
    const bytes = Number(digits) * (UNITS[unit] ?? 0);
    if (bytes >= LEAST_FILE && Number.isFinite(bytes)) return bytes;
    throw new UsageError((say) => say.notASize(option, text));
  },
};

interface Rotation {
  readonly output: string | undefined;
  readonly rotates: boolean;
  readonly keep: number | undefined;
}

/** @param options that rotate. Throws `UsageError` */
export function checkRotation({ output, rotates, keep }: Rotation, options: string): void {
  if (keep !== undefined && !rotates) throw new UsageError((say) => say.keepNeedsRotation(options));
  if (output === STANDARD_OUTPUT && rotates) {
    throw new UsageError((say) => say.rotationNeedsFiles());
  }
}
