import type { ReactNode } from 'react';
import { Button, IconButton } from '#kit';

interface BarButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly pressed: boolean;
  readonly title: string;
  readonly onClick: () => void;
  /** Without its word. */
  readonly isShort: boolean;
}

/** A toggle in the tool bar. Its word is hidden in little room. */
export function BarButton({ label, icon, pressed, title, onClick, isShort }: BarButtonProps) {
  return isShort ? (
    <IconButton label={label} pressed={pressed} onClick={onClick}>
      {icon}
    </IconButton>
  ) : (
    <Button icon={icon} pressed={pressed} title={title} onClick={onClick}>
      {label}
    </Button>
  );
}
