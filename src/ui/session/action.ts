/** An action in the palette, with its keys. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** Displayed shortcut, e.g. `Ctrl K`. */
  readonly keys?: string;
  /** Why it cannot be done now; it is shown, and does nothing. */
  readonly disabled?: string;
  readonly run: () => void;
}
