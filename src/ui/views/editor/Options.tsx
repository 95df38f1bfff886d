import { AddressSection } from './AddressSection.tsx';
import { isUntouched } from './isUntouched.ts';
import { LineSection } from './LineSection.tsx';
import { Mqtt5Section } from './Mqtt5Section.tsx';
import { OnConnectSection } from './OnConnectSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { ProfileSection } from './ProfileSection.tsx';
import { SessionAndWill } from './SessionAndWill.tsx';
import type { SectionProps } from './sectionProps.ts';

export interface OptionsProps extends SectionProps {
  readonly connectionId: string;
  readonly isAddressAbove: boolean;
}

/** Everything that has a value also where nobody chooses one. */
export function Options(props: OptionsProps) {
  const { draft } = props;
  return (
    <>
      <AddressSection {...props} />
      {draft.mode === 'password' && <PasswordSection {...props} />}
      <OnConnectSection {...props} />
      <SessionAndWill {...props} />
      <Mqtt5Section {...props} />
      <LineSection {...props} />
      {!isUntouched(draft) && <ProfileSection {...props} />}
    </>
  );
}
