interface ShortNameProps {
  /** Displayable name: invisible characters from outside are already made visible. */
  readonly name: string;
  readonly title?: string;
}

/** A client identifier. It is shortened at its start, because generated names differ at the end. */
export function ShortName({ name, title = name }: ShortNameProps) {
  return (
    <span title={title} className="cut-start block min-w-0">
      <bdi className="whitespace-pre">{name}</bdi>
    </span>
  );
}
