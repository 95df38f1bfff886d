/** Data removed by Clear. It can be restored until it is forgotten. */
export interface Cleared {
  /** Joins it with newer data. May be called only once. */
  restore(): void;
  /** Gives up the data. */
  forget(): void;
}

/** Combines several parts, in the order of their clearing. */
export function clearedTogether(parts: readonly Cleared[]): Cleared {
  return {
    restore: () => {
      for (const part of parts) part.restore();
    },
    forget: () => {
      for (const part of parts) part.forget();
    },
  };
}

/** A part that needs no work when it is forgotten. */
export function clearedPart(restore: () => void): Cleared {
  return { restore, forget: () => undefined };
}
