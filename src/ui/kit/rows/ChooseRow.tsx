interface ChooseRowProps {
  /** Names it. */
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** Checkbox of a row for choosing several rows. The keyboard chooses the row itself and skips the box. */
export function ChooseRow({ label, isChosen, onChoose }: ChooseRowProps) {
  return (
    <label className="block pressed-in-row">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={label}
        checked={isChosen}
        onChange={onChoose}
        className="block accent-accent"
      />
    </label>
  );
}
