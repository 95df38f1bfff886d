/** What a Clear took away: until it is forgotten, it can come back. */
export interface Cleared {
  /** Joins it with what came since; once at most. */
  bringBack(): void;
  /** It will not be asked for any more. */
  forget(): void;
}

/** Of several parts, in the order in which they were cleared. */
export function clearedTogether(parts: readonly Cleared[]): Cleared {
  return {
    bringBack: () => {
      for (const part of parts) part.bringBack();
    },
    forget: () => {
      for (const part of parts) part.forget();
    },
  };
}

/** Of a part that needs nothing to forget it. */
export function clearedPart(bringBack: () => void): Cleared {
  return { bringBack, forget: () => undefined };
}
