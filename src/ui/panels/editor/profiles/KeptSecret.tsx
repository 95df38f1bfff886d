import { useFirstText } from '#kit';

interface KeptSecretProps {
  /** With a profile: before, there is nothing to keep it with. */
  readonly isSaved: boolean;
  readonly onForget: () => void;
}

/** Storage place of the secret, and the way to delete it. */
export function KeptSecret({ isSaved, onForget }: KeptSecretProps) {
  const { profiles: t, kit } = useFirstText();
  if (!isSaved) return t.rememberHint;
  return (
    <>
      {t.remembered}
      {kit.gap}
      <button
        type="button"
        aria-label={t.forgetLabel}
        onClick={onForget}
        className="rounded-sm text-accent hover:underline"
      >
        {t.forget}
      </button>
    </>
  );
}
