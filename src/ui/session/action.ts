/** `go`: to a desk, a panel or a tab. `tab`: on the connection in front. `app`: everything else. */
export type ActionGroup = 'go' | 'tab' | 'app';

/** An action in the palette, with its keys. */
export interface Action {
  readonly id: string;
  readonly label: string;
  /** Words that the palette finds it by, beside those of its label; those of its id if not given. */
  readonly aliases?: string;
  /** Deletes data: the palette offers it only to users who type so. */
  readonly deletes?: true;
  /** Displayed shortcut, e.g. `Ctrl K`. */
  readonly keys?: string;
  /** Why it cannot be done now; it is shown, and does nothing. */
  readonly disabled?: string;
  /** Place in the palette; `app` if not given. */
  readonly group?: ActionGroup;
  readonly run: () => void;
}
