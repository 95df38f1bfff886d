import { useText } from '../../kit/language/useText.ts';

interface NoneYetProps {
  readonly said: { readonly none: string; readonly noneText: string };
  /** Of its place, e.g. its padding. */
  readonly className?: string;
}

/** That there is nothing, and what would bring it. */
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
