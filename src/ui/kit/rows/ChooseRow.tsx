interface ChooseRowProps {
  /** Names it. */
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** The box of a row that can be chosen together with others; keys choose the row, and pass it over. */
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
