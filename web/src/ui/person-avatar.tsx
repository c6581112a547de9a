import type { ReactNode } from 'react';
import { useAvatar } from '../state/avatars.ts';
import { Avatar } from './avatar.tsx';

interface PersonAvatarProps {
  readonly account: string;
  readonly name: string;
  /** The picture's hash, from a Chat or the own profile. */
  readonly avatar?: string | undefined;
  readonly size?: number;
}

/** A person's picture, or the initials until it is here. */
export function PersonAvatar({ account, name, avatar, size = 44 }: PersonAvatarProps): ReactNode {
  return <Avatar id={account} name={name} src={useAvatar(account, avatar)} size={size} />;
}
