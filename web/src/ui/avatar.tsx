import { memo, type ReactNode } from 'react';
import { avatarColor, initialsOf } from './initials.ts';

interface AvatarProps {
  /** Picks the colour, so that it stays when the name changes. */
  readonly id: string;
  readonly name: string;
  /** An object URL; without one the initials are shown. */
  readonly src?: string | undefined;
  /** Pixels. */
  readonly size?: number;
}

/** Decoration: the name stands beside it. */
export const Avatar = memo(function Avatar({ id, name, src, size = 44 }: AvatarProps): ReactNode {
  const box = { width: size, height: size };
  if (src)
    return (
      <img src={src} alt="" draggable={false} style={box} className="shrink-0 rounded-full bg-sunken object-cover" />
    );
  return (
    <span
      aria-hidden="true"
      className="inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold text-on-accent leading-none"
      style={{ ...box, fontSize: size * 0.38, backgroundColor: `var(--color-avatar-${avatarColor(id)})` }}
    >
      {initialsOf(name)}
    </span>
  );
});
