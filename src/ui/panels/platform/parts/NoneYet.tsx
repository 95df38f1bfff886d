import { useText } from '#kit';

interface NoneYetProps {
  readonly said: { readonly none: string; readonly noneText: string };
  /** Classes for its place, e.g. padding. */
  readonly className?: string;
}

/** Message for an empty list, with the way to fill it. */
export function NoneYet({ said, className = '' }: NoneYetProps) {
  const { stop, gap } = useText().kit;
  return (
    <p className={`${className} text-fg-2`}>
      {said.none}
      {stop}
      {gap}
      {said.noneText}
    </p>
  );
}
